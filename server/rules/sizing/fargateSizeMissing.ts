import type { TaskView } from '../../document/view';
import { fargateSize } from '../../model/fargate';
import { type CheckRule, type Fix, defineRule } from '../define';
import { api } from '../sources';
import { memorySum, memoryWithin, setTaskCpu, setTaskMemory, sizesWithRoom } from './sizes';

export const fargateCpuMissing = defineRule<CheckRule>({
  id: 'fargate-cpu-missing',
  group: 'sizing',
  severity: 'error',
  summary: 'Fargate needs the task\'s "cpu"',
  why: 'Fargate sells whole task sizes, so the task itself has to name its cpu and memory. Registration fails without them.',
  awsMessage: "Fargate requires that 'cpu' be defined at the task level.",
  source: api('RegisterTaskDefinition'),
  examples: [
    {
      bad: '{"family":"app","requiresCompatibilities":[«"FARGATE"»],"networkMode":"awsvpc","memory":"4096","containerDefinitions":[{"name":"web","image":"nginx:1.27","cpu":600}]}',
      fixed:
        '{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","memory":"4096","containerDefinitions":[{"name":"web","image":"nginx:1.27","cpu":600}],"cpu":"1024"}',
    },
  ],
  *check(task) {
    if (!task.fargateItem || task.root?.get('cpu')) return;
    yield {
      at: task.fargateItem.value,
      message: 'Fargate needs the task\'s "cpu" next to "family", such as "256" (0.25 vCPU)',
      fixes: cpuFix(task),
    };
  },
});

/** The smallest size that holds the containers and takes the memory already written. */
function cpuFix(task: TaskView): Fix[] {
  const sizes = sizesWithRoom(task);
  const size = sizes.find(({ memory }) => task.memory === undefined || memory.includes(task.memory)) ?? sizes[0];
  if (!size) return [];
  const { memory } = task;
  const companion =
    memory !== undefined && !size.memory.includes(memory) ? [setTaskMemory(task, memoryWithin(size, memory))] : [];
  return [{ title: `Add "cpu": "${size.cpu}" to the task`, changes: () => [setTaskCpu(task, size.cpu), ...companion] }];
}

export const fargateMemoryMissing = defineRule<CheckRule>({
  id: 'fargate-memory-missing',
  group: 'sizing',
  severity: 'error',
  summary: 'Fargate needs the task\'s "memory"',
  why: 'Fargate sells whole task sizes, so the task itself has to name its cpu and memory. Registration fails without them.',
  awsMessage: "Fargate requires that 'memory' be defined at the task level.",
  source: api('RegisterTaskDefinition'),
  examples: [
    {
      bad: '{"family":"app","requiresCompatibilities":[«"FARGATE"»],"networkMode":"awsvpc","cpu":"512","containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":1500}]}',
      fixed:
        '{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"512","containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":1500}],"memory":"2048"}',
    },
  ],
  *check(task) {
    if (!task.fargateItem || task.root?.get('memory')) return;
    const size = fargateSize(task.cpu ?? 256) ?? fargateSize(256)!;
    const memory = memoryWithin(size, memorySum(task));
    yield {
      at: task.fargateItem.value,
      message: 'Fargate needs the task\'s "memory" next to "family", such as "512" (MiB)',
      fixes: [{ title: `Add "memory": "${memory}" to the task`, changes: () => [setTaskMemory(task, memory)] }],
    };
  },
});
