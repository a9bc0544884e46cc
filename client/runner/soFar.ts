import type { ContainerState, TaskState } from './state';
import { ending, type Transition } from './transitions';

/**
 * How a task stands, as the transitions that have led there: for an observer that was not there to see them. Each at its own
 * time, the earliest first; the task's own at the end.
 */
export function soFar(task: TaskState): Transition[] {
  const moves = task.containers.flatMap((container) => lastMoves(container, task.createdAt));
  const { status, stoppedReason, createdAt, startedAt, stoppingAt } = task;
  const at = Math.max(...moves.map((move) => move.at), stoppingAt ?? startedAt ?? createdAt);
  const reason = status === 'STOPPED' && stoppedReason !== undefined && { reason: stoppedReason };
  return [...moves.sort((a, b) => a.at - b.at), { status, at, ...reason }];
}

function lastMoves(container: ContainerState, createdAt: number): Transition[] {
  const { facts, known: status, startedAt, finishedAt, health } = container;
  if (status === 'NONE') return [];
  const at = (status === 'STOPPED' ? finishedAt : undefined) ?? startedAt ?? createdAt;
  const told = { container: facts.name, status, at };
  if (status !== 'STOPPED') return [told, ...(health === 'UNKNOWN' ? [] : [{ ...told, health }])];
  return [{ ...told, ...ending(container) }];
}
