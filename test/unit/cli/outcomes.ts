import type { Checked, Report } from '../../../client/cli/check/checkText';
import type { Outcome, View } from '../../../client/cli/check/outcome';

/** A finding on one line, five characters wide. */
export const report = (severity: Report['severity'], line: number, message: string, fixable = false): Report => ({
  rule: 'a-rule',
  severity,
  message,
  pointer: '/containerDefinitions/0/memory',
  range: { start: { line, character: 4 }, end: { line, character: 9 } },
  fixable,
  docs: 'https://example.test/rules.md#a-rule',
  place: '/containerDefinitions/[web]/memory',
  remedies: [],
});

export const file = (path: string, ...reports: Report[]): Checked => ({ path, recognised: true, reports, fixed: 0 });
export const bad = file(
  'a.json',
  report('error', 6, 'Memory is a number', true),
  report('hint', 7, 'Add a health check'),
);
export const foreign: Checked = { ...file('tsconfig.json'), recognised: false };
export const outcome = (...files: Checked[]): Outcome => ({ files, unreadable: [] });

/** Nothing asked for. */
export const view: View = {
  colours: false,
  hints: false,
  quiet: false,
  warningsFail: false,
  located: (path) => path,
};

/** Text that a report must not let through: XML, workflow commands, terminal codes, half a character. */
export const nasty = 'a <b> & "c" \u2028 \u001b[2J \ud83d \uffff 100%\r\n::error::x, y: z\u0000';
