import type { SystemControl, Ulimit } from '../../../server/index';
import { filled, mebibyte, present, type BodyPart, type ContainerScope, type TaskScope } from './scope';

/** Capabilities with which a container is as good as on the host, whatever namespaces it has of its own. */
const hostlike = new Set([
  'ALL',
  'BPF',
  'DAC_READ_SEARCH',
  'PERFMON',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_TIME',
]);

export function mapLinux(scope: ContainerScope): BodyPart {
  const linux = scope.container.linuxParameters;
  demandHost(scope);
  return {
    host: present({
      CapAdd: filled(linux?.capabilities?.add),
      CapDrop: filled(linux?.capabilities?.drop),
      Devices: filled(linux?.devices)?.map((device) => ({
        PathOnHost: device.hostPath,
        PathInContainer: device.containerPath ?? device.hostPath,
        CgroupPermissions:
          filled(device.permissions)
            ?.map((permission) => permission[0])
            .join('') ?? 'rwm',
      })),
      ShmSize: linux?.sharedMemorySize ? linux.sharedMemorySize * mebibyte : undefined,
      Tmpfs: tmpfs(scope),
      Ulimits: filled(ulimits(scope))?.map(({ name, softLimit, hardLimit }) => ({
        Name: name,
        Soft: softLimit,
        Hard: hardLimit,
      })),
      Sysctls: containerSysctls(scope),
    }),
  };
}

function demandHost({ container, name, pointer, report }: ContainerScope): void {
  const linux = container.linuxParameters;
  linux?.devices?.forEach((device, index) =>
    report.demand(
      'host',
      `${pointer}/linuxParameters/devices/${index}`,
      `Container ${name} gets the device ${device.hostPath} of the engine's machine.`,
    ),
  );
  linux?.capabilities?.add?.forEach((capability, index) => {
    if (hostlike.has(capability.toUpperCase().replace(/^CAP_/, '')))
      report.demand(
        'host',
        `${pointer}/linuxParameters/capabilities/add/${index}`,
        `Container ${name} gets the capability ${capability}, which reaches beyond the container.`,
      );
  });
}

function tmpfs({ container }: ContainerScope): Record<string, string> | undefined {
  const mounts = (container.linuxParameters?.tmpfs ?? []).flatMap(({ containerPath, size, mountOptions = [] }) =>
    containerPath
      ? [[containerPath, [...(size === undefined ? [] : [`size=${size}m`]), ...mountOptions].join(',')] as const]
      : [],
  );
  return mounts.length > 0 ? Object.fromEntries(mounts) : undefined;
}

/** Fargate raises the number of open files for every container that does not say otherwise. */
function ulimits({ container, target }: ContainerScope): readonly Ulimit[] {
  const own = container.ulimits ?? [];
  if (target !== 'FARGATE' || own.some(({ name }) => name === 'nofile')) return own;
  return [...own, { name: 'nofile', softLimit: 65_535, hardLimit: 65_535 }];
}

const isNetwork = ({ namespace }: SystemControl): boolean => namespace?.startsWith('net.') ?? false;

function toSysctls(controls: readonly SystemControl[]): Record<string, string> | undefined {
  const pairs = controls.flatMap(({ namespace, value }) => (namespace ? [[namespace, value ?? '']] : []));
  return pairs.length > 0 ? (Object.fromEntries(pairs) as Record<string, string>) : undefined;
}

/** The host's own settings are not a container's to change; ECS refuses them too. */
export function refuseHostSysctls({ containers, definition, networkMode, report }: TaskScope): void {
  containers.forEach((container, index) =>
    container.systemControls?.forEach((control, position) => {
      const namespace = control.namespace ?? '';
      const shared =
        (networkMode === 'host' && isNetwork(control) && 'network mode host') ||
        (definition.ipcMode === 'host' && /^(kernel\.(msg|sem|shm)|fs\.mqueue\.)/.test(namespace) && 'ipcMode host');
      if (!shared) return;
      const pointer = `/containerDefinitions/${index}/systemControls/${position}`;
      const next = 'Remove it, or give the task a namespace of its own.';
      report.refuse('system-control-of-host', pointer, `${namespace} cannot be set with ${shared}.`, next);
    }),
  );
}

/** In awsvpc the network's own settings belong to the pause, which owns the namespace. */
function containerSysctls({ container, networkMode }: ContainerScope): Record<string, string> | undefined {
  const controls = container.systemControls ?? [];
  return toSysctls(networkMode === 'awsvpc' ? controls.filter((control) => !isNetwork(control)) : controls);
}

/** `net.*` of all containers; ECS names no winner where two disagree, so here it is the last, and said. */
export function pauseSysctls({ containers, report }: TaskScope): Record<string, string> | undefined {
  const merged = new Map<string, SystemControl>();
  containers.forEach((container, index) =>
    container.systemControls?.filter(isNetwork).forEach((control) => {
      const namespace = control.namespace ?? '';
      const before = merged.get(namespace);
      if (before && before.value !== control.value)
        report.notice(
          'approximated',
          'system-control-conflict',
          `/containerDefinitions/${index}/systemControls`,
          `${namespace} is set to ${before.value} and to ${control.value} in one shared network; ${control.value} is used.`,
        );
      merged.set(namespace, control);
    }),
  );
  return toSysctls([...merged.values()]);
}
