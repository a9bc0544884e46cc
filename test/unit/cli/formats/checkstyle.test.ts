import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkstyleReport } from '../../../../client/cli/check/checkstyle';
import { bad, file, nasty, outcome, report, view } from '../outcomes';
import { readXml } from './xml';

describe('--format checkstyle', () => {
  test('a file an element, a finding an error with line and column from 1', () => {
    assert.equal(
      checkstyleReport(outcome(bad, file('b.json')), view),
      `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="a.json">
    <error line="7" column="5" severity="error" message="Memory is a number" source="taskdef.a-rule"/>
  </file>
  <file name="b.json"/>
</checkstyle>
`,
    );
  });

  test('hints, when asked for, are infos', () => {
    const [first] = readXml(checkstyleReport(outcome(bad), { ...view, hints: true })).children;
    assert.deepEqual(
      first?.children.map(({ attributes }) => attributes['severity']),
      ['error', 'info'],
    );
  });

  test('a file that cannot be read is an error too', () => {
    const root = readXml(checkstyleReport({ files: [], unreadable: [{ path: 'x.json', reason: 'gone.' }] }, view));
    assert.equal(root.children[0]?.children[0]?.attributes['message'], 'gone.');
  });

  test('whatever stands in a message or a name, it stays XML', () => {
    const root = readXml(checkstyleReport(outcome(file(nasty, report('error', 0, nasty))), view));
    const { message } = root.children[0]!.children[0]!.attributes;
    assert.match(message!, /^a <b> & "c" .* 100%\r\n::error::x, y: z\\u0000$/s);
  });
});
