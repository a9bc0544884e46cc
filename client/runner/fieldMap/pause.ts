import { containerName, networkName, pauseName } from '../names';
import type { ContainerSpec, PortWish } from '../plan';
import { pauseSysctls } from './linux';
import { givenHosts } from './network';
import { bindings } from './ports';
import { filled, mebibyte, present, type TaskScope } from './scope';

/**
 * The container that owns what a task's containers share (runner.md §4.2): in awsvpc mode the network namespace, with its
 * ports and settings; the processes and the shared memory where the definition says so.
 */
export function pauseContainer(
  scope: TaskScope,
  wishes: readonly PortWish[],
): Omit<ContainerSpec, 'body'> & {
  readonly body: Omit<ContainerSpec['body'], 'Labels'>;
} {
  const { exposed, bound } = bindings(wishes);
  const ownsNetwork = scope.networkMode === 'awsvpc';
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
    ports: ownsNetwork ? wishes : [],
    pointer: '',
    body: {
      Image: scope.around.pauseImage,
      Cmd: ['pause'],
      StopSignal: 'SIGKILL',
      ...(ownsNetwork && { ExposedPorts: exposed }),
      HostConfig: present({
        NetworkMode: ownsNetwork ? networkName(scope.taskId) : 'none',
        IpcMode: scope.definition.ipcMode === 'task' ? 'shareable' : undefined,
        PortBindings: ownsNetwork ? bound : undefined,
        ExtraHosts: ownsNetwork ? filled(givenHosts(scope)) : undefined,
        Sysctls: ownsNetwork ? pauseSysctls(scope) : undefined,
        CgroupParent: scope.group?.parent,
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
