import { isAtLeast, isUp, isWaiting } from './containers';
import { waits } from './dependencies';
import type { Effect, Step, TaskState } from './state';

/** When to look again although nothing was heard: engine events are hints, and some rules wait for a time. */

const whileBlocked = 5_000;
const whileSteady = 300_000;

const interval = (task: TaskState): number => (task.containers.some(isWaiting) ? whileBlocked : whileSteady);

/** Asks about everything that is up, when the last look is long enough ago. */
export function sweep(task: TaskState, now: number): Step {
  if (task.engine === 'lost' || now < task.sweptAt + interval(task)) return [task, []];
  const looks = task.containers
    .filter((container) => isUp(container) && container.inFlight === undefined)
    .map(({ facts }): Effect => ({ type: 'inspect', container: facts.name }));
  return [{ ...task, sweptAt: now }, looks];
}

/** An answer is missing: the next look is due. */
export function sweepSoon(task: TaskState, now: number): TaskState {
  return { ...task, sweptAt: now - whileSteady };
}

/** The earliest time at which something may change by itself. */
export function wakeAt(task: TaskState, now: number): number | undefined {
  const deadlines = task.containers
    .filter((container) => isWaiting(container) && !isAtLeast(container.known, 'CREATED'))
    .flatMap((container) => waits(task, container, now))
    .flatMap((wait) => (wait.kind === 'pending' && wait.deadline !== undefined ? [wait.deadline] : []));
  const retries = task.containers.flatMap(({ retryAt, known }) =>
    retryAt === undefined || known === 'STOPPED' ? [] : [retryAt],
  );
  const look = task.engine === 'lost' || !task.begun ? [] : [Math.max(task.sweptAt + interval(task), now + 1000)];
  const times = [...deadlines, ...retries, ...look].filter((at) => at > now);
  return times.length > 0 ? Math.min(...times) : undefined;
}
