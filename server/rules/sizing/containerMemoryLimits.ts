import type { Change } from '../../document/change';
import type { ContainerField, TaskView } from '../../document/view';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inContainer, withContainers } from '../example';
import { removeMember } from '../fixes';
import { api } from '../sources';
import { containerLabel, sentence } from '../words';
import { memoryOf, reservationOf, roomyMemory, setTaskMemory } from './sizes';

/** Each container's limits against the task's, and against each other. */

const sized = (task: string, members: string): string =>
  withContainers(`{"name":"web","image":"nginx:1.27"${members}}`, `"memory":"${task}"`);

const setMemory = (container: ContainerField, to: number): Change => ({ set: [...container.path, 'memory'], to });
const setReservation = (container: ContainerField, to: number): Change => ({
  set: [...container.path, 'memoryReservation'],
  to,
});

/** Bytes where MiB belong: nobody's container has a tebibyte. */
export const looksLikeBytes = (value: number): boolean => value >= 1_048_576;

/**
 * The task's memory, unless it is so little that it must be a slip (`"2"` for 2 GB on Fargate): that has a finding of
 * its own, and every container would be called too large besides.
 */
export const memoryBudget = (task: TaskView): number | undefined =>
  task.isFargate && task.memory !== undefined && task.memory < 256 ? undefined : task.memory;

export const containerMemoryExceedsTask = defineRule<CheckRule>({
  id: 'container-memory-exceeds-task',
  group: 'sizing',
  severity: 'error',
  summary: 'A container may use more memory than its whole task has',
  why: "The task's memory caps everything in it, so registration fails when a single container asks for more.",
  awsMessage: "The 'memory' setting for container 'worker' is greater than for the task.",
  source: api('ContainerDefinition'),
  good: [sized('512', ',"memory":512'), sized('${MEMORY}', ',"memory":1024')],
  examples: [
    { bad: sized('512', ',"memory":«1024»'), fixed: sized('512', ',"memory":512') },
    {
      bad: sized('512', ',"memory":«1024»,"memoryReservation":600'),
      fixed: sized('512', ',"memory":512,"memoryReservation":512'),
    },
  ],
  *check(task) {
    const budget = memoryBudget(task);
    if (budget === undefined) return;
    for (const container of task.containers) {
      const memory = memoryOf(container);
      if (memory === undefined || memory <= budget) continue;
      yield {
        at: container.get('memory')!.value,
        message: `${sentence(containerLabel(container))} may use ${memory} MiB, more than the ${budget} MiB of the task`,
        fixes: [
          ...inMebibytes(container, memory, budget),
          { title: `Lower "memory" to ${budget}`, changes: () => capped(container, budget) },
          ...raiseTask(task, memory),
        ],
      };
    }
  },
});

const inMebibytes = (container: ContainerField, memory: number, budget: number): Fix[] => {
  const meant = Math.floor(memory / 1_048_576);
  return looksLikeBytes(memory) && meant <= budget
    ? [{ title: `Change "memory" to ${meant} (MiB instead of bytes)`, changes: () => capped(container, meant) }]
    : [];
};

/** The soft limit comes down with the hard one, since it may not be above it. */
const capped = (container: ContainerField, memory: number): Change[] => [
  setMemory(container, memory),
  ...((reservationOf(container) ?? 0) > memory ? [setReservation(container, memory)] : []),
];

const raiseTask = (task: TaskView, memory: number): Fix[] => {
  const enough = looksLikeBytes(memory) ? undefined : roomyMemory(task, memory);
  return enough === undefined
    ? []
    : [{ title: `Raise the task's "memory" to "${enough}"`, changes: () => [setTaskMemory(task, enough)] }];
};

