import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Change, applyChanges, editBetween } from '../../../server/document/change';
import { table } from '../../support/table';

const changed = (before: string, changes: readonly Change[], after: string): void =>
  assert.equal(applyChanges(before, changes), after);

table('a change looks as if the writer of the file had made it', changed, [
  ['a member in a one-line file', '{"a":1}', [{ set: ['b'], to: { c: [1] } }], '{"a":1,"b":{"c":[1]}}'],
  ['a one-line file with blanks', '{ "a": 1 }', [{ set: ['b'], to: { c: 1 } }], '{ "a": 1, "b": { "c": 1 } }'],
  ['an empty file', '', [{ set: ['a'], to: 1 }], '{\n  "a": 1\n}'],
  ['an empty object', '{}', [{ set: ['a'], to: [1, 2] }], '{\n  "a": [1, 2]\n}'],
  ['at the end', '{\n  "a": 1\n}\n', [{ set: ['b'], to: 2 }], '{\n  "a": 1,\n  "b": 2\n}\n'],
  ['at the start', '{\n  "a": 1\n}\n', [{ set: ['b'], to: 2, at: 0 }], '{\n  "b": 2,\n  "a": 1\n}\n'],
  ['in between', '{\n  "a": 1,\n  "c": 3\n}', [{ set: ['b'], to: {}, at: 1 }], '{\n  "a": 1,\n  "b": {},\n  "c": 3\n}'],
  [
    'a one-line object in a longer file',
    '{\n  "a": { "x": 1 }\n}',
    [{ set: ['a', 'y'], to: 2 }],
    '{\n  "a": { "x": 1, "y": 2 }\n}',
  ],
  [
    'an object that fills its line',
    `{\n  "a": { "x": "${'x'.repeat(90)}" }\n}`,
    [{ set: ['a', 'y'], to: { z: 'some more words' } }],
    `{\n  "a": { "x": "${'x'.repeat(90)}",\n    "y": { "z": "some more words" } }\n}`,
  ],
  [
    'an empty object in a longer file',
    '{\n  "a": {}\n}',
    [{ set: ['a', 'y'], to: 2 }],
    '{\n  "a": {\n    "y": 2\n  }\n}',
  ],
  [
    'objects on the way to the member',
    '{\n  "a": 1\n}',
    [{ set: ['b', 'c', 'd'], to: 2 }],
    '{\n  "a": 1,\n  "b": {\n    "c": {\n      "d": 2\n    }\n  }\n}',
  ],
  ['a list on the way', '{"a":1}', [{ set: ['b', 0, 'c'], to: 2 }], '{"a":1,"b":[{"c":2}]}'],
  ['an item', '{\n  "a": [1, 2]\n}', [{ insert: ['a'], item: 3 }], '{\n  "a": [1, 2, 3]\n}'],
  ['an item at the start', '{\n  "a": [1, 2]\n}', [{ insert: ['a'], item: 3, at: 0 }], '{\n  "a": [3, 1, 2]\n}'],
  ['the first item', '{\n  "a": []\n}', [{ insert: ['a'], item: 'x' }], '{\n  "a": ["x"]\n}'],
  ['an item of a list that is not there', '{"a":1}', [{ insert: ['l'], item: 5 }], '{"a":1,"l":[5]}'],
  [
    'an object behind another',
    '{\n  "c": [\n    {\n      "n": 1\n    }\n  ]\n}',
    [{ insert: ['c'], item: { n: 2, m: ['a', 'b'] } }],
    '{\n  "c": [\n    {\n      "n": 1\n    },\n    {\n      "n": 2,\n      "m": ["a", "b"]\n    }\n  ]\n}',
  ],
  ['a value in place', '{\n  "a": "1" // one\n}', [{ set: ['a'], to: 1 }], '{\n  "a": 1 // one\n}'],
  [
    'a list in the place of a text',
    '{\n  "a": "x"\n}',
    [{ set: ['a'], to: [{ n: 'x' }] }],
    '{\n  "a": [\n    {\n      "n": "x"\n    }\n  ]\n}',
  ],
  ['a name', '{ "A" : {"b": 1} }', [{ rename: ['A'], to: 'a' }], '{ "a" : {"b": 1} }'],
  ['the one of two that counts', '{"a":1,"a":2}', [{ set: ['a'], to: 3 }], '{"a":1,"a":3}'],
  ['text as it stands', '{"a":1,}', [{ replace: { offset: 6, length: 1 }, with: '' }], '{"a":1}'],
  ['nothing where the place is gone', '{"a":1}', [{ rename: ['b'], to: 'c' }], '{"a":1}'],
]);

