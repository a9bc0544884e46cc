import type { Checked, Report } from './checkText';
import { type Outcome, type View, fails, shown } from './outcome';
import { type Element, element, xmlDocument } from './xml';

/**
 * JUnit XML, as CI services draw tables of tests from: a suite a file, a failed test a finding that makes the check
 * fail. Other findings are output of the suite, so the report says the same as the exit status.
 */
export function junitReport({ files, unreadable }: Outcome, view: View): string {
  const suites = [
    ...files.map((file) => suiteOf(file, view)),
    ...unreadable.map(({ path, reason }) => {
      const name = view.located(path);
      return suite(name, [testCase(name, 'readable', [element('error', { type: 'unreadable', message: reason })])], '');
    }),
  ];
  return xmlDocument(element('testsuites', { name: 'taskdef', ...sumOf(suites) }, suites));
}

function suiteOf({ path, recognised, reports }: Checked, view: View): Element {
  const name = view.located(path);
  const said = (report: Report): string => sentence(name, report);
  if (!recognised) {
    const skipped = element('skipped', { message: 'This is not a task definition, so it was not checked.' });
    return suite(name, [testCase(name, 'task definition', [skipped])], '');
  }
  const visible = shown(reports, view);
  const failed = visible.filter((report) => fails(report, view));
  const tests = failed.map((report) =>
    testCase(name, `${report.rule} ${report.place}`.trimEnd(), [
      element('failure', { type: report.severity, message: report.message }, `${said(report)}\n${report.docs}`),
    ]),
  );
  const others = visible.filter((report) => !fails(report, view)).map(said);
  return suite(name, tests.length > 0 ? tests : [testCase(name, 'task definition', [])], others.join('\n'));
}

function suite(name: string, tests: readonly Element[], output: string): Element {
  const having = (child: string): number =>
    tests.filter(({ content }) => typeof content !== 'string' && content[0]?.name === child).length;
  const counts = { tests: tests.length, failures: having('failure'), errors: having('error') };
  return element('testsuite', { name, ...counts, skipped: having('skipped') }, [
    ...tests,
    ...(output === '' ? [] : [element('system-out', {}, output)]),
  ]);
}

const testCase = (file: string, name: string, content: readonly Element[]): Element =>
  element('testcase', { name, classname: file, file }, content);

const sentence = (path: string, { rule, severity, message, range: { start } }: Report): string =>
  `${path}:${start.line + 1}:${start.character + 1}: ${severity}: ${message} (${rule})`;

function sumOf(suites: readonly Element[]): Record<string, number> {
  const sum = (name: string): number => suites.reduce((total, { attributes }) => total + Number(attributes[name]), 0);
  return { tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), skipped: sum('skipped') };
}
