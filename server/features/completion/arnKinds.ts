import type { Place } from './place';

/** What an ARN at some member may name. Source: "Actions, resources and condition keys" of each service, 2026. */
export interface ArnKind {
  readonly service: string;
  /** What the resource begins with. */
  readonly resource: string;
  /** The service's ARNs name no Region, or neither Region nor account. */
  readonly scope?: 'global' | 'bare';
  readonly what: string;
}

const role: ArnKind = { service: 'iam', resource: 'role/', scope: 'global', what: 'IAM role' };
const secret: ArnKind = { service: 'secretsmanager', resource: 'secret:', what: 'secret' };
const parameter: ArnKind = { service: 'ssm', resource: 'parameter/', what: 'parameter' };
const object: ArnKind = { service: 's3', resource: '', scope: 'bare', what: 'object in S3' };

const byMember: Readonly<Record<string, readonly ArnKind[]>> = {
  'TaskDefinition.taskRoleArn': [role],
  'TaskDefinition.executionRoleArn': [role],
  'Secret.valueFrom': [secret, parameter],
  'RepositoryCredentials.credentialsParameter': [secret],
  'FSxWindowsFileServerAuthorizationConfig.credentialsParameter': [secret, parameter],
  'EnvironmentFile.value': [object],
  'S3FilesVolumeConfiguration.fileSystemArn': [{ service: 's3files', resource: 'file-system/', what: 'file system' }],
};

/** The kinds of ARN a place takes; empty where it takes none. */
export const arnKindsAt = ({ node }: Place): readonly ArnKind[] => byMember[node.id] ?? [];
