import type { Field } from '../../document/field';
import type { ContainerField } from '../../document/view';
import type { MountPoint } from '../../model/taskDefinition';
import { inContainer } from '../example';
import { perTask } from '../perTask';

export interface Mount {
  readonly container: ContainerField;
  readonly item: Field<MountPoint>;
}

/** The mount points of all containers. */
export const mountsOf = perTask((task): readonly Mount[] =>
  task.containers.flatMap((container) =>
    (container.get('mountPoints')?.items() ?? [])
      .filter((item) => item.type === 'object')
      .map((item) => ({ container, item })),
  ),
);

/** Whether two paths of Windows begin with the same letter of a drive. */
export const sameDrive = (a: string, b: string): boolean => a.slice(0, 2).toLowerCase() === b.slice(0, 2).toLowerCase();

/** A container with one mount point and the volume "data", for examples. */
export const mount = (members: string, more = ''): string =>
  inContainer(`"mountPoints":[{${members}}${more}]`, '"volumes":[{"name":"data"}]');

/** What makes it a task of Windows. */
export const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';
