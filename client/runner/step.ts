import { find, isUp, withContainer } from './containers';
import { hasUnresolvableDependencies, stuckWaits } from './dependencies';
import { cameBack, observe } from './observe';
import { deadlock, isDeadlocked, nextMove, settle, type Move } from './progress';
import { dependenciesUnresolvable, errorText, failedToStart, resourceFailed, userStopped } from './reasons';
import type { ContainerState, Effect, Known, Operation, RunnerEvent, Step, TaskState } from './state';
import { taskStatus } from './status';
import { force, stopEffect, stopFailed, stopTask } from './stopping';
import { sweep, sweepSoon, wakeAt } from './waking';

type Of<T extends RunnerEvent['type']> = Extract<RunnerEvent, { readonly type: T }>;

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

const reached: Readonly<Partial<Record<Operation, Known>>> = {
  manifest: 'MANIFEST_PULLED',
  pull: 'PULLED',
  create: 'CREATED',
};

function done(task: TaskState, { container: name, operation, id }: Of<'done'>, now: number): Step {
  const container = find(task, name);
  if (container?.inFlight !== operation) return [task, []];
  const known = reached[operation];
  if (known) {
    const patch = { inFlight: undefined, known, ...(id !== undefined && { id }) };
    return [withContainer(task, name, patch), []];
  }
  // A start is looked at once more, since what happened during the call was not listened to.
  if (operation === 'start') return [withContainer(task, name, up(container, now)), [inspect(name)]];
  if (operation === 'stop' && container.known !== 'STOPPED')
    return [withContainer(task, name, { inFlight: 'inspect' }), [inspect(name)]];
  return [withContainer(task, name, { inFlight: undefined }), []];
}

const inspect = (container: string): Effect => ({ type: 'inspect', container });

/** First start or restart: the same container, its first start kept. */
function up(container: ContainerState, now: number): Partial<ContainerState> {
  const known = container.facts.role === 'pause' ? 'RESOURCES_PROVISIONED' : 'RUNNING';
  return container.startedAt === undefined
    ? { inFlight: undefined, known, startedAt: now }
    : { inFlight: undefined, known, restarts: container.restarts + 1, lastRestart: now, health: 'UNKNOWN' };
}

function failed(task: TaskState, event: Of<'failed'>, now: number): Step {
  const container = find(task, event.container);
  if (container?.inFlight !== event.operation) return [task, []];
  switch (event.operation) {
    case 'manifest':
    case 'pull':
      return pullFailed(task, container, event, now);
    case 'create':
      return createFailed(task, container, event, now);
    case 'start':
      return startFailed(task, container, event, now);
    case 'stop':
      return [stopFailed(task, container, event.error.message, now), []];
    case 'inspect':
      return [sweepSoon(withContainer(task, event.container, { inFlight: undefined, retryAt: now + 1000 }), now), []];
  }
}

/** `always` and `once` end the task, whoever needed the image; the others go on and let the create decide. */
function pullFailed(task: TaskState, container: ContainerState, event: Of<'failed'>, now: number): Step {
  const { name } = container.facts;
  if (container.desired === 'STOPPED') return [withContainer(task, name, { inFlight: undefined }), []];
  const reason = errorText(event.error.name, event.error.message);
  if (task.pullBehaviour === 'always' || task.pullBehaviour === 'once') {
    const patch = { inFlight: undefined, known: 'STOPPED', desired: 'STOPPED', reason } as const;
    return stopTask(withContainer(task, name, patch), failedToStart(task, reason), now);
  }
  const known = event.operation === 'manifest' ? 'MANIFEST_PULLED' : 'PULLED';
  const pullError = event.operation === 'manifest' ? container.pullError : reason;
  return [withContainer(task, name, { inFlight: undefined, known, pullError }), []];
}

function createFailed(task: TaskState, container: ContainerState, { error }: Of<'failed'>, now: number): Step {
  const missing = error.name === 'CannotPullContainerError' ? container.pullError : undefined;
  const reason = missing ?? errorText(error.name, error.message);
  return apply(task, settle(task, container, { inFlight: undefined, known: 'STOPPED', reason }), now);
}

/**
 * After a time-out the container may have come up, so it is stopped. A first start that failed has left an exit code
 * for inspect to find; a restart that failed keeps the code of the exit before.
 */
function startFailed(task: TaskState, container: ContainerState, event: Of<'failed'>, now: number): Step {
  const reason = container.reason ?? errorText(event.error.name, event.error.message);
  const end = (patch: Partial<ContainerState>): Step => apply(task, settle(task, container, { ...patch, reason }), now);
  if (!event.timedOut && container.startedAt !== undefined) return end({ inFlight: undefined, known: 'STOPPED' });
  const [ended, effects] = end({ inFlight: event.timedOut ? 'stop' : 'inspect' });
  return [ended, [...effects, event.timedOut ? stopEffect(ended, container) : inspect(container.facts.name)]];
}

function observed(task: TaskState, { container: name, observation }: Of<'observed'>, now: number): Step {
  const container = find(task, name);
  if (!container || container.inFlight === 'start' || container.inFlight === 'create') return [task, []];
  if (cameBack(container, observation) && container.inFlight === undefined)
    return [withContainer(task, name, { inFlight: 'stop', desired: 'STOPPED' }), [stopEffect(task, container)]];
  const seen = observe(container, observation, now);
  if (container.inFlight !== 'inspect') return [withContainer(task, name, seen), []];
  const answered = { ...seen, inFlight: undefined };
  const next = withContainer(task, name, answered);
  const runsOn = isUp(seen) && seen.desired === 'STOPPED';
  return [runsOn ? stopFailed(next, answered, 'the container runs on after a stop', now) : next, []];
}

function stopByUser(task: TaskState, event: Of<'userStop'>, now: number): Step {
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
  return [{ ...task, engine: 'back', containers }, asks];
}

function apply(task: TaskState, move: Move, now: number): Step {
  const moved = withContainer(task, move.container, move.patch);
  const effects = move.effect ? [move.effect] : [];
  if (!move.stop) return [moved, effects];
  const [stopping, cancels] = stopTask(moved, move.stop, now);
  return [stopping, [...effects, ...cancels]];
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
    if (move) return (current) => apply(current, move, now);
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
