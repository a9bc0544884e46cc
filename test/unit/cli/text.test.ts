import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { argument } from '../../../client/cli/text';

describe('a path in a command that is shown to be copied', () => {
  test('stands as it is where every shell takes it so', () => {
    for (const path of ['deploy/task-definition.json', './a_b/täsk.json', 'C:\\shop\\td.json', '-'])
      assert.equal(argument(path), path);
  });

  test('stands in quotes where a shell would take it apart', () => {
    assert.equal(argument('my shop/td.json'), '"my shop/td.json"');
    assert.equal(argument('a&b;(c).json'), '"a&b;(c).json"');
    assert.equal(argument('$HOME/"x".json'), '"\\$HOME/\\"x\\".json"');
    assert.equal(argument('a\u001b[31m.json'), '"a\\u001b[31m.json"');
  });
});
