import { find, isUp, withContainer } from './containers';
import { cameBack, observe } from './observe';
import { inspect, make, settle } from './progress';
import { engineWasAway, errorText, failedToStart } from './reasons';
import type { ContainerState, EventOf, Known, Operation, Step, TaskState } from './state';
import { madeRoom, replaceFailed } from './replacing';
import { stopEffect, stopFailed, stopTask } from './stopping';
import { sweepSoon } from './waking';

/** What the engine has answered. */

const reached: Readonly<Partial<Record<Operation, Known>>> = {
  manifest: 'MANIFEST_PULLED',
  pull: 'PULLED',
  create: 'CREATED',
};

/** A call has worked. An answer nobody waits for changes nothing. */
export function done(
  task: TaskState,
  { container: name, operation, id, imageDigest }: EventOf<'done'>,
  now: number,
): Step {
  const container = find(task, name);
  if (container?.inFlight !== operation) return [task, []];
  const known = reached[operation];
  if (known) {
    const patch = {
      inFlight: undefined,
      known,
      ...(id !== undefined && { id }),
      ...(imageDigest !== undefined && { imageDigest }),
    };
    return [withContainer(task, name, patch), []];
  }
  // A start is looked at once more, since what happened during the call was not listened to.
  if (operation === 'start') return [withContainer(task, name, up(container, now)), [inspect(name)]];
  if (operation === 'stop' && container.known !== 'STOPPED')
    return [withContainer(task, name, { inFlight: 'inspect' }), [inspect(name)]];
  if (operation === 'replace') return [madeRoom(task, container), []];
  return [withContainer(task, name, { inFlight: undefined }), []];
}

/** First start or restart: the same container, its first start kept. How it ended before is over then. */
function up(container: ContainerState, now: number): Partial<ContainerState> {
  const known = container.facts.role === 'pause' ? 'RESOURCES_PROVISIONED' : 'RUNNING';
  if (container.startedAt === undefined) return { inFlight: undefined, known, startedAt: now };
  const fresh = { exitCode: undefined, reason: undefined, why: undefined, health: 'UNKNOWN' } as const;
  return { inFlight: undefined, known, restarts: container.restarts + 1, lastRestart: now, ...fresh };
}

/** A call has not worked: what that means depends on the call (runner.md §2.9). */
export function failed(task: TaskState, event: EventOf<'failed'>, now: number): Step {
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
    case 'replace':
      return replaceFailed(task, container, event, now);
    case 'inspect':
      return [sweepSoon(withContainer(task, event.container, { inFlight: undefined, retryAt: now + 1000 }), now), []];
  }
}

/** `always` and `once` end the task, whoever needed the image; the others go on and let the create decide. */
function pullFailed(task: TaskState, container: ContainerState, event: EventOf<'failed'>, now: number): Step {
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

function createFailed(task: TaskState, container: ContainerState, { error }: EventOf<'failed'>, now: number): Step {
  const missing = error.name === 'CannotPullContainerError' ? container.pullError : undefined;
  const reason = missing ?? errorText(error.name, error.message);
  return make(task, settle(task, container, { inFlight: undefined, known: 'STOPPED', reason }), now);
}

/**
 * After a time-out the container may have come up, so it is stopped. A first start that failed has left an exit code
 * for inspect to find; a restart that failed keeps the code of the exit before.
 */
function startFailed(task: TaskState, container: ContainerState, event: EventOf<'failed'>, now: number): Step {
  const reason = container.reason ?? errorText(event.error.name, event.error.message);
  const end = (patch: Partial<ContainerState>): Step => make(task, settle(task, container, { ...patch, reason }), now);
  if (!event.timedOut && container.startedAt !== undefined) return end({ inFlight: undefined, known: 'STOPPED' });
  const [ended, effects] = end({ inFlight: event.timedOut ? 'stop' : 'inspect' });
  return [ended, [...effects, event.timedOut ? stopEffect(ended, container) : inspect(container.facts.name)]];
}

/** An engine that went away may have taken the container with it: said beside an exit nobody has heard of. */
function exitedUnseen(task: TaskState, before: ContainerState, seen: ContainerState): ContainerState {
  const isAnswerToReturn = task.engine === 'back' && before.inFlight === 'inspect' && before.desired === 'RUNNING';
  const hasFailed = isUp(before) && seen.known === 'STOPPED' && seen.exitCode !== 0 && seen.reason === undefined;
  return isAnswerToReturn && hasFailed ? { ...seen, ...engineWasAway } : seen;
}

const making: ReadonlySet<Operation | undefined> = new Set(['create', 'start', 'replace'] as const);

/** What inspect said. While the container is being made or started, only the answer to that call counts. */
export function observed(task: TaskState, { container: name, observation }: EventOf<'observed'>, now: number): Step {
  const container = find(task, name);
  if (!container || making.has(container.inFlight)) return [task, []];
  // A late word about a container that this one has replaced.
  if (container.former.includes(observation.id)) return [task, []];
  if (cameBack(container, observation) && container.inFlight === undefined)
    return [withContainer(task, name, { inFlight: 'stop', desired: 'STOPPED' }), [stopEffect(task, container)]];
  const seen = exitedUnseen(task, container, observe(container, observation, now));
  if (container.inFlight !== 'inspect') return [withContainer(task, name, seen), []];
  const answered = { ...seen, inFlight: undefined };
  const next = withContainer(task, name, answered);
  const runsOn = isUp(seen) && seen.desired === 'STOPPED';
  return [runsOn ? stopFailed(next, answered, 'the container runs on after a stop', now) : next, []];
}
