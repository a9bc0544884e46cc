import type { Field } from '../../document/field';
import type { ContainerField } from '../../document/view';
import { type CheckRule, type Example, type Found, defineRule } from '../define';
import { inContainer, inFargate } from '../example';
import { removeMember } from '../fixes';
import { isGiven } from '../given';
import { api, fargateGuide } from '../sources';
import { containerLabel, sentence } from '../words';

/** What a container may ask for on EC2, and Fargate refuses because nobody else's host may be touched. */

interface Refusal {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  readonly awsMessage: string;
  readonly source: CheckRule['source'];
  readonly example: Example;
  /** The same member outside Fargate, or a form Fargate takes. */
  readonly good: readonly string[];
  readonly check: (container: ContainerField) => Iterable<Found>;
  /** It stands in `linuxParameters`, which Windows refuses as a whole. */
  readonly isForLinux?: true;
}

const refusal = ({ example, check, isForLinux, ...words }: Refusal): CheckRule =>
  defineRule<CheckRule>({
    group: 'platform',
    severity: 'error',
    ...words,
    examples: [example],
    *check(task) {
      if (!task.isFargate || (isForLinux && task.os === 'windows')) return;
      for (const container of task.containers) yield* check(container);
    },
  });

const refused = (field: Field | undefined, message: string): Found[] =>
  isGiven(field) ? [{ at: field.key, message, fixes: [removeMember(field)] }] : [];

export const fargatePrivileged = refusal({
  id: 'fargate-privileged',
  summary: 'Fargate runs no privileged containers',
  why: 'A privileged container has root access to its host, which on Fargate belongs to AWS.',
  awsMessage: "Fargate requires that the 'privileged' setting be 'false'",
  source: fargateGuide,
  good: [inContainer('"privileged":true'), inFargate('', '"privileged":false')],
  example: { bad: inFargate('', '"privileged":«true»'), fixed: inFargate('') },
  *check(container) {
    const field = container.get('privileged');
    if (field?.bool !== true) return;
    yield {
      at: field.value,
      message: `Fargate runs no privileged containers, but ${containerLabel(container)} asks to be one`,
      fixes: [removeMember(field)],
    };
  },
});

export const fargateDockerSecurityOptions = refusal({
  id: 'fargate-docker-security-options',
  summary: 'Fargate takes no Docker security options',
  why: 'SELinux, AppArmor and the like are settings of the host, which on Fargate belongs to AWS.',
  awsMessage: 'Fargate compatible task definitions do not support dockerSecurityOptions',
  source: fargateGuide,
  good: [
    inContainer('"dockerSecurityOptions":["no-new-privileges"]'),
    inFargate('', '"dockerSecurityOptions":[]'),
    inFargate('', '"dockerSecurityOptions":"${OPTIONS}"'),
  ],
  example: {
    bad: inFargate('', '«"dockerSecurityOptions"»:["no-new-privileges"]'),
    fixed: inFargate(''),
  },
  check: (container) =>
    refused(
      container.get('dockerSecurityOptions'),
      `Fargate takes no "dockerSecurityOptions" (${containerLabel(container)})`,
    ),
});

export const fargateDevices = refusal({
  id: 'fargate-devices',
  isForLinux: true,
  summary: 'Fargate hands no host devices to a container',
  why: 'Devices belong to the host, and a Fargate task has none of its own.',
  awsMessage: 'Fargate compatible task definitions do not support devices',
  source: api('LinuxParameters'),
  good: [inFargate('', '"linuxParameters":{"devices":[]}')],
  example: {
    bad: inFargate('', '"linuxParameters":{«"devices"»:[{"hostPath":"/dev/fuse"}]}'),
    fixed: inFargate('', '"linuxParameters":{}'),
  },
  check: (container) =>
    refused(
      container.get('linuxParameters')?.get('devices'),
      `Fargate has no host devices to give to ${containerLabel(container)}`,
    ),
});

