import type { Severity } from '../../../server/index';
import type { Checked } from './checkText';

/** How many findings of each severity. */
export function summarise(files: readonly Checked[]): Record<`${Severity}s`, number> {
  const summary = { errors: 0, warnings: 0, infos: 0, hints: 0 };
  for (const { severity } of files.flatMap(({ reports }) => reports)) summary[`${severity}s`]++;
  return summary;
}

/** The report that tools parse. Contract: members are only ever added, and `version` counts what breaks. */
export function jsonReport(files: readonly Checked[]): string {
  const report = {
    version: 1,
    files: files.map(({ path, recognised, reports }) => ({
      path,
      recognised,
      findings: reports.map(({ rule, severity, message, pointer, range, fixable, docs }) => ({
        rule,
        severity,
        message,
        pointer,
        range,
        fixable,
        docs,
      })),
    })),
    summary: summarise(files),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
