import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { jsonReport } from '../../../client/cli/check/json';
import { summarise } from '../../../client/cli/check/outcome';
import { prettyReport } from '../../../client/cli/check/pretty';
import { bad, file, foreign, outcome, report, view } from './outcomes';

describe('the report for tools', () => {
  test('has the members of the contract, in their order, and no others', () => {
    assert.equal(
      JSON.stringify(JSON.parse(jsonReport(outcome(bad, foreign), view))),
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

  test('with --quiet has errors only, and counts what it has', () => {
    const { files, summary } = JSON.parse(jsonReport(outcome(bad), { quiet: true })) as {
      files: { findings: { severity: string }[] }[];
      summary: object;
    };
    assert.deepEqual(
      files[0]?.findings.map(({ severity }) => severity),
      ['error'],
    );
    assert.deepEqual(summary, { errors: 1, warnings: 0, infos: 0, hints: 0 });
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
      prettyReport(outcome(bad), view),
      'a.json:7:5: error: Memory is a number (a-rule)\n\n' +
        '1 file checked: 1 error, 0 warnings, 1 hint (shown with --hints). --fix puts 1 of them right.\n',
    );
  });

  test('with hints', () => {
    assert.match(
      prettyReport(outcome(bad), { ...view, hints: true }),
      /a\.json:8:5: hint: Add a health check \(a-rule\)\n/,
    );
  });

  test('with --quiet, errors and nothing else', () => {
    assert.equal(
      prettyReport(outcome(bad, foreign, file('b.json', report('warning', 1, 'x'))), { ...view, quiet: true }),
      'a.json:7:5: error: Memory is a number (a-rule)\n',
    );
  });

  test('nothing wrong', () => {
    assert.equal(prettyReport(outcome(file('a.json'), file('b.json')), view), '2 files checked: no problems.\n');
  });

  test('only hints', () => {
    assert.equal(
      prettyReport(outcome(file('a.json', report('hint', 1, 'x'))), view),
      '1 file checked: no problems, 1 hint (shown with --hints).\n',
    );
  });

  test('something else', () => {
    assert.equal(
      prettyReport(outcome(foreign), view),
      'tsconfig.json: not a task definition, so it was not checked.\n\nNo task definition checked.\n',
    );
  });

  test('what was fixed', () => {
    assert.match(prettyReport(outcome({ ...file('a.json'), fixed: 2 }), view), /^a\.json: 2 problems fixed\.\n/);
  });

  test('colour only where it is welcome', () => {
    assert.ok(!prettyReport(outcome(bad), view).includes('\u001b'));
    assert.ok(prettyReport(outcome(bad), { ...view, colours: true }).includes('\u001b[31merror\u001b[0m'));
  });

  test('a file cannot send codes to the terminal', () => {
    const shown = prettyReport(outcome(file('a\u001b[2J.json', report('error', 0, 'bad \u001b]0;title\u0007'))), view);
    assert.ok(!shown.includes('\u001b'));
    assert.match(shown, /a\\u001b\[2J\.json:1:5: error: bad \\u001b\]0;title\\u0007/);
  });
});
