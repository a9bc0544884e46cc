import type { TaskView } from '../../document/view';
import { type FargateSize, fargateSize, fargateSizes } from '../../model/fargate';
import { printVcpu } from '../../model/units';
import { type CheckRule, type Fix, defineRule } from '../define';
import { source, taskSizeTable } from '../sources';
import { listed } from '../words';
import { largestMemory, memoryWithin, setTaskCpu, setTaskMemory, sizesWithRoom } from './sizes';

const fargate = (cpu: string, memory: string, more = ''): string =>
  `{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":${cpu},"memory":"${memory}"${more},"containerDefinitions":[{"name":"web","image":"nginx:1.27"}]}`;
const windows = ',"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE","cpuArchitecture":"X86_64"}';

const sizeRefused =
  'No Fargate configuration exists for given values: 1 CPU, 512 memory. See the Amazon ECS documentation for the valid values.';

export const fargateCpuValue = defineRule<CheckRule>({
  id: 'fargate-cpu-value',
  group: 'sizing',
  severity: 'error',
  summary: 'Fargate has no task size with this cpu',
  why: 'Fargate offers eight cpu sizes, from 256 units (0.25 vCPU) to 32768 (32 vCPU), and refuses anything between.',
  awsMessage: sizeRefused,
  source: taskSizeTable,
  good: [fargate('"256"', '512'), fargate('"1 vCPU"', '2 GB'), fargate('"${CPU}"', '2 GB')],
  examples: [
    { bad: fargate('«"1"»', '2'), fixed: fargate('"1024"', '2048') },
    { bad: fargate('«"300"»', '1024'), fixed: fargate('"256"', '1024') },
    { bad: fargate('«"1000"»', '1024'), fixed: fargate('"1024"', '2048') },
  ],
  *check(task) {
    const field = task.root?.get('cpu');
    const { cpu } = task;
    if (!task.isFargate || !field || cpu === undefined || fargateSize(cpu)) return;
    yield {
      at: field.value,
      message: `Fargate has no size with ${cpu} cpu units (${printVcpu(cpu)}); it takes ${listed(
        fargateSizes.map((size) => String(size.cpu)),
        'or',
      )}`,
      fixes: nearestFix(task, cpu),
    };
  },
});

/** Somebody who writes 1 to 32 means vCPU; otherwise the nearest size. Memory follows where the new size would refuse it. */
function nearestFix(task: TaskView, cpu: number): Fix[] {
  const wanted = cpu <= 32 ? cpu * 1024 : cpu;
  const [size] = sizesWithRoom(task).sort((a, b) => Math.abs(a.cpu - wanted) - Math.abs(b.cpu - wanted));
  return size ? resize(task, size, cpu <= 32) : [];
}

/** Nothing where the size would not hold a container. */
function resize(task: TaskView, size: FargateSize, meantVcpu: boolean): Fix[] {
  const { memory } = task;
  const fitting =
    memory === undefined || size.memory.includes(memory)
      ? undefined
      : memoryWithin(size, Math.max(memory <= 244 ? memory * 1024 : memory, largestMemory(task)));
  if ((fitting ?? memory ?? Infinity) < largestMemory(task)) return [];
  return [
    {
      title:
        `Change "cpu" to "${size.cpu}"` +
        (meantVcpu ? ` (${printVcpu(size.cpu)})` : '') +
        (fitting === undefined ? '' : ` and "memory" to "${fitting}"`),
      changes: () => [setTaskCpu(task, size.cpu), ...(fitting === undefined ? [] : [setTaskMemory(task, fitting)])],
    },
  ];
}

export const fargateWindowsCpuTooSmall = defineRule<CheckRule>({
  id: 'fargate-windows-cpu-too-small',
  group: 'sizing',
  severity: 'error',
  summary: 'Windows on Fargate needs at least 1 vCPU',
  why: 'Fargate offers Windows tasks from 1024 cpu units (1 vCPU) up; the two smaller sizes are for Linux.',
  awsMessage: sizeRefused,
  source: taskSizeTable,
  good: [fargate('"1024"', '2048', windows), fargate('"256"', '512')],
  examples: [{ bad: fargate('«"512"»', '1024', windows), fixed: fargate('"1024"', '2048', windows) }],
  *check(task) {
    const field = task.root?.get('cpu');
    const { cpu } = task;
    if (!task.isFargate || task.os !== 'windows' || !field || (cpu !== 256 && cpu !== 512)) return;
    yield {
      at: field.value,
      message: `Windows on Fargate needs at least 1024 cpu units (1 vCPU), not ${cpu}`,
      fixes: sizesWithRoom(task)
        .slice(0, 1)
        .flatMap((size) => resize(task, size, false)),
    };
  },
});

export const fargateWindowsCpuTooLarge = defineRule<CheckRule>({
  id: 'fargate-windows-cpu-too-large',
  group: 'sizing',
  severity: 'error',
  summary: 'Windows on Fargate takes at most 4 vCPU',
  why: 'Fargate offers Windows tasks up to 4096 cpu units (4 vCPU); the larger sizes are for Linux.',
  awsMessage: sizeRefused,
  source: taskSizeTable,
  good: [fargate('"4096"', '8192', windows)],
  examples: [{ bad: fargate('«"8192"»', '16384', windows), fixed: fargate('"4096"', '16384', windows) }],
  *check(task) {
    const field = task.root?.get('cpu');
    const { cpu } = task;
    if (!task.isFargate || task.os !== 'windows' || !field || cpu === undefined) return;
    if (cpu <= 4096 || !fargateSize(cpu)) return;
    yield {
      at: field.value,
      message: `Windows on Fargate takes at most 4096 cpu units (4 vCPU), not ${cpu}`,
      fixes: sizesWithRoom(task)
        .slice(-1)
        .flatMap((size) => resize(task, size, false)),
    };
  },
});

export const fargateCpuNewSize = defineRule<CheckRule>({
  id: 'fargate-cpu-new-size',
  group: 'sizing',
  severity: 'info',
  summary: 'The 32 vCPU size is new and not in every Region',
  why: 'The newest Fargate size stands in the size table of 2026 only; some Regions and tools do not know it yet.',
  source: source('Fargate task sizes in the ECS Developer Guide, 2026'),
  good: [fargate('"16384"', '32768')],
  examples: [{ bad: fargate('«"32768"»', '61440') }],
  *check(task) {
    const field = task.root?.get('cpu');
    if (task.isFargate && task.os !== 'windows' && field && task.cpu === 32768) yield { at: field.value };
  },
});
