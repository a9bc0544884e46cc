import { isSteady, untouched, withContainer } from './containers';
import { waits } from './dependencies';
import { containerStopped, errorText, type StopCause } from './reasons';
import { mayRestart } from './restart';
import type { ContainerFacts, ContainerState, Effect, Operation, Step, TaskState } from './state';
import { hasNothingToStop, mayStop, stopEffect, stopTask } from './stopping';

/** What happens next to one container: a change of what is known, a call to the engine, the end of the task. */
export interface Move {
  readonly container: string;
  readonly patch: Partial<ContainerState>;
  readonly effect?: Effect;
  readonly stop?: StopCause;
}

/** The next move of a container, or undefined while it has none. One call at a time. */
export function nextMove(task: TaskState, container: ContainerState, now: number): Move | undefined {
  if (container.inFlight !== undefined) return undefined;
  if (container.replacement && container.desired === 'RUNNING')
    return towardsReplacement(task, container, container.replacement);
  if (container.known === 'STOPPED')
    return container.desired === 'RUNNING' ? afterExit(task, container, now) : undefined;
  if (container.desired === 'STOPPED') return towardsStop(task, container, now);
  if (!task.begun || task.engine === 'lost' || isSteady(container)) return undefined;
  return towardsSteady(task, container, now);
}

/** It has exited by itself: the restart policy brings it back, or it stays stopped, and an essential one ends the task. */
function afterExit(task: TaskState, container: ContainerState, now: number): Move | undefined {
  if (mayRestart(task, container, now)) {
    if (!task.begun || task.engine === 'lost') return undefined;
    return call(container, 'start', { known: 'RUNNING' });
  }
  return settle(task, container, {});
}

function towardsStop(task: TaskState, container: ContainerState, now: number): Move | undefined {
  if (hasNothingToStop(container)) return { container: container.facts.name, patch: { known: 'STOPPED' } };
  if (!mayStop(task, container)) return undefined;
  if (task.engine === 'lost' || (container.retryAt ?? 0) > now) return undefined;
  return { container: container.facts.name, patch: { inFlight: 'stop' }, effect: stopEffect(task, container) };
}

/** It is made anew (`replacing.ts`): what is there stops and goes first. */
function towardsReplacement(
  task: TaskState,
  { facts: { name, stopTimeout }, id, former }: ContainerState,
  replacement: ContainerFacts,
): Move | undefined {
  if (id === undefined) return { container: name, patch: { ...untouched(replacement), former } };
  if (!task.begun || task.engine === 'lost') return undefined;
  return {
    container: name,
    patch: { inFlight: 'replace' },
    effect: { type: 'replace', container: name, timeout: stopTimeout },
  };
}

const nextOperation: Readonly<Partial<Record<ContainerState['known'], Operation>>> = {
  NONE: 'manifest',
  MANIFEST_PULLED: 'pull',
  PULLED: 'create',
  CREATED: 'start',
};

/** Gated by its dependencies; one that can never be met ends the container with the code the ECS agent invents. */
function towardsSteady(task: TaskState, container: ContainerState, now: number): Move | undefined {
  const open = waits(task, container, now);
  const hopeless = open.find((wait) => wait.kind === 'impossible');
  if (hopeless) return settle(task, container, { known: 'STOPPED', exitCode: 143, ...hopeless.reason });
  if (open.length > 0 || (container.retryAt ?? 0) > now) return undefined;
  const operation = nextOperation[container.known];
  return operation && call(container, operation, {});
}

function call(container: ContainerState, operation: Operation, patch: Partial<ContainerState>): Move {
  const { name } = container.facts;
  return {
    container: name,
    patch: { ...patch, inFlight: operation },
    effect: { type: operation, container: name },
  };
}

/** The container is done for; the task too, when it cannot do without it. */
export function settle(task: TaskState, container: ContainerState, patch: Partial<ContainerState>): Move {
  const settled: ContainerState = { ...container, ...patch, desired: 'STOPPED' };
  return {
    container: container.facts.name,
    patch: { ...patch, desired: 'STOPPED' },
    ...(container.facts.essential && { stop: containerStopped(task, settled) }),
  };
}

/** The task after a move; the end of the task, when the move brings it, tells everybody to stop. */
export function make(task: TaskState, move: Move, now: number): Step {
  const moved = withContainer(task, move.container, move.patch);
  const effects = move.effect ? [move.effect] : [];
  if (!move.stop) return [moved, effects];
  const [stopping, cancels] = stopTask(moved, move.stop, now);
  return [stopping, [...effects, ...cancels]];
}

export const inspect = (container: string): Effect => ({ type: 'inspect', container });

/**
 * Nothing can move any more: nobody waits for a call, a time or a running container, and an essential container is not
 * up. A wait that ECS leaves hanging (`stuckWaits`) is not this: ECS would hang too.
 */
export function isDeadlocked(task: TaskState): boolean {
  if (!task.begun || task.desired === 'STOPPED' || task.engine === 'lost') return false;
  const idle = task.containers.every(
    ({ inFlight, known, facts }) => inFlight === undefined && !(known === 'RUNNING' && facts.role === 'app'),
  );
  return idle && task.containers.some((container) => container.facts.essential && !isSteady(container));
}

export const deadlock: StopCause = {
  stopCode: 'TaskFailedToStart',
  stoppedReason: errorText('TaskStateError', 'No container of the task can move on'),
};
