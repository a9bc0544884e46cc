import type { Field } from '../../document/field';
import type { TaskView, VolumeField } from '../../document/view';
import type { EFSVolumeConfiguration } from '../../model/taskDefinition';
import { inContainer } from '../example';

/** EFS: the volumes that are EFS file systems, and how they let a task in. */

export interface Block {
  readonly volume: VolumeField;
  readonly block: Field<EFSVolumeConfiguration>;
}

/** EFS volumes, unless the launch type or system refuses them as a whole. */
export function efsBlocks(task: TaskView): Block[] {
  if (task.launchTypesUnknown || task.launchTypes.has('EXTERNAL') || task.os === 'windows') return [];
  return task.volumes.flatMap((volume) => {
    const block = volume.get('efsVolumeConfiguration');
    return block?.type === 'object' ? [{ volume, block }] : [];
  });
}

/** IAM authorization, where it is on. */
export const iamOf = (block: Field<EFSVolumeConfiguration>): Field | undefined => {
  const field = block.get('authorizationConfig')?.get('iam');
  return field?.text === 'ENABLED' ? field : undefined;
};

/** The access point, where one is named: an empty text stands for none. */
export const accessPointOf = (block: Field<EFSVolumeConfiguration>): Field | undefined => {
  const field = block.get('authorizationConfig')?.get('accessPointId');
  return field?.text === '' ? undefined : field;
};

/** A task that mounts an EFS volume, for examples. */
export const efs = (members: string, task = ''): string =>
  inContainer(
    '"mountPoints":[{"sourceVolume":"v","containerPath":"/a"}]',
    `${task}"volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-12345678"${members && `,${members}`}}}]`,
  );

export const tls = '"transitEncryption":"ENABLED"';
