import { isAtLeast, withContainer } from './containers';
import { errorText, type StopCause } from './reasons';
import type { ContainerState, Effect, Step, TaskState } from './state';

/** Must it stop, may it stop now, and what if the engine refuses (runner.md §2.5–§2.6). */

const attempts = 5;

/** The whole task is to stop. The first cause stays; pulls under way are given up. */
export function stopTask(task: TaskState, cause: StopCause, now: number): Step {
  if (task.desired === 'STOPPED') return [task, []];
  const cancels = task.containers
    .filter(({ inFlight }) => inFlight === 'manifest' || inFlight === 'pull')
    .map(({ facts }): Effect => ({ type: 'cancel', container: facts.name }));
  const stopping = {
    ...task,
    desired: 'STOPPED' as const,
    stopCode: cause.stopCode,
    stoppedReason: cause.stoppedReason,
    stoppingAt: now,
    containers: task.containers.map((container) => ({ ...container, desired: 'STOPPED' as const })),
  };
  return [stopping, cancels];
}

/** A second stop: whatever is up goes at once. */
export function force(task: TaskState): Step {
  if (task.forced) return [task, []];
  const forced = { ...task, forced: true };
  return [forced, hurried(forced)];
}

/** The kills that a forced stop owes to stops under way. Said again to an engine that was away: it may not have heard. */
export function hurried({ forced, containers }: TaskState): Effect[] {
  if (!forced) return [];
  return containers
    .filter(({ inFlight, known }) => (inFlight === 'stop' || inFlight === 'replace') && known !== 'STOPPED')
    .map(({ facts }): Effect => ({ type: 'kill', container: facts.name }));
}

/** A container stops only after everything that depends on it. A forced stop spares only the pause. */
export function mayStop(task: TaskState, container: ContainerState): boolean {
  if (task.forced && container.facts.role !== 'pause') return true;
  const { name } = container.facts;
  return task.containers
    .filter(({ facts }) => facts.dependsOn.some((dependency) => dependency.container === name))
    .every(({ known, inFlight }) => known === 'STOPPED' && inFlight === undefined);
}

/** It has no process, and no start that may still bring one up. */
export function hasNothingToStop(container: ContainerState): boolean {
  return !isAtLeast(container.known, 'RUNNING') && container.stopAttempts === 0;
}

export function stopEffect(task: TaskState, container: ContainerState): Effect {
  return { type: 'stop', container: container.facts.name, timeout: task.forced ? 0 : container.facts.stopTimeout };
}

/**
 * The stop call failed, or was answered while the container runs on: again, after 1 s growing to 5 s. After the fifth
 * time an engine that answers is believed to be unable, and the container counts as stopped.
 */
export function stopFailed(task: TaskState, container: ContainerState, message: string, now: number): TaskState {
  const { name } = container.facts;
  const stopAttempts = container.stopAttempts + 1;
  if (stopAttempts < attempts) {
    const retryAt = now + Math.min(5000, 1000 * 1.3 ** (stopAttempts - 1));
    return withContainer(task, name, { inFlight: undefined, stopAttempts, retryAt });
  }
  if (task.engine === 'lost') return withContainer(task, name, { inFlight: undefined, stopAttempts });
  const reason = container.reason ?? errorText('CannotStopContainerError', message);
  return withContainer(task, name, { inFlight: undefined, stopAttempts, known: 'STOPPED', reason });
}
