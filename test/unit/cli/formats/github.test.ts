import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { githubReport } from '../../../../client/cli/check/github';
import { bad, file, nasty, outcome, report, view } from '../outcomes';

describe('--format github', () => {
  test('a command a finding, then how it went', () => {
    assert.equal(
      githubReport(outcome(bad, file('b.json', report('info', 0, 'x'))), view),
      '::error file=a.json,line=7,endLine=7,col=5,endColumn=9,title=taskdef%3A a-rule::Memory is a number\n' +
        '::notice file=b.json,line=1,endLine=1,col=5,endColumn=9,title=taskdef%3A a-rule::x\n' +
        '2 files checked: 1 error, 0 warnings, 1 info, 1 hint (shown with --hints). --fix puts 1 of them right.\n',
    );
  });

  test('columns are left out where the range has several lines', () => {
    const long = {
      ...report('warning', 0, 'x'),
      range: { start: { line: 0, character: 4 }, end: { line: 2, character: 1 } },
    };
    assert.match(githubReport(outcome(file('a.json', long)), view), /^::warning file=a\.json,line=1,endLine=3,title=/);
  });

  test('a file that cannot be read', () => {
    const text = githubReport(
      { files: [], unreadable: [{ path: 'x.json', reason: 'gone.' }] },
      { ...view, quiet: true },
    );
    assert.equal(text, '::error file=x.json,title=taskdef::gone.\n');
  });

  test('a message or a name cannot start a command of its own, nor end its own', () => {
    const text = githubReport(outcome(file(nasty, report('error', 0, nasty))), { ...view, quiet: true });
    assert.equal(text.split('\n').length, 2);
    assert.ok(!/[\r\u0000\u001b]/.test(text));
    assert.match(text, /^::error file=[^:]* 100%25%0D%0A%3A%3Aerror%3A%3Ax%2C y%3A z\\u0000,line=1,/);
    assert.match(text, /::a <b> & "c" .* 100%25%0D%0A::error::x, y: z\\u0000\n$/s);
  });
});
