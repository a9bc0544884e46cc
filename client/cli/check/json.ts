import { type Outcome, type View, summarise } from './outcome';

/** The report that tools parse. Contract: members are only ever added, and `version` counts what breaks. */
export function jsonReport({ files, unreadable }: Outcome, { quiet }: Pick<View, 'quiet'>): string {
  const listed = quiet
    ? files.map((file) => ({ ...file, reports: file.reports.filter(({ severity }) => severity === 'error') }))
    : files;
  const report = {
    version: 1,
    files: listed.map(({ path, recognised, reports }) => ({
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
    summary: summarise(listed),
    ...(unreadable.length > 0 && { unreadable: unreadable.map(({ path, reason }) => ({ path, reason })) }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