export const containerMemoryReservationExceedsTask = defineRule<CheckRule>({
  id: 'container-memory-reservation-exceeds-task',
  group: 'sizing',
  severity: 'error',
  summary: 'A container reserves more memory than its whole task has',
  why: "A reservation above the task's own memory can never be kept.",
  source: api('ContainerDefinition'),
  good: [sized('512', ',"memoryReservation":512')],
  examples: [{ bad: sized('512', ',"memoryReservation":«600»'), fixed: sized('512', ',"memoryReservation":512') }],
  *check(task) {
    const budget = memoryBudget(task);
    if (budget === undefined) return;
    for (const container of task.containers) {
      const reservation = reservationOf(container);
      if (reservation === undefined || reservation <= budget) continue;
      if ((memoryOf(container) ?? 0) > budget) continue; // the hard limit is reported, and its fix lowers both
      yield {
        at: container.get('memoryReservation')!.value,
        message: `${sentence(containerLabel(container))} reserves ${reservation} MiB, more than the ${budget} MiB of the task`,
        fixes: [
          {
            title: `Lower "memoryReservation" to ${Math.min(budget, memoryOf(container) ?? budget)}`,
            changes: () => [setReservation(container, Math.min(budget, memoryOf(container) ?? budget))],
          },
          ...(reservation <= (memoryOf(container) ?? reservation) ? raiseTask(task, reservation) : []),
        ],
      };
    }
  },
});

export const memoryReservationExceedsMemory = defineRule<CheckRule>({
  id: 'memory-reservation-exceeds-memory',
  group: 'sizing',
  severity: 'error',
  summary: 'The soft memory limit is above the hard one',
  why: '"memoryReservation" is what the container is promised, "memory" where it is killed, so the first may not exceed the second.',
  awsMessage: "'memory' must be greater than or equal to 'memoryReservation'",
  source: api('ContainerDefinition'),
  inContainerArray: true,
  yieldsTo: ['container-memory-reservation-exceeds-task'],
  good: [
    inContainer('"memoryReservation":512'),
    inContainer('"memoryReservation":"${SOFT}"'),
    sized('1024', ',"memory":0,"memoryReservation":512'),
  ],
  examples: [
    {
      bad: withContainers('{"name":"web","image":"nginx:1.27","memory":256,"memoryReservation":«512»}'),
      fixed: withContainers('{"name":"web","image":"nginx:1.27","memory":512,"memoryReservation":256}'),
    },
    {
      bad: sized('300', ',"memory":256,"memoryReservation":«260»'),
      fixed: sized('300', ',"memory":260,"memoryReservation":256'),
    },
  ],
  *check(task) {
    for (const container of task.containers) {
      const memory = memoryOf(container);
      const reservation = reservationOf(container);
      if (memory === undefined || reservation === undefined || reservation <= memory) continue;
      const swap: Fix = {
        title: `Swap the two: "memory": ${reservation}, "memoryReservation": ${memory}`,
        changes: () => [setMemory(container, reservation), setReservation(container, memory)],
      };
      yield {
        at: container.get('memoryReservation')!.value,
        message: `${sentence(containerLabel(container))} reserves ${reservation} MiB but is killed at ${memory} MiB`,
        fixes: [
          ...(task.memory === undefined || reservation <= task.memory ? [swap] : []),
          {
            title: `Lower "memoryReservation" to ${memory}`,
            changes: () => [setReservation(container, memory)],
          },
        ],
      };
    }
  },
});

export const memoryReservationEqualsMemory = defineRule<CheckRule>({
  id: 'memory-reservation-equals-memory',
  group: 'sizing',
  severity: 'hint',
  off: true,
  summary: 'A soft memory limit equal to the hard one has no effect',
  why: 'ECS reserves the hard limit when there is no soft one, so writing it twice changes nothing.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [inContainer('"memoryReservation":256')],
  examples: [{ bad: inContainer('"memoryReservation":«512»'), fixed: inContainer('') }],
  *check(task) {
    for (const container of task.containers) {
      const memory = memoryOf(container);
      const field = container.get('memoryReservation');
      if (!field || memory === undefined || field.num !== memory) continue;
      yield { at: field.value, tag: 'unnecessary', fixes: [removeMember(field, { safe: true })] };
    }
  },
});
