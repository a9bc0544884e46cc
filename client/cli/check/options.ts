import { InvalidArgumentError } from 'commander';
import type { LaunchType } from '../../../server/index';
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
  /** A file; false with `--no-config`. */
  readonly config?: string | boolean;
  readonly rule?: readonly RuleFlag[];
  readonly launchType?: LaunchType;
  /** How many threads check, when it is not for us to choose: for tests and measurements. */
  readonly threads?: number;
}

/** What `--rule` says: the id of a rule or the name of a group, and what becomes of it. */
export interface RuleFlag {
  readonly name: string;
  readonly setting: string;
}

/** ID=SEVERITY. Whether there is such a rule is not known yet. */
export function ruleFlag(text: string, before: readonly RuleFlag[] = []): readonly RuleFlag[] {
  const match = /^([^=\s]+)=(\S+)$/.exec(text);
  if (!match) throw new InvalidArgumentError('It is written ID=SEVERITY, for example: image-latest-tag=off');
  return [...before, { name: match[1]!, setting: match[2]! }];
}

/** How many threads, 1 to 64. */
export function threadCount(text: string): number {
  if (!/^(?:[1-9]|[1-5]\d|6[0-4])$/.test(text)) throw new InvalidArgumentError('It is a number from 1 to 64.');
  return Number(text);
}

/** A number of warnings, 0 or more. */
export function warningCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is the number of warnings that may stay, 0 or more.');
  return Number(text);
}
