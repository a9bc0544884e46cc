import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeActions } from '../../../server/features/codeActions';
import { apply, open } from '../../support/editor';

const uri = 'file:///project/task-definition.jsonc';

/** The text after "Disable image-latest-tag for this line" at the cursor. */
function disabled(source: string): string {
  const opened = open(source, { uri });
  const range = { start: opened.cursor, end: opened.cursor };
  const action = codeActions(opened.source, range, { diagnostics: [] }, {}).find(
    ({ title }) => title === 'Disable image-latest-tag for this line',
  );
  assert.ok(action?.edit);
  assert.ok(!action.isPreferred);
  return apply(opened, action.edit);
}

describe('a rule is turned off for one line', () => {
  test('by a comment above it, with its indentation and line ending', () => {
    const source =
      '{\n  "family": "a",\n  "containerDefinitions": [\n\t{ "name": "a",\n\t  "image": "ngi|nx" }\n  ]\n}';
    const after = source
      .replace('|', '')
      .replace('\t  "image', '\t  // taskdef-disable-next-line image-latest-tag\n\t  "image');
    assert.equal(disabled(source), after);
    assert.equal(disabled(source.replaceAll('\n', '\r\n')), after.replaceAll('\n', '\r\n'));
  });

  test('in the comment that is there', () => {
    const source =
      '{ "family": "a", "containerDefinitions": [{ "name": "a",\n// taskdef-disable-next-line user-not-set -- fine\n"image": "ngi|nx" }] }';
    assert.equal(disabled(source), source.replace('|', '').replace('user-not-set', 'user-not-set, image-latest-tag'));
  });
});
