import { mebibyte } from './fieldMap/scope';
import type { ContainerState, StopCode, TaskState } from './state';

/** Why did it stop? The words of DescribeTasks (runner.md §2.10). */

/** ECS cuts a reason at this many characters. */
const longestReason = 1024;

/** `CannotStartContainerError: …`, cut as ECS cuts it. */
export function errorText(name: string, message: string): string {
  return cut(`${name}: ${message}`);
}

const cut = (text: string): string => (text.length > longestReason ? text.slice(0, longestReason) : text);

/** Words for people, and what they say for programs: always set together. */
export type Reason = Pick<ContainerState, 'reason' | 'why'>;

export const outOfMemory: Reason = {
  reason: errorText('OutOfMemoryError', 'Container killed due to memory usage'),
  why: { kind: 'memory', isCertain: true },
};
/** No word of ECS's, which would know; `limit` in bytes. */
export const mayBeOutOfMemory = (limit: number): Reason => ({
  reason: `It was killed, the engine does not say by whom: it may have run out of memory (limit ${Math.floor(limit / mebibyte)} MiB)`,
  why: { kind: 'memory', isCertain: false },
});
export const vanished = errorText('ContainerVanishedError', 'The container is no longer on the engine');
/** No word of ECS's: a local engine that is restarted ends what runs on it. */
export const engineWasAway: Reason = {
  reason: 'It exited while the local engine did not answer',
  why: { kind: 'engine-away' },
};
export const namespaceLost = errorText(
  'ContainerNetworkingError',
  'network namespace lost: the pause container that held it has stopped',
);

export interface StopCause {
  readonly stopCode: StopCode | undefined;
  readonly stoppedReason: string;
}

export function userStopped(reason: string | undefined): StopCause {
  return { stopCode: 'UserInitiated', stoppedReason: cut(reason?.trim() || 'Task stopped by user') };
}

/** A container the task cannot do without has stopped, or has failed before it ever ran. */
export function containerStopped(task: TaskState, container: ContainerState): StopCause {
  if (task.engine === 'back' && container.reason === vanished)
    return { stopCode: undefined, stoppedReason: 'Local engine lost the task' };
  // Nobody sees the pause, so the task tells what became of it.
  if (container.startedAt === undefined && container.facts.role === 'pause' && container.reason !== undefined)
    return { stopCode: 'TaskFailedToStart', stoppedReason: container.reason };
  if (container.startedAt === undefined) return failedToStart(task, container.reason);
  if (container.facts.role === 'pause')
    return {
      stopCode: task.startedAt === undefined ? 'TaskFailedToStart' : 'EssentialContainerExited',
      stoppedReason: namespaceLost,
    };
  return { stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' };
}

/** Fargate shows the error itself where EC2 has one sentence for all and leaves the detail to the container. */
export function failedToStart(task: TaskState, detail: string | undefined): StopCause {
  const told = task.target === 'FARGATE' && detail !== undefined;
  return { stopCode: 'TaskFailedToStart', stoppedReason: told ? detail : 'Task failed to start' };
}

/** Network, volumes or secrets of the whole task: no container tells, so the task does on every launch type. */
export function resourceFailed(error: { readonly name: string; readonly message: string }): StopCause {
  return { stopCode: 'TaskFailedToStart', stoppedReason: errorText(error.name, error.message) };
}

export function dependenciesUnresolvable(taskArn: string): StopCause {
  return resourceFailed({
    name: 'TaskDependencyError',
    message: `Task dependencies cannot be resolved, taskArn: ${taskArn}`,
  });
}
