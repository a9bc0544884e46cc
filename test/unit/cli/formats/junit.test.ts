import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { junitReport } from '../../../../client/cli/check/junit';
import { bad, file, foreign, nasty, outcome, report, view } from '../outcomes';
import { readXml } from './xml';

const warned = file('w.json', report('warning', 2, 'No limit'));

describe('--format junit', () => {
  test('a suite a file, a failure a finding that fails the check, the rest as output', () => {
    assert.equal(
      junitReport(outcome(bad, warned, foreign), view),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="taskdef" tests="3" failures="1" errors="0" skipped="1">
  <testsuite name="a.json" tests="1" failures="1" errors="0" skipped="0">
    <testcase name="a-rule /containerDefinitions/[web]/memory" classname="a.json" file="a.json">
      <failure type="error" message="Memory is a number">a.json:7:5: error: Memory is a number (a-rule)&#10;https://example.test/rules.md#a-rule</failure>
    </testcase>
  </testsuite>
  <testsuite name="w.json" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="task definition" classname="w.json" file="w.json"/>
    <system-out>w.json:3:5: warning: No limit (a-rule)</system-out>
  </testsuite>
  <testsuite name="tsconfig.json" tests="1" failures="0" errors="0" skipped="1">
    <testcase name="task definition" classname="tsconfig.json" file="tsconfig.json">
      <skipped message="This is not a task definition, so it was not checked."/>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  test('warnings are failures when there are too many of them', () => {
    const root = readXml(junitReport(outcome(warned), { ...view, warningsFail: true }));
    assert.equal(root.attributes['failures'], '1');
    assert.equal(root.children[0]?.children[0]?.children[0]?.attributes['type'], 'warning');
  });

  test('a file that cannot be read is an error of its own', () => {
    const root = readXml(junitReport({ files: [], unreadable: [{ path: 'x.json', reason: 'gone.' }] }, view));
    assert.deepEqual([root.attributes['errors'], root.attributes['tests']], ['1', '1']);
  });

  test('whatever stands in a message or a name, it stays XML', () => {
    const noisy = file(nasty, report('error', 0, nasty), report('info', 0, nasty));
    const root = readXml(junitReport(outcome(noisy), view));
    assert.match(root.children[0]!.children[0]!.children[0]!.attributes['message']!, /::error::x/);
  });
});
