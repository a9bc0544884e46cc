import { find, untouched, withContainer } from './containers';
import { inspect, make, settle } from './progress';
import { errorText } from './reasons';
import type { ContainerState, EventOf, Step, TaskState } from './state';

/**
 * One container of a running task, made anew from another definition. ECS never does this: it starts another task. It is
 * for a person who edits the file while the task runs, and is announced. Containers that depend on it are left alone.
 */
export function replace(task: TaskState, { container: name, facts }: EventOf<'replace'>): Step {
  if (find(task, name)?.facts.role !== 'app' || task.desired === 'STOPPED') return [task, []];
  return [withContainer(task, name, { replacement: facts, desired: 'RUNNING' }), []];
}

/** The old one has gone. What the task has been told meanwhile holds for the new one. */
export function madeRoom(
  task: TaskState,
  { facts, replacement = facts, desired, id, former }: ContainerState,
): TaskState {
  const gone = id === undefined ? former : [...former, id];
  return withContainer(task, facts.name, { ...untouched(replacement), desired, former: gone });
}

/** It could not be stopped or removed, so nothing can take its place; what is left of it is looked at. */
export function replaceFailed(
  task: TaskState,
  container: ContainerState,
  { error }: EventOf<'failed'>,
  now: number,
): Step {
  const reason = errorText(error.name, error.message);
  const patch = { inFlight: 'inspect', replacement: undefined, reason, why: undefined } as const;
  const [ended, effects] = make(task, settle(task, container, patch), now);
  return [ended, [...effects, inspect(container.facts.name)]];
}
