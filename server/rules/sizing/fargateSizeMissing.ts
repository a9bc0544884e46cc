import type { TaskView } from '../../document/view';
import { fargateSize } from '../../model/fargate';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inTask } from '../example';
import { api } from '../sources';
import { isAbsent } from '../missing';
import { taskNode } from '../../schema/lookup';
import {
  holdsContainers,
  largestMemory,
  memoryWithin,
  setTaskCpu,
  setTaskMemory,
  sizesWithRoom,
  wantedMemory,
} from './sizes';

const fargate = (members: string, container = ''): string =>
  `{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc",${members},"containerDefinitions":[{"name":"web","image":"nginx:1.27"${container}}]}`;

export const fargateCpuMissing = defineRule<CheckRule>({
  id: 'fargate-cpu-missing',
  absence: 'here',
  group: 'sizing',
  severity: 'error',
  summary: 'Fargate needs the task\'s "cpu"',
  why: 'Fargate sells whole task sizes, so the task itself has to name its cpu and memory. Registration fails without them.',
  awsMessage: "Fargate requires that 'cpu' be defined at the task level.",
  source: api('RegisterTaskDefinition'),
  good: [
    fargate('"cpu":"${CPU}","memory":"512"'),
    fargate('"Cpu":"256","memory":"512"'),
    inTask('"requiresCompatibilities":["EC2"]'),
  ],
  examples: [
    {
      bad: '{"family":"app","requiresCompatibilities":[«"FARGATE"»],"networkMode":"awsvpc","memory":"4096","containerDefinitions":[{"name":"web","image":"nginx:1.27","cpu":600}]}',
      fixed:
        '{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","memory":"4096","containerDefinitions":[{"name":"web","image":"nginx:1.27","cpu":600}],"cpu":"1024"}',
    },
  ],
  *check(task) {
    if (!task.fargateItem || !task.root || !isAbsent(task.root, 'cpu', taskNode)) return;
    yield {
      at: task.fargateItem.value,
      message: 'Fargate needs the task\'s "cpu" next to "family", such as "256" (0.25 vCPU)',
      fixes: cpuFix(task),
    };
  },
});

/** The smallest size that holds the containers and takes the memory already written. */
function cpuFix(task: TaskView): Fix[] {
  const sizes = sizesWithRoom(task).filter((size) => holdsContainers(task, size));
  const size = sizes.find(({ memory }) => task.memory === undefined || memory.includes(task.memory)) ?? sizes[0];
  if (!size) return [];
  const { memory } = task;
  const companion =
    memory !== undefined && !size.memory.includes(memory)
      ? [setTaskMemory(task, memoryWithin(size, Math.max(memory, largestMemory(task))))]
      : [];
  return [{ title: `Add "cpu": "${size.cpu}" to the task`, changes: () => [setTaskCpu(task, size.cpu), ...companion] }];
}

export const fargateMemoryMissing = defineRule<CheckRule>({
  id: 'fargate-memory-missing',
  absence: 'here',
  group: 'sizing',
  severity: 'error',
  summary: 'Fargate needs the task\'s "memory"',
  why: 'Fargate sells whole task sizes, so the task itself has to name its cpu and memory. Registration fails without them.',
  awsMessage: "Fargate requires that 'memory' be defined at the task level.",
  source: api('RegisterTaskDefinition'),
  good: [fargate('"cpu":"256","memory":"<MEMORY>"'), fargate('"cpu":"256","Memory":"512"')],
  examples: [
    {
      bad: fargate('"cpu":"256"', ',"memoryReservation":3000').replace('"FARGATE"', '«"FARGATE"»'),
      fixed: fargate('"cpu":"512","memory":"3072"', ',"memoryReservation":3000'),
    },
    {
      bad: '{"family":"app","requiresCompatibilities":[«"FARGATE"»],"networkMode":"awsvpc","cpu":"512","containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":1500}]}',
      fixed:
        '{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"512","containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":1500}],"memory":"2048"}',
    },
  ],
  *check(task) {
    if (!task.fargateItem || !task.root || !isAbsent(task.root, 'memory', taskNode)) return;
    yield {
      at: task.fargateItem.value,
      message: 'Fargate needs the task\'s "memory" next to "family", such as "512" (MiB)',
      fixes: memoryFix(task),
    };
  },
});

/** The smallest memory that the written cpu comes with and that holds the containers; a larger cpu where none does. */
function memoryFix(task: TaskView): Fix[] {
  const written = task.cpu === undefined ? undefined : fargateSize(task.cpu);
  const size = [...(written ? [written] : []), ...sizesWithRoom(task)].find((each) => holdsContainers(task, each));
  if (!size) return [];
  const memory = memoryWithin(size, wantedMemory(task));
  const grows = written !== undefined && written !== size;
  return [
    {
      title: `Add "memory": "${memory}" to the task${grows ? ` and raise its "cpu" to "${size.cpu}"` : ''}`,
      changes: () => [setTaskMemory(task, memory), ...(grows ? [setTaskCpu(task, size.cpu)] : [])],
    },
  ];
}
