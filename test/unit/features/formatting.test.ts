import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatting } from '../../../server/features/formatting';
import { apply, open } from '../../support/editor';
import { table } from '../../support/table';

const twoSpaces = { tabSize: 2, insertSpaces: true };

table(
  'formatting',
  (before: string, options: Parameters<typeof formatting>[1], after: string) => {
    const opened = open(before);
    assert.equal(apply(opened, formatting(opened.source, options)), after);
  },
  [
    ['one line becomes many', '{"family":"a","volumes":[]}', twoSpaces, '{\n  "family": "a",\n  "volumes": []\n}'],
    ['with tabs', '{"family":"a"}', { tabSize: 4, insertSpaces: false }, '{\n\t"family": "a"\n}'],
    [
      'as the file is indented, when the options say nothing',
      '{\n    "family": "a","cpu": "256"\n}',
      {},
      '{\n    "family": "a",\n    "cpu": "256"\n}',
    ],
    ['comments stay', '{ // why\n"family":"a" /* b */ }', twoSpaces, '{ // why\n  "family": "a" /* b */\n}'],
    ['CRLF stays', '{\r\n"family":"a"}', twoSpaces, '{\r\n  "family": "a"\r\n}'],
    [
      'a final newline only when asked for',
      '{"family":"a"}',
      { ...twoSpaces, insertFinalNewline: true },
      '{\n  "family": "a"\n}\n',
    ],
    ['already laid out', '{\n  "family": "a"\n}\n', twoSpaces, '{\n  "family": "a"\n}\n'],
    [
      'half-typed',
      '{"family":"a","containerDefinitions":[{"name":"b"',
      twoSpaces,
      '{\n  "family": "a",\n  "containerDefinitions": [\n    {\n      "name": "b"',
    ],
    [
      'a text without its end is not touched',
      '{"family":"a  b\n ,"c":"d  e"}',
      twoSpaces,
      '{"family":"a  b\n ,"c":"d  e"}',
    ],
  ],
);

test('a range leaves the other lines alone', () => {
  const opened = open('{\n  "family":"a",\n  «"cpu":"256",»\n  "memory":"512"\n}');
  const after = apply(opened, formatting(opened.source, twoSpaces, opened.ranges[0]));
  assert.equal(after, '{\n  "family":"a",\n  "cpu": "256",\n  "memory":"512"\n}');
});
