import type { TaskView } from '../../document/view';
import { type FargateSize, fargateSize } from '../../model/fargate';
import { printMemory, printVcpu } from '../../model/units';
import { type CheckRule, type Fix, defineRule } from '../define';
import { taskSizeTable } from '../sources';
import { listed } from '../words';
import { largestMemory, setTaskCpu, setTaskMemory, sizesWithRoom } from './sizes';

const fargate = (cpu: string, memory: string): string =>
  `{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"${cpu}","memory":${memory},"containerDefinitions":[{"name":"web","image":"nginx:1.27"}]}`;

export const fargateCpuMemoryCombination = defineRule<CheckRule>({
  id: 'fargate-cpu-memory-combination',
  group: 'sizing',
  severity: 'error',
  summary: 'Fargate does not offer this memory with this cpu',
  why: 'Each Fargate cpu size comes with its own list of memory sizes. Registration fails for any other pair.',
  awsMessage:
    'No Fargate configuration exists for given values: 1024 CPU, 1024 memory. See the Amazon ECS documentation for the valid values.',
  awsWordings: ['No Fargate configuration exists for given values.'],
  source: taskSizeTable,
  good: [
    fargate('256', '"512"'),
    fargate('1 vCPU', '"2 GB"'),
    fargate('8192', '"20480"'),
    fargate('32768', '"249856"'),
    fargate('1024', '"${MEMORY}"'),
    fargate('1', '"2"'),
  ],
  examples: [
    { bad: fargate('1024', '«"1024"»'), fixed: fargate('1024', '"2048"') },
    { bad: fargate('1024', '«"2"»'), fixed: fargate('1024', '"2 GB"') },
    { bad: fargate('8192', '«"17000"»'), fixed: fargate('8192', '"20480"') },
    { bad: fargate('32768', '«"65536"»'), fixed: fargate('32768', '"122880"') },
    { bad: fargate('256', '«"4096"»'), fixed: fargate('256', '"2048"') },
  ],
  *check(task) {
    const memoryField = task.root?.get('memory');
    const cpuField = task.root?.get('cpu');
    const { cpu, memory } = task;
    if (!task.isFargate || !cpuField || !memoryField || cpu === undefined || memory === undefined) return;
    const size = fargateSize(cpu);
    if (!size || (task.os === 'windows' && !size.windows) || size.memory.includes(memory)) return;
    yield {
      at: memoryField.value,
      message: `Fargate does not offer ${printMemory(memory)} with ${printVcpu(cpu)}; that size takes ${offered(size)}`,
      related: [{ at: cpuField.value, message: `${printVcpu(cpu)} stands here` }],
      fixes: [...inGigabytes(task, size, memory), ...otherMemory(task, size, memory), ...otherCpu(task, memory)],
    };
  },
});

function offered({ memory }: FargateSize): string {
  if (memory.length <= 3) return listed(memory.map(printMemory), 'or');
  const step = memory[1]! - memory[0]!;
  return `${printMemory(memory[0]!)} to ${printMemory(memory.at(-1)!)} in steps of ${printMemory(step)}`;
}

/** Somebody who writes 2 means 2 GB. */
const inGigabytes = (task: TaskView, size: FargateSize, memory: number): Fix[] =>
  size.memory.includes(memory * 1024) && memory * 1024 >= largestMemory(task)
    ? [
        {
          title: `Change "memory" to "${memory} GB"`,
          changes: () => [{ set: [...task.root!.path, 'memory'], to: `${memory} GB` }],
        },
      ]
    : [];

function otherMemory(task: TaskView, size: FargateSize, memory: number): Fix[] {
  const next = size.memory.find((each) => each >= memory) ?? size.memory.at(-1)!;
  if (next < largestMemory(task)) return [];
  return [{ title: `Change "memory" to "${next}"`, changes: () => [setTaskMemory(task, next)] }];
}

function otherCpu(task: TaskView, memory: number): Fix[] {
  const size = sizesWithRoom(task).find((each) => each.memory.includes(memory));
  if (!size) return [];
  return [{ title: `Change "cpu" to "${size.cpu}"`, changes: () => [setTaskCpu(task, size.cpu)] }];
}
