import type { ContainerField, TaskView } from '../../document/view';
import { type CheckRule, type Found, defineRule } from '../define';
import { withContainers } from '../example';
import { fargateGuide, guide } from '../sources';
import { containerLabel, sentence } from '../words';
import { memoryBudget } from './containerMemoryLimits';
import { memoryOf, reservationOf, roomyMemory, setTaskMemory } from './sizes';

/** All containers together against the task. ECS checks each container alone, so these are warnings. */

const two = (memory: string, first: string, second: string): string =>
  withContainers(
    `{"name":"web","image":"nginx:1.27",${first}},{"name":"side","image":"busybox:1.36",${second}}`,
    `"memory":${memory}`,
  );

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Σ of hard limits, when no single one is already too much. */
function hardSum(task: TaskView): number {
  const values = task.containers.map((container) => memoryOf(container) ?? 0);
  return values.some((value) => value > (task.memory ?? 0)) ? 0 : total(values);
}

function* above(task: TaskView, sum: number, what: string, share: (container: ContainerField) => number | undefined) {
  const field = task.root?.get('memory');
  const budget = memoryBudget(task);
  if (!field || budget === undefined || sum <= budget) return;
  const enough = roomyMemory(task, sum);
  const found: Found = {
    at: field.value,
    message: `The containers ${what} ${sum} MiB together, but the task has ${budget} MiB`,
    related: task.containers.flatMap((container) => {
      const part = share(container);
      const at = container.get('memoryReservation') ?? container.get('memory');
      return part && at ? [{ at: at.value, message: `${sentence(containerLabel(container))}: ${part} MiB` }] : [];
    }),
    fixes:
      enough === undefined
        ? []
        : [{ title: `Raise "memory" to "${enough}"`, changes: () => [setTaskMemory(task, enough)] }],
  };
  yield found;
}

export const containerMemorySumExceedsTask = defineRule<CheckRule>({
  id: 'container-memory-sum-exceeds-task',
  group: 'sizing',
  severity: 'warning',
  summary: 'The containers may use more memory together than the task has',
  why: 'When all of them come near their limits, the kernel kills a container although none passed its own limit.',
  source: fargateGuide,
  good: [two('"512"', '"memory":256', '"memory":256'), two('"512"', '"memory":1024', '"memory":256')],
  examples: [
    { bad: two('«"512"»', '"memory":512', '"memory":256'), fixed: two('"768"', '"memory":512', '"memory":256') },
  ],
  *check(task) {
    yield* above(task, hardSum(task), 'may use', memoryOf);
  },
});

export const containerMemoryReservationSumExceedsTask = defineRule<CheckRule>({
  id: 'container-memory-reservation-sum-exceeds-task',
  group: 'sizing',
  severity: 'warning',
  summary: 'The containers reserve more memory together than the task has',
  why: 'A reservation is a promise; here the promises add up to more than there is.',
  source: guide('task_definition_parameters', 'Task size'),
  yieldsTo: ['container-memory-sum-exceeds-task'],
  good: [two('"512"', '"memoryReservation":256', '"memoryReservation":256')],
  examples: [
    {
      bad: two('«"512"»', '"memoryReservation":512', '"memoryReservation":256'),
      fixed: two('"768"', '"memoryReservation":512', '"memoryReservation":256'),
    },
  ],
  *check(task) {
    const reserved = (container: ContainerField): number | undefined => reservationOf(container) ?? memoryOf(container);
    const values = task.containers.map((container) => reserved(container) ?? 0);
    if (values.some((value) => value > (task.memory ?? 0))) return;
    yield* above(task, total(values), 'reserve', reserved);
  },
});
