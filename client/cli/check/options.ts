import { InvalidArgumentError } from 'commander';
import type { FormatName } from './formats';

/** The options of `taskdef check`, as they were typed. */
export interface CheckArguments {
  readonly format: FormatName;
  readonly fix?: boolean;
  readonly hints?: boolean;
  readonly quiet?: boolean;
  /** More warnings than this make the check fail. */
  readonly maxWarnings?: number;
  readonly listFiles?: boolean;
  /** False with `--no-ignore`. */
  readonly ignore: boolean;
  readonly stdinFilename?: string;
}

/** A number of warnings, 0 or more. */
export function warningCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is the number of warnings that may stay, 0 or more.');
  return Number(text);
}