export const fargateSharedMemorySize = refusal({
  id: 'fargate-shared-memory-size',
  isForLinux: true,
  summary: 'Fargate does not let a container size /dev/shm',
  why: 'The size of /dev/shm is fixed on Fargate. A tmpfs mounted at /dev/shm does the same.',
  awsMessage: 'Fargate compatible task definitions do not support sharedMemorySize',
  source: api('LinuxParameters'),
  good: [inContainer('"linuxParameters":{"sharedMemorySize":64}')],
  example: {
    bad: inFargate('', '"linuxParameters":{«"sharedMemorySize"»:64}'),
    fixed: inFargate('', '"linuxParameters":{"tmpfs":[{"containerPath":"/dev/shm","size":64}]}'),
  },
  *check(container) {
    const linux = container.get('linuxParameters');
    const field = linux?.get('sharedMemorySize');
    if (!linux || !isGiven(field)) return;
    const size = field.num;
    const tmpfs = linux.get('tmpfs');
    const mounted = tmpfs?.items().some((item) => item.get('containerPath')?.text === '/dev/shm') ?? false;
    yield {
      at: field.key,
      message: `Fargate does not let ${containerLabel(container)} size /dev/shm; a tmpfs at /dev/shm does the same`,
      fixes: [
        ...(size && size > 0 && !mounted && (!tmpfs || tmpfs.type === 'array')
          ? [
              {
                title: `Mount a tmpfs of ${size} MiB at /dev/shm instead`,
                changes: () => [
                  { remove: field.path },
                  { insert: [...linux.path, 'tmpfs'], item: { containerPath: '/dev/shm', size } },
                ],
              },
            ]
          : []),
        removeMember(field),
      ],
    };
  },
});

export const fargateSwap = refusal({
  id: 'fargate-swap',
  isForLinux: true,
  summary: 'Fargate has no swap to configure',
  why: 'Fargate tasks run without swap, so neither its size nor its use can be set.',
  awsMessage: 'Fargate compatible task definitions do not support maxSwap',
  source: api('LinuxParameters'),
  good: [inContainer('"linuxParameters":{"maxSwap":0}')],
  example: {
    bad: inFargate('', '"linuxParameters":{«"maxSwap"»:0,«"swappiness"»:10}'),
    fixed: inFargate('', '"linuxParameters":{"swappiness":10}'),
  },
  *check(container) {
    for (const name of ['maxSwap', 'swappiness'] as const) {
      const field = container.get('linuxParameters')?.get(name);
      yield* refused(field, `Fargate has no swap, so ${containerLabel(container)} cannot set "${name}"`);
    }
  },
});

export const fargateCapabilityAdd = refusal({
  id: 'fargate-capability-add',
  isForLinux: true,
  summary: 'Fargate lets a container add SYS_PTRACE and nothing else',
  why: 'Kernel capabilities reach beyond the container, so Fargate allows only the one that debuggers need.',
  awsMessage: 'NET_ADMIN is not allowed on Fargate.',
  source: api('KernelCapabilities'),
  good: [
    inFargate('', '"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"],"drop":["ALL"]}}'),
    inFargate('', '"linuxParameters":{"capabilities":{"add":["${CAPABILITY}"]}}'),
    inContainer('"linuxParameters":{"capabilities":{"add":["NET_ADMIN"]}}'),
  ],
  example: {
    bad: inFargate('', '"linuxParameters":{"capabilities":{"add":["SYS_PTRACE",«"NET_ADMIN"»]}}'),
    fixed: inFargate('', '"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"]}}'),
  },
  *check(container) {
    const list = container.get('linuxParameters')?.get('capabilities')?.get('add');
    const items = list?.items() ?? [];
    for (const item of items) {
      const name = item.known;
      if (!list || name === undefined || /^(CAP_)?SYS_PTRACE$/i.test(name)) continue;
      yield {
        at: item.value,
        message: `${sentence(containerLabel(container))} adds ${name}; Fargate allows SYS_PTRACE only`,
        fixes: [removeMember(items.length === 1 ? list : item, { title: `Remove ${name}` })],
      };
    }
  },
});
