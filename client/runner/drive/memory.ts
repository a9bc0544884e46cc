import type { TaskState } from '../state';
import type { Remembered } from './store';

/** What only the process that drives a task knows of it, for whoever looks at the task later. */
export function toRemember({ stopCode, stoppedReason, startedAt, stoppedAt, containers }: TaskState): Remembered {
  return {
    ...(stopCode !== undefined && { stopCode }),
    ...(stoppedReason !== undefined && { stoppedReason }),
    ...(startedAt !== undefined && { startedAt }),
    ...(stoppedAt !== undefined && { stoppedAt }),
    containers: Object.fromEntries(
      containers.map(({ facts, exitCode, reason, restarts, lastRestart }) => [
        facts.name,
        {
          restarts,
          ...(exitCode !== undefined && { exitCode }),
          ...(reason !== undefined && { reason }),
          ...(lastRestart !== undefined && { lastRestart }),
        },
      ]),
    ),
  };
}
