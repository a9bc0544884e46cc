import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkText } from '../../../../client/cli/check/checkText';
import { gitlabReport } from '../../../../client/cli/check/gitlab';
import { bad, file, nasty, outcome, report, view } from '../outcomes';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

const read = (text: string): Issue[] => JSON.parse(text) as Issue[];

describe('--format gitlab', () => {
  test('an issue a finding', () => {
    const [issue, ...others] = read(gitlabReport(outcome(bad), view));
    assert.deepEqual(others, []);
    assert.match(issue!.fingerprint, /^[0-9a-f]{32}$/);
    assert.deepEqual(issue, {
      type: 'issue',
      description: 'Memory is a number',
      check_name: 'a-rule',
      fingerprint: issue!.fingerprint,
      severity: 'major',
      categories: ['Bug Risk'],
      location: { path: 'a.json', lines: { begin: 7, end: 7 } },
    });
  });

  test('no two issues share a fingerprint', () => {
    const twice = [report('error', 1, 'x'), report('error', 2, 'x')];
    const issues = read(gitlabReport(outcome(file('a.json', ...twice), file('b.json', ...twice)), view));
    assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, 4);
  });

  test('fingerprints outlive moved lines, members and containers, and hidden hints', () => {
    const web = '{"name":"web","image":"a:1","memory":"64"}';
    const before = checkText(`{"family":"a","containerDefinitions":[${web}]}`, 'a.json');
    const after = checkText(
      `\n\n{"containerDefinitions":[{"name":"log","image":"b:1","memory":8},\n${web.replace('64', '65')}],"family":"a"}`,
      'a.json',
    );
    const prints = (checked: typeof before, hints: boolean): string[] =>
      read(gitlabReport(outcome(checked), { ...view, hints }))
        .filter(({ check_name }) => check_name === 'integer-expected')
        .map(({ fingerprint }) => fingerprint);
    assert.equal(prints(before, false).length, 1);
    assert.deepEqual(prints(after, true), prints(before, false));
  });

  test('a file that cannot be read blocks', () => {
    const [issue] = read(gitlabReport({ files: [], unreadable: [{ path: 'x.json', reason: 'gone.' }] }, view));
    assert.deepEqual([issue?.severity, issue?.description], ['blocker', 'gone.']);
  });

  test('any text is valid JSON in valid UTF-8', () => {
    const text = gitlabReport(outcome(file(nasty, report('error', 0, nasty))), view);
    assert.equal(Buffer.from(text).toString(), text);
    assert.equal(read(text)[0]?.description, nasty);
  });
});
