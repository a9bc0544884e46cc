import type { Severity } from '../../../server/index';
import type { Checked, Report } from './checkText';

/** A file or folder that nothing can be said about, and why, in words. */
export interface Unreadable {
  readonly path: string;
  readonly reason: string;
  /** A folder that nobody named, below one that was searched. */
  readonly isBelow?: true;
}

/** What a check came to. */
export interface Outcome {
  /** In the order in which they were named or found. */
  readonly files: readonly Checked[];
  readonly unreadable: readonly Unreadable[];
}

/** How an outcome is to be shown. */
export interface View {
  readonly colours: boolean;
  /** Hints are opinions: counted always, shown when asked for. */
  readonly hints: boolean;
  /** Only errors are of interest. */
  readonly quiet: boolean;
  /** There are more warnings than allowed, so the check fails because of them. */
  readonly warningsFail: boolean;
  /** A path as services show it: from the root of the sources, with slashes; absolute when it lies elsewhere. */
  readonly located: (path: string) => string;
}

/** The findings that somebody who looks this way wants to see. */
export const shown = (reports: readonly Report[], { hints, quiet }: View): readonly Report[] =>
  reports.filter(({ severity }) => (quiet ? severity === 'error' : hints || severity !== 'hint'));

/** Whether a finding makes the check fail. */
export const fails = ({ severity }: Report, { warningsFail }: View): boolean =>
  severity === 'error' || (severity === 'warning' && warningsFail);

export type Summary = Readonly<Record<`${Severity}s`, number>>;

/** How many findings of each severity. */
export function summarise(files: readonly Checked[]): Summary {
  const summary = { errors: 0, warnings: 0, infos: 0, hints: 0 };
  for (const { reports } of files) for (const { severity } of reports) summary[`${severity}s`]++;
  return summary;
}
