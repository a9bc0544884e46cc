import type { Runner } from '../runner/runner';
import type { OpenOptions } from '../runner/opening';
import type { Terminal } from './terminal';

/** What every command is given. */
export interface Cli {
  readonly terminal: Terminal;
  /** Sets the exit status; the last thing a command does. */
  readonly end: (status: number) => void;
  /** Loads the runner and finds the engine. Rejects with a RunnerError. */
  readonly openRunner: (options?: OpenOptions) => Promise<Runner>;
  /** The file that this process runs, for threads beside it; undefined where there is none to start. */
  readonly script?: string;
}

/** Lends the runner to a task, and lets go of the engine afterwards, whatever happens. */
export async function withRunner<T>(
  cli: Cli,
  use: (runner: Runner) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  const runner = await cli.openRunner(options);
  try {
    return await use(runner);
  } finally {
    await runner.dispose();
  }
}
