import { type Arn, parseArn } from '../../model/arn';
import { escapeMarkdown, inlineCode } from '../markdown';
import { type Explain, list } from './subject';

/** Services that a task definition refers to. */
const services: Readonly<Record<string, string>> = {
  acm: 'Certificate Manager',
  ecs: 'ECS',
  elasticfilesystem: 'EFS',
  firehose: 'Data Firehose',
  fsx: 'FSx',
  iam: 'IAM',
  kms: 'KMS',
  logs: 'CloudWatch Logs',
  s3: 'S3',
  s3files: 'S3 Files',
  secretsmanager: 'Secrets Manager',
  ssm: 'Systems Manager Parameter Store',
};

const partitions: Readonly<Record<string, string>> = {
  'aws-cn': 'China',
  'aws-us-gov': 'AWS GovCloud (US)',
  'aws-eusc': 'AWS European Sovereign Cloud',
};

/** An ARN taken apart; under `valueFrom` also the bare name of a parameter. */
export const resourceParts: Explain = ({ field, place }) => {
  const text = field.known;
  if (text === undefined) return undefined;
  const arn = parseArn(text);
  if (!arn) return place.endsWith('.valueFrom') && /^[\w./-]+$/.test(text) ? bareParameter(text) : undefined;
  const { partition, service, region, account } = arn;
  return list([
    `Service: ${services[service] ?? inlineCode(service)}`,
    ...(partsOf[service] ?? otherParts)(arn),
    region !== '' && `Region: ${inlineCode(region)}`,
    account !== '' && `Account: ${inlineCode(account)}`,
    partition !== 'aws' && `Partition: ${inlineCode(partition)}${nameOfPartition(partition)}`,
  ]);
};

const nameOfPartition = (partition: string): string =>
  partitions[partition] ? ` (${escapeMarkdown(partitions[partition])})` : '';

const bareParameter = (name: string): string =>
  `${inlineCode(name)} is a parameter of Parameter Store in the Region and account of the task.`;

const part = (what: string, text: string | undefined): string | false => !!text && `${what}: ${inlineCode(text)}`;

const otherParts = ({ resource }: Arn) => [part('Resource', resource)];

/** What the resource part says, by service. */
const partsOf: Readonly<Record<string, (arn: Arn) => readonly (string | false)[]>> = {
  secretsmanager(arn) {
    const [, name, key, stage, version] = arn.resource.split(':');
    return [
      part('Secret', name?.replace(/-[A-Za-z0-9]{6}$/, '')),
      part('JSON key', key),
      part('Version stage', stage),
      part('Version', version),
    ];
  },
  ssm(arn) {
    const name = /^parameter\/(.+)$/.exec(arn.resource)?.[1];
    return name === undefined ? otherParts(arn) : [part('Parameter', name.includes('/') ? `/${name}` : name)];
  },
  iam(arn) {
    const [, path, role] = /^role(\/(?:.*\/)?)([^/]+)$/.exec(arn.resource) ?? [];
    return role === undefined ? otherParts(arn) : [part('Role', role), path !== '/' && part('Path', path)];
  },
  s3(arn) {
    const slash = arn.resource.indexOf('/');
    return slash < 0
      ? [part('Bucket', arn.resource)]
      : [part('Bucket', arn.resource.slice(0, slash)), part('Object', arn.resource.slice(slash + 1))];
  },
};
