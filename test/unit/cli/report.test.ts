import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Checked, Report } from '../../../client/cli/check/checkText';
import { jsonReport, summarise } from '../../../client/cli/check/json';
import { prettyReport } from '../../../client/cli/check/pretty';

const report = (severity: Report['severity'], line: number, message: string, fixable = false): Report => ({
  rule: 'a-rule',
  severity,
  message,
  pointer: '/containerDefinitions/0/memory',
  range: { start: { line, character: 4 }, end: { line, character: 9 } },
  fixable,
  docs: 'https://example.test/rules.md#a-rule',
});

const file = (path: string, ...reports: Report[]): Checked => ({ path, recognised: true, reports, text: '', fixed: 0 });
const bad = file('a.json', report('error', 6, 'Memory is a number', true), report('hint', 7, 'Add a health check'));
const foreign: Checked = { ...file('tsconfig.json'), recognised: false };
const plain = { colours: false, hints: false };

describe('the report for tools', () => {
  test('has the members of the contract, in their order, and no others', () => {
    assert.equal(
      JSON.stringify(JSON.parse(jsonReport([bad, foreign]))),
      '{"version":1,"files":[{"path":"a.json","recognised":true,"findings":[' +
        '{"rule":"a-rule","severity":"error","message":"Memory is a number","pointer":"/containerDefinitions/0/memory",' +
        '"range":{"start":{"line":6,"character":4},"end":{"line":6,"character":9}},"fixable":true,' +
        '"docs":"https://example.test/rules.md#a-rule"},' +
        '{"rule":"a-rule","severity":"hint","message":"Add a health check","pointer":"/containerDefinitions/0/memory",' +
        '"range":{"start":{"line":7,"character":4},"end":{"line":7,"character":9}},"fixable":false,' +
        '"docs":"https://example.test/rules.md#a-rule"}]},' +
        '{"path":"tsconfig.json","recognised":false,"findings":[]}],' +
        '"summary":{"errors":1,"warnings":0,"infos":0,"hints":1}}',
    );
  });

  test('counts over all files', () => {
    assert.deepEqual(summarise([bad, file('b.json', report('warning', 1, 'x'), report('info', 1, 'y'))]), {
      errors: 1,
      warnings: 1,
      infos: 1,
      hints: 1,
    });
  });
});

describe('the report for people', () => {
  test('a line a problem, counted from 1, hints only counted', () => {
    assert.equal(
      prettyReport([bad], plain),
      'a.json:7:5: error: Memory is a number (a-rule)\n\n' +
        '1 file checked: 1 error, 0 warnings, 1 hint (shown with --hints). --fix puts 1 of them right.\n',
    );
  });

  test('with hints', () => {
    assert.match(prettyReport([bad], { ...plain, hints: true }), /a\.json:8:5: hint: Add a health check \(a-rule\)\n/);
  });

  test('nothing wrong', () => {
    assert.equal(prettyReport([file('a.json'), file('b.json')], plain), '2 files checked: no problems.\n');
  });

  test('only hints', () => {
    assert.equal(
      prettyReport([file('a.json', report('hint', 1, 'x'))], plain),
      '1 file checked: no problems, 1 hint (shown with --hints).\n',
    );
  });

  test('something else', () => {
    assert.equal(
      prettyReport([foreign], plain),
      'tsconfig.json: not a task definition, so it was not checked.\n\nNo task definition checked.\n',
    );
  });

  test('what was fixed', () => {
    assert.match(prettyReport([{ ...file('a.json'), fixed: 2 }], plain), /^a\.json: 2 problems fixed\.\n/);
  });

  test('colour only where it is welcome', () => {
    assert.ok(!prettyReport([bad], plain).includes('\u001b'));
    assert.ok(prettyReport([bad], { ...plain, colours: true }).includes('\u001b[31merror\u001b[0m'));
  });

  test('a file cannot send codes to the terminal', () => {
    const shown = prettyReport([file('a\u001b[2J.json', report('error', 0, 'bad \u001b]0;title\u0007'))], plain);
    assert.ok(!shown.includes('\u001b'));
    assert.match(shown, /a\\u001b\[2J\.json:1:5: error: bad \\u001b\]0;title\\u0007/);
  });
});
