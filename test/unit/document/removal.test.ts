import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { removeAt } from '../../../server/document/removal';

const cases: readonly [name: string, before: string, path: (string | number)[], after: string][] = [
  ['the last item of a list on one line', '{"a":[1, 2],"b":1}', ['a', 1], '{"a":[1],"b":1}'],
  ['the first item of a list on one line', '{"a":[1, 2],"b":1}', ['a', 0], '{"a":[2],"b":1}'],
  ['an object item on one line', '{"a":[{"x":1},{"x":2}]}', ['a', 1], '{"a":[{"x":1}]}'],
  ['the only item', '{\n  "a": [\n    1\n  ]\n}', ['a', 0], '{\n  "a": []\n}'],
  ['the only member', '{ "a": 1 }', ['a'], '{}'],
  ['the first member', '{\n  "a": 1,\n  "b": 2\n}', ['a'], '{\n  "b": 2\n}'],
  ['a middle member', '{\n\t"a": 1,\n\t"b": 2,\n\t"c": 3\n}', ['b'], '{\n\t"a": 1,\n\t"c": 3\n}'],
  ['the last member, Windows line ends', '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n', ['b'], '{\r\n  "a": 1\r\n}\r\n'],
  [
    'a member with its comment, the comments of others stay',
    '{\n  "a": 1, // about a\n  "b": 2, // about b\n  // about c\n  "c": 3\n}',
    ['b'],
    '{\n  "a": 1, // about a\n  // about c\n  "c": 3\n}',
  ],
  ['the last member behind a comment', '{\n  "a": 1, // a\n  "b": 2 // b\n}', ['b'], '{\n  "a": 1 // a\n}'],
  ['a member with a trailing comma', '{\n  "a": 1,\n  "b": 2,\n}', ['b'], '{\n  "a": 1\n}'],
  ['a comma in a comment is none', '{ "a": 1 /* , */, "b": 2 }', ['b'], '{ "a": 1 /* , */ }'],
  ['the last member of a line', '{\n  "a": 1, "b": 2,\n  "c": 3\n}', ['b'], '{\n  "a": 1,\n  "c": 3\n}'],
  ['the last of a line, with its comment', '{ "a": 1, "b": 2, // b\r\n  "c": 3 }', ['b'], '{ "a": 1,\r\n  "c": 3 }'],
  [
    'a line, where lines hold several',
    '{\n  "a": 1, "b": 2,\n  "c": 3,\n  "d": 4\n}',
    ['c'],
    '{\n  "a": 1, "b": 2,\n  "d": 4\n}',
  ],
  ['nothing, where there is nothing', '{"a":1}', ['b'], '{"a":1}'],
];

describe('removing a member or item keeps the rest of the text', () => {
  for (const [name, before, path, after] of cases) {
    test(name, () => {
      assert.equal(removeAt(before, path), after);
    });
  }
});
