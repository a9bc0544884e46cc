import type { TaskView } from '../../document/view';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inContainer, withContainers } from '../example';
import { setValue } from '../fixes';
import { notWindows, onEc2 } from '../scope';
import { agent, api } from '../sources';
import { atName, containerLabel, sentence } from '../words';
import { cpuOf, cpuSum, memoryWithin, setTaskCpu, setTaskMemory, sizesWithRoom } from './sizes';

const two = (task: string, first: string, second: string): string =>
  withContainers(
    `{"name":"web","image":"nginx:1.27","memory":128,"cpu":${first}},{"name":"side","image":"busybox:1.36","memory":128,"cpu":${second}}`,
    task,
  );
const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';

export const containerCpuSumExceedsTask = defineRule<CheckRule>({
  id: 'container-cpu-sum-exceeds-task',
  group: 'sizing',
  severity: 'error',
  summary: 'The containers ask for more cpu together than the task has',
  why: "ECS shares the task's cpu among its containers and refuses shares that add up to more.",
  awsMessage: "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
  source: api('ContainerDefinition'),
  yieldsTo: ['fargate-cpu-value', 'ec2-task-cpu-range', 'fargate-windows-cpu-too-small'],
  good: [
    two('"cpu":"512"', '256', '256'),
    two('"cpu":"${CPU}"', '256', '512'),
    two('', '4096', '4096'),
    two('"cpu":"512"', '"${CPU}"', '256'),
  ],
  examples: [
    { bad: two('"cpu":«"512"»', '512', '"100"'), fixed: two('"cpu":"612"', '512', '"100"') },
    {
      bad: two(
        '"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","memory":"1024","cpu":«"256"»',
        '512',
        '100',
      ),
      fixed: two(
        '"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","memory":"2048","cpu":"1024"',
        '512',
        '100',
      ),
    },
  ],
  *check(task) {
    const field = task.root?.get('cpu');
    const sum = cpuSum(task);
    if (!field || task.cpu === undefined || sum <= task.cpu) return;
    yield {
      at: field.value,
      message: `The containers ask for ${sum} cpu units together, but the task has ${task.cpu}`,
      related: task.containers
        .filter((container) => cpuOf(container) > 0)
        .map((container) => ({
          at: container.get('cpu')!.value,
          message: `${sentence(containerLabel(container))}: ${cpuOf(container)}`,
        })),
      fixes: raiseCpu(task, sum),
    };
  },
});

function raiseCpu(task: TaskView, sum: number): Fix[] {
  if (!task.isFargate) {
    return [{ title: `Raise the task's "cpu" to "${sum}"`, changes: () => [setTaskCpu(task, sum)] }];
  }
  const [size] = sizesWithRoom(task);
  if (!size) return [];
  const { memory } = task;
  const fits = memory === undefined || size.memory.includes(memory);
  const other = fits ? undefined : memoryWithin(size, memory);
  return [
    {
      title: `Raise the task's "cpu" to "${size.cpu}"${other === undefined ? '' : ` and its "memory" to "${other}"`}`,
      changes: () => [setTaskCpu(task, size.cpu), ...(other === undefined ? [] : [setTaskMemory(task, other)])],
    },
  ];
}

export const containerCpuOutOfShareRange = defineRule<CheckRule>({
  id: 'container-cpu-out-of-share-range',
  group: 'sizing',
  severity: 'info',
  summary: 'Container cpu counts in shares of 1/1024 vCPU',
  why: 'On Linux the number becomes CPU shares between 2 and 262144; anything else is moved to the nearest end.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [
    inContainer('"cpu":2'),
    inContainer('"cpu":262144'),
    inContainer('"cpu":"1"'),
    inContainer('"cpu":0'),
    two(windows, '1', '1'),
  ],
  examples: [
    { bad: inContainer('"cpu":«1»'), fixed: inContainer('"cpu":1024') },
    { bad: inContainer('"cpu":«262145»') },
    { bad: two('"cpu":"512"', '«1»', '0') },
  ],
  *check(task) {
    if (!notWindows(task)) return;
    for (const container of task.containers) {
      const field = container.get('cpu');
      const cpu = field?.int;
      if (!field || (cpu !== 1 && (cpu ?? 0) <= 262_144)) continue;
      const fits = task.cpu === undefined || cpuSum(task) - 1 + 1024 <= task.cpu;
      yield {
        at: field.value,
        message:
          cpu === 1
            ? `${sentence(containerLabel(container))} asks for 1 cpu unit, a 1024th of a vCPU; 1 vCPU is 1024`
            : `${sentence(containerLabel(container))} asks for ${cpu!} cpu units; Linux takes 262144 at most`,
        fixes: cpu === 1 && fits ? [setValue(field.path, 1024, { title: 'Change to 1024 (1 vCPU)' })] : [],
      };
    }
  },
});

export const windowsContainerCpuUnset = defineRule<CheckRule>({
  id: 'windows-container-cpu-unset',
  absence: 'here',
  group: 'sizing',
  severity: 'warning',
  summary: 'A Windows container without cpu gets 1 % of one processor',
  why: 'On Windows the number is a hard quota, and 0 or nothing becomes the smallest one.',
  source: agent('CPU quota of Windows containers'),
  good: [two(windows, '512', '512'), inContainer('')],
  examples: [
    {
      bad: withContainers('{"name":«"web"»,"image":"app:1","memory":512}', windows),
      fixed: withContainers('{"name":"web","image":"app:1","memory":512,"cpu":1024}', windows),
    },
    { bad: two(windows, '«0»', '512'), fixed: two(windows, '1024', '512') },
  ],
  *check(task) {
    if (task.os !== 'windows' || !onEc2(task)) return;
    for (const container of task.containers) {
      const field = container.get('cpu');
      if (field && field.num !== 0) continue;
      const fits = task.cpu === undefined || cpuSum(task) + 1024 <= task.cpu;
      yield {
        at: field?.value ?? atName(container),
        message: `${sentence(containerLabel(container))} has no "cpu", so Windows gives it 1 % of one processor`,
        fixes: fits
          ? [{ title: 'Set "cpu" to 1024 (1 vCPU)', changes: () => [{ set: [...container.path, 'cpu'], to: 1024 }] }]
          : [],
      };
    }
  },
});
