import { done, failed, observed } from './answers';
import { hasUnresolvableDependencies, stuckWaits } from './dependencies';
import { deadlock, inspect, isDeadlocked, make, nextMove } from './progress';
import { replace } from './replacing';
import { dependenciesUnresolvable, resourceFailed, userStopped } from './reasons';
import type { ContainerState, Effect, EventOf, RunnerEvent, Step, TaskState } from './state';
import { taskStatus } from './status';
import { force, hurried, stopTask } from './stopping';
import { sweep, wakeAt } from './waking';

/**
 * One event, and what follows from it: the new state and the calls to make. Pure: time comes in as `now`. An event that
 * is late, repeated or about nobody changes nothing.
 */
export function step(task: TaskState, event: RunnerEvent, now: number): Step {
  if (task.status === 'STOPPED') return [task, []];
  const [told, first] = receive(task, event, now);
  const [moved, then] = moveOn(told, now);
  return conclude(task, moved, [...first, ...then], event, now);
}

function receive(task: TaskState, event: RunnerEvent, now: number): Step {
  switch (event.type) {
    case 'begin':
      return begin(task, now);
    case 'done':
      return done(task, event, now);
    case 'failed':
      return failed(task, event, now);
    case 'observed':
      return observed(task, event, now);
    case 'replace':
      return replace(task, event);
    case 'tick':
      return sweep(task, now);
    case 'userStop':
      return stopByUser(task, event, now);
    case 'resourceFailed':
      return stopTask(task, resourceFailed(event.error), now);
    case 'engine':
      return engine(task, event.reachable);
  }
}

function begin(task: TaskState, now: number): Step {
  if (task.begun) return [task, []];
  const begun = { ...task, begun: true };
  return hasUnresolvableDependencies(task.containers.map(({ facts }) => facts))
    ? stopTask(begun, dependenciesUnresolvable(task.taskArn), now)
    : [begun, []];
}

function stopByUser(task: TaskState, event: EventOf<'userStop'>, now: number): Step {
  const [stopping, effects] = stopTask(task, userStopped(event.reason), now);
  if (!event.force) return [stopping, effects];
  const [forced, kills] = force(stopping);
  return [forced, [...effects, ...kills]];
}

/** An engine that is back is asked about everything it had; what was thought hopeless is tried again. */
function engine(task: TaskState, reachable: boolean): Step {
  if (!reachable) return [{ ...task, engine: 'lost' }, []];
  if (task.engine !== 'lost') return [task, []];
  const isAsked = ({ id, known, inFlight }: ContainerState): boolean =>
    id !== undefined && known !== 'STOPPED' && inFlight === undefined;
  const containers = task.containers.map((container) => ({
    ...container,
    stopAttempts: 0,
    retryAt: undefined,
    inFlight: isAsked(container) ? ('inspect' as const) : container.inFlight,
  }));
  const asks = task.containers.filter(isAsked).map(({ facts }) => inspect(facts.name));
  return [{ ...task, engine: 'back', containers }, [...asks, ...hurried(task)]];
}

/** Lets every container move as far as it can without waiting for the engine. */
function moveOn(task: TaskState, now: number): Step {
  let current = task;
  const effects: Effect[] = [];
  for (;;) {
    const move = firstMove(current, now) ?? lastResort(current, now);
    if (!move) return [current, effects];
    const [next, more] = move(current);
    current = next;
    effects.push(...more);
  }
}

function firstMove(task: TaskState, now: number): ((task: TaskState) => Step) | undefined {
  for (const container of task.containers) {
    const move = nextMove(task, container, now);
    if (move) return (current) => make(current, move, now);
  }
  return undefined;
}

function lastResort(task: TaskState, now: number): ((task: TaskState) => Step) | undefined {
  if (!isDeadlocked(task) || stuckWaits(task, now).length > 0) return undefined;
  return (current) => stopTask(current, deadlock, now);
}

/** The task's own status, times and alarm clock follow from its containers. */
function conclude(before: TaskState, task: TaskState, effects: Effect[], event: RunnerEvent, now: number): Step {
  const status = taskStatus(task);
  const startedAt = task.startedAt ?? (status === 'RUNNING' ? now : undefined);
  if (status === 'STOPPED')
    return [{ ...task, status, startedAt, stoppedAt: now, wakeAt: undefined }, [...effects, { type: 'stopped' }]];
  const next = { ...task, status, startedAt };
  const at = wakeAt(next, now);
  const ask = at !== undefined && (at !== before.wakeAt || event.type === 'tick');
  return [{ ...next, wakeAt: at }, ask ? [...effects, { type: 'wakeAt', at }] : effects];
}
