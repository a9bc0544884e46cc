import type { Severity } from '../../../server/index';
import type { Report } from './checkText';
import { fingerprints } from './fingerprint';
import { type Outcome, type Unreadable, type View, shown } from './outcome';

const severities: Record<Severity, string> = { error: 'major', warning: 'minor', info: 'info', hint: 'info' };

/** GitLab's Code Quality report: the fingerprints tell it what a merge request adds or puts right. */
export function gitlabReport({ files, unreadable }: Outcome, view: View): string {
  const issues = [
    ...files.flatMap(({ path, reports }) => {
      const file = view.located(path);
      const prints = fingerprints(reports, file);
      return shown(reports, view).map((report) => issueOf(file, report, prints.get(report)!));
    }),
    ...unreadable.map((one) => issueOfUnreadable(view.located(one.path), one)),
  ];
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}

const issueOf = (path: string, { rule, severity, message, range: { start, end } }: Report, fingerprint: string) => ({
  type: 'issue',
  description: message,
  check_name: rule,
  fingerprint,
  severity: severities[severity],
  categories: ['Bug Risk'],
  location: { path, lines: { begin: start.line + 1, end: end.line + 1 } },
});

function issueOfUnreadable(path: string, { reason }: Unreadable) {
  const identity = { rule: 'unreadable', place: '' };
  return {
    type: 'issue',
    description: reason,
    check_name: identity.rule,
    fingerprint: fingerprints([identity], path).get(identity)!,
    severity: 'blocker',
    categories: ['Bug Risk'],
    location: { path, lines: { begin: 1, end: 1 } },
  };
}
