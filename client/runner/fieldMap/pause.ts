import { containerName, networkName, pauseName } from '../names';
import type { ContainerSpec, PortWish } from '../plan';
import { pauseSysctls } from './linux';
import { givenHosts } from './network';
import { bindings } from './ports';
import { filled, mebibyte, present, type TaskScope } from './scope';

/** The container that owns an awsvpc task's network namespace, its ports and its network settings (runner.md §4.2). */
export function pauseContainer(
  scope: TaskScope,
  wishes: readonly PortWish[],
): Omit<ContainerSpec, 'body'> & {
  readonly body: Omit<ContainerSpec['body'], 'Labels'>;
} {
  const { exposed, bound } = bindings(wishes);
  return {
    facts: {
      name: pauseName,
      role: 'pause',
      essential: true,
      dependsOn: [],
      startTimeout: undefined,
      stopTimeout: 0,
      hasHealthCheck: false,
      restartPolicy: undefined,
    },
    dockerName: containerName(scope, pauseName),
    image: scope.around.pauseImage,
    platform: undefined,
    ports: wishes,
    pointer: '',
    body: {
      Image: scope.around.pauseImage,
      Cmd: ['pause'],
      StopSignal: 'SIGKILL',
      ExposedPorts: exposed,
      HostConfig: present({
        NetworkMode: networkName(scope.taskId),
        IpcMode: scope.definition.ipcMode === 'task' ? 'shareable' : undefined,
        PortBindings: bound,
        ExtraHosts: filled(givenHosts(scope)),
        Sysctls: pauseSysctls(scope),
        CapDrop: ['ALL'],
        ReadonlyRootfs: true,
        Memory: 16 * mebibyte,
        CpuShares: 2,
        LogConfig: { Type: 'none', Config: {} },
        SecurityOpt: ['no-new-privileges'],
      }),
    },
  };
}
