import type { ContainerState, TaskState } from './state';

/**
 * Does the restart policy bring an exited container back (runner.md §2.7)? It must have lived for the whole
 * restartAttemptPeriod since it last (re)started: a faster crash loop ends.
 */
export function mayRestart(task: TaskState, container: ContainerState, now: number): boolean {
  const { restartPolicy } = container.facts;
  if (!restartPolicy || task.desired === 'STOPPED' || container.desired === 'STOPPED') return false;
  if (container.exitCode === undefined || restartPolicy.ignoredExitCodes.includes(container.exitCode)) return false;
  const since = container.lastRestart ?? container.startedAt;
  return since !== undefined && now - since >= restartPolicy.restartAttemptPeriod * 1000;
}

/** Would the restart policy bring the container back, had it lived long enough? `task` is from before its end. */
export function endedTooSoon(task: TaskState, container: ContainerState, now: number): boolean {
  return !mayRestart(task, container, now) && mayRestart(task, container, Infinity);
}
