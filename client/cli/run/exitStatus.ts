import { constants } from 'node:os';
import type { RunObserver, TaskSnapshot } from '../../runner/runner';

/** As of timeout(1): the time given was not enough. */
export const timedOut = 124;

/** As a shell says of a command that Ctrl-C ended. */
export const interrupted = 130;

/** The same for any signal. */
export const statusOfSignal = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

const unknownOutcome = 1;

/** Remembers how the first essential container ended: that is the task's own outcome, the others only followed. */
export class FirstExit {
  #code: number | undefined;
  readonly #essential: ReadonlySet<string>;

  constructor(containers: readonly { readonly name: string; readonly essential: boolean }[]) {
    this.#essential = new Set(containers.filter(({ essential }) => essential).map(({ name }) => name));
  }

  readonly transition: NonNullable<RunObserver['transition']> = ({ container, status, exitCode }) => {
    if (status === 'STOPPED' && container !== undefined && this.#essential.has(container)) this.#code ??= exitCode;
  };

  /** 0 to 255. A task that never came up failed, whatever its containers say. */
  statusOf(task: Pick<TaskSnapshot, 'stopCode' | 'containers'>): number {
    if (task.stopCode === 'TaskFailedToStart') return unknownOutcome;
    const code = this.#code ?? task.containers.find(({ essential }) => essential)?.exitCode;
    return code === undefined || code < 0 ? unknownOutcome : code & 0xff;
  }
}
