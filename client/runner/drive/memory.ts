import type { TaskState } from '../state';
import { ending } from '../transitions';
import type { Remembered } from './store';

/** Has a step changed what whoever takes the task over could not find out? */
export function isToRemember(before: TaskState, after: TaskState): boolean {
  const told = ({ desired, startedAt, containers }: TaskState) =>
    JSON.stringify([
      desired,
      startedAt,
      containers.map(({ id, imageDigest, restarts }) => [id, imageDigest, restarts]),
    ]);
  return told(before) !== told(after);
}

/** What only the process that drives a task knows of it, for whoever looks at the task later. */
export function toRemember({ stopCode, stoppedReason, startedAt, stoppedAt, containers }: TaskState): Remembered {
  return {
    ...(stopCode !== undefined && { stopCode }),
    ...(stoppedReason !== undefined && { stoppedReason }),
    ...(startedAt !== undefined && { startedAt }),
    ...(stoppedAt !== undefined && { stoppedAt }),
    containers: Object.fromEntries(
      containers.map(({ facts, id, imageDigest, restarts, lastRestart, ...container }) => [
        facts.name,
        {
          restarts,
          ...(id !== undefined && { id }),
          ...(imageDigest !== undefined && { imageDigest }),
          ...ending(container),
          ...(lastRestart !== undefined && { lastRestart }),
        },
      ]),
    ),
  };
}
