import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { completion } from '../../../server/features/completion/completion';
import { apply, open } from '../../support/editor';
import { labels } from '../../support/snippet';

const uri = 'file:///project/task-definition.jsonc';
const items = (source: string, at = uri) => {
  const opened = open(source, { uri: at });
  return { opened, items: completion(opened.source, opened.cursor, { snippets: true }) };
};

function accepted(source: string, label: string): string {
  const { opened, items: offered } = items(source);
  const item = offered.find((candidate) => candidate.label === label);
  assert.ok(item?.textEdit && 'range' in item.textEdit, `"${label}" is not among ${labels(offered).join(', ')}`);
  return apply(opened, [item.textEdit]);
}

const task = (comment: string) =>
  `{ "family": "a", "containerDefinitions": [{ "name": "a",\n  ${comment}\n  "image": "nginx" }] }`;

describe('in a comment', () => {
  test('the words that turn rules off are completed', () => {
    assert.equal(accepted(task('// task|'), 'taskdef-disable-next-line'), task('// taskdef-disable-next-line'));
    assert.equal(accepted(task('/* | */'), 'taskdef-disable-line'), task('/* taskdef-disable-line */'));
  });

  test('then rules: first those that find something on the line', () => {
    const { items: offered } = items(task('// taskdef-disable-next-line |'));
    assert.deepEqual(labels(offered)[0], 'image-latest-tag');
    assert.ok(labels(offered).includes('integer-expected'));
  });

  test('a rule takes the place of the word under the cursor, and no other', () => {
    assert.equal(
      accepted(task('// taskdef-disable-next-line user-not-set, image-l|ate -- as before'), 'image-latest-tag'),
      task('// taskdef-disable-next-line user-not-set, image-latest-tag -- as before'),
    );
  });

  test('one that is there already is not offered again, and none is in a reason', () => {
    const named = items(task('// taskdef-disable-next-line image-latest-tag, |')).items;
    assert.ok(named.length > 0 && !labels(named).includes('image-latest-tag'));
    assert.deepEqual(items(task('// taskdef-disable-next-line image-latest-tag -- because |')).items, []);
    assert.deepEqual(items(task('// another remark |')).items, []);
  });

  test('nothing in strict JSON, or in a text that only looks like one', () => {
    assert.deepEqual(items(task('// |'), 'file:///project/task-definition.json').items, []);
    assert.ok(!labels(items('{ "family": "http://taskdef-disable-next-line |" }').items).includes('integer-expected'));
  });
});
