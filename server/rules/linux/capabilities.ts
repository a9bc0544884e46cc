import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { once } from '../once';
import { adviseLinux, offFargate } from '../scope';
import { docker, source } from '../sources';
import { containerLabel, sentence } from '../words';

const cis = source('CIS Docker Benchmark', 'https://www.cisecurity.org/benchmark/docker');
const capabilities = (members: string): string => inContainer(`"linuxParameters":{"capabilities":{${members}}}`);

const dangerous = new Map([
  ['ALL', 'every capability there is'],
  ['SYS_ADMIN', 'mounts, namespaces and much else of the host'],
  ['SYS_MODULE', 'loading modules into the kernel of the host'],
  ['SYS_RAWIO', 'raw access to the memory and devices of the host'],
  ['NET_ADMIN', 'interfaces, routes and firewall rules'],
  ['SYS_PTRACE', 'reading and changing other processes'],
  ['DAC_READ_SEARCH', 'reading any file, whoever owns it'],
  ['SYS_BOOT', 'restarting the host'],
  ['SYS_TIME', 'the clock of the host'],
]);

export const capabilityDangerous = defineRule<CheckRule>({
  id: 'capability-dangerous',
  group: 'linux',
  severity: 'warning',
  summary: 'This capability reaches beyond the container',
  why: 'Whoever gets into the container gets the capability too.',
  source: cis,
  inContainerArray: true,
  good: [capabilities('"add":["NET_BIND_SERVICE"],"drop":["SYS_ADMIN"]')],
  examples: [{ bad: capabilities('"add":[«"SYS_ADMIN"»,"CHOWN"]') }, { bad: capabilities('"add":[«"SYS_PTRACE"»]') }],
  *check(task) {
    if (!offFargate(task)) return;
    for (const container of task.containers) {
      for (const item of container.get('linuxParameters')?.get('capabilities')?.get('add')?.items() ?? []) {
        const power = dangerous.get(item.text ?? '');
        if (power === undefined) continue;
        yield {
          at: item.value,
          ...(item.text === 'SYS_PTRACE' && { severity: 'info' as const }),
          message: `${item.text!} gives ${containerLabel(container)} ${power}`,
        };
      }
    }
  },
});

export const capabilityAddDropConflict = defineRule<CheckRule>({
  id: 'capability-add-drop-conflict',
  group: 'linux',
  severity: 'warning',
  summary: 'A capability is both added and dropped',
  why: 'Which of the two wins is left to Docker.',
  source: docker(
    'Runtime privilege and Linux capabilities',
    'engine/containers/run/#runtime-privilege-and-linux-capabilities',
  ),
  inContainerArray: true,
  good: [capabilities('"add":["CHOWN"],"drop":["ALL"]')],
  examples: [
    { bad: capabilities('"add":[«"CHOWN"»],"drop":["CHOWN"]'), fixed: capabilities('"add":[],"drop":["CHOWN"]') },
  ],
  *check(task) {
    for (const container of task.containers) {
      const block = container.get('linuxParameters')?.get('capabilities');
      const dropped = new Map((block?.get('drop')?.items() ?? []).map((item) => [item.known, item]));
      for (const item of block?.get('add')?.items() ?? []) {
        const other = item.known === undefined ? undefined : dropped.get(item.known);
        if (!other) continue;
        yield {
          at: item.value,
          message: `${sentence(containerLabel(container))} both adds and drops ${item.known!}`,
          related: [{ at: other.value, message: 'Dropped here' }],
          fixes: [{ title: `Do not add ${item.known!}`, changes: () => [{ remove: item.path }] }],
        };
      }
    }
  },
});

export const capabilitiesNotDropped = defineRule<CheckRule>({
  id: 'capabilities-not-dropped',
  group: 'linux',
  severity: 'hint',
  off: true,
  summary: 'The container keeps capabilities it may not need',
  why: "Docker leaves a container fourteen of root's capabilities; most programs need none.",
  source: cis,
  inContainerArray: true,
  good: [
    capabilities('"drop":["ALL"]'),
    inContainer('', '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}'),
  ],
  examples: [{ bad: inContainer('').replace('"web"', '«"web"»'), fixed: capabilities('"drop":["ALL"]') }],
  *check(task) {
    if (!adviseLinux(task)) return;
    const concerned = task.containers.filter((container) => {
      const drop = container.get('linuxParameters')?.get('capabilities')?.get('drop');
      return (!drop || drop.isEmpty) && container.get('privileged')?.bool !== true;
    });
    yield* once(concerned, {
      message: (label) => `${sentence(label)} keeps capabilities it may not need`,
      fix: {
        title: 'Drop all capabilities',
        changes: (container) => [{ set: [...container.path, 'linuxParameters', 'capabilities', 'drop'], to: ['ALL'] }],
      },
    });
  },
});