table('what the writer chose stays', changed, [
  [
    'four blanks',
    '{\n    "a": 1\n}',
    [{ set: ['b'], to: { c: 1 } }],
    '{\n    "a": 1,\n    "b": {\n        "c": 1\n    }\n}',
  ],
  ['tabs', '{\n\t"a": 1\n}', [{ set: ['b'], to: { c: 1 } }], '{\n\t"a": 1,\n\t"b": {\n\t\t"c": 1\n\t}\n}'],
  [
    'the line ends of the file, behind empty lines',
    '{\r\n  "a": 1,\r\n\r\n\r\n  "b": 2\r\n}',
    [{ set: ['c'], to: 3 }],
    '{\r\n  "a": 1,\r\n\r\n\r\n  "b": 2,\r\n\r\n  "c": 3\r\n}',
  ],
  [
    'line endings of Windows',
    '{\r\n  "a": 1\r\n}\r\n',
    [{ set: ['b'], to: { c: 1 } }],
    '{\r\n  "a": 1,\r\n  "b": {\r\n    "c": 1\r\n  }\r\n}\r\n',
  ],
  ['no final line end', '{\n  "a": 1\n}', [{ set: ['b'], to: 2 }], '{\n  "a": 1,\n  "b": 2\n}'],
  [
    'comments',
    '// top\n{\n  // above\n  "a": 1 // beside\n  // below\n}\n',
    [{ set: ['b'], to: 2 }],
    '// top\n{\n  // above\n  "a": 1, // beside\n  "b": 2\n  // below\n}\n',
  ],
  ['a comma at the end', '{\n  "a": 1,\n}', [{ set: ['b'], to: 2 }], '{\n  "a": 1,\n  "b": 2,\n}'],
  ['a byte order mark', '\uFEFF{"a":1}', [{ set: ['b'], to: 2 }], '\uFEFF{"a":1,"b":2}'],
  [
    'the placeholders of a template',
    '{\n  "a": {{ a }},\n  "b": "x"\n}',
    [{ set: ['c'], to: 2 }],
    '{\n  "a": {{ a }},\n  "b": "x",\n  "c": 2\n}',
  ],
]);

describe('steps', () => {
  test('each sees what those before it did', () => {
    changed(
      '{"a":[1,2,3]}',
      [{ remove: ['a', 0] }, { set: ['a', 0], to: 9 }, { insert: ['a'], item: 4 }, { rename: ['a'], to: 'b' }],
      '{"b":[9,3,4]}',
    );
  });

  test('any value set anywhere is there afterwards, and the rest is as it was', () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const name = fc.constantFrom('a', 'b', 'c');
    const object = fc.dictionary(name, json);
    fc.assert(
      fc.property(object, name, json, fc.constantFrom(undefined, 2, 4, '\t'), (before, key, value, indent) => {
        const after: unknown = JSON.parse(
          applyChanges(JSON.stringify(before, undefined, indent), [{ set: [key], to: value }]),
        );
        assert.deepEqual(after, JSON.parse(JSON.stringify({ ...before, [key]: value })));
      }),
      { numRuns: 300 },
    );
  });
});

test('the edit between two texts leaves alone what they share', () => {
  assert.deepEqual(editBetween('{"a":1}', '{"a":1,"b":2}'), { offset: 6, length: 0, newText: ',"b":2' });
  assert.equal(editBetween('same', 'same'), undefined);
});
