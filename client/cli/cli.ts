import type { Terminal } from './terminal';

/** What every command is given. */
export interface Cli {
  readonly terminal: Terminal;
  /** Sets the exit status; the last thing a command does. */
  readonly end: (status: number) => void;
}
