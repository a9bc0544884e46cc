import type { Volume } from '../../../server/index';
import { label, workspaceLabel } from '../labels';
import { hash } from '../names';
import type { VolumeSpec } from '../plan';
import type { TaskScope } from './scope';

/** A file system that AWS would mount. */
interface FileSystem {
  readonly field: 'efsVolumeConfiguration' | 's3filesVolumeConfiguration';
  readonly code: string;
  readonly what: string;
  readonly id: string;
  /** All that tells which files a container would see. */
  readonly part: readonly (string | undefined)[];
}

function fileSystemOf({ efsVolumeConfiguration: efs, s3filesVolumeConfiguration: s3 }: Volume): FileSystem | undefined {
  if (efs) {
    const { fileSystemId: id = '', rootDirectory = '/', authorizationConfig } = efs;
    const part = [authorizationConfig?.accessPointId, rootDirectory];
    return { field: 'efsVolumeConfiguration', code: 'efs-stand-in', what: `the EFS file system ${id}`, id, part };
  }
  if (!s3) return undefined;
  const { fileSystemArn = '', accessPointArn, rootDirectory = '/' } = s3;
  const id = fileSystemArn.split('/').at(-1) ?? '';
  return {
    field: 's3filesVolumeConfiguration',
    code: 's3files-stand-in',
    what: `the S3 file system ${id}`,
    id,
    part: [accessPointArn, rootDirectory],
  };
}

/**
 * The local volume that stands in for a file system of AWS: the same for all tasks of a workspace that name the same
 * part of it, and kept when they go, since files that outlive the task are why a definition names one (runner.md §1.8).
 */
export function fileSystemVolume(scope: TaskScope, volume: Volume, pointer: string): VolumeSpec | undefined {
  const system = fileSystemOf(volume);
  if (!system) return undefined;
  const { field, code, what, id, part } = system;
  const { workspace } = scope.options;
  const readable = id.replace(/[^A-Za-z0-9_.-]/g, '').slice(0, 40);
  const dockerName = `taskdef-${readable}-${hash([workspace, id, ...part].join('\n'), 12)}`;
  scope.report.notice(
    'substituted',
    code,
    `${pointer}/${field}`,
    `Volume ${volume.name} is the local volume ${dockerName} instead of ${what}. Tasks of this workspace share it, and it ` +
      `stays until you remove it with "docker volume rm"; access points, IAM and encryption do not apply.`,
  );
  return {
    dockerName,
    driver: undefined,
    driverOpts: {},
    labels: {
      [label.schema]: '1',
      [label.scope]: 'shared',
      ...(workspace !== undefined && { [label.workspace]: workspaceLabel(workspace) }),
    },
    scope: 'shared',
    mustExist: false,
  };
}
