import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { cursorAt } from '../../../server/features/completion/cursor';
import { nearby } from '../../../server/features/completion/nearby';
import { root } from '../../support/root';
import { mark, marked } from '../../support/markers';
import { table } from '../../support/table';

/** `«…»` is what would be replaced, `,` in the summary where a comma is owed. */
function summary(source: string): string {
  const { text, cursor } = marked(source);
  const found = cursorAt(text, cursor!);
  if (!found) return 'nothing';
  const { at, path, replace, commaBefore, commaAfter, keyOnly } = found;
  return [
    `${at} ${path.join('/') || '.'}`,
    replace.length > 0 ? mark(text, [replace]).match(/«.*»/s)![0] : '',
    commaBefore === undefined ? '' : `comma before, at ${commaBefore}`,
    commaAfter ? 'comma after' : '',
    keyOnly ? 'key only' : '',
  ]
    .filter(Boolean)
    .join('; ');
}

table(
  'cursor',
  (source: string, expected: string) => {
    assert.equal(summary(source), expected);
  },
  [
    ['an empty file', '|', 'value .'],
    ['an empty object', '{|}', 'key .'],
    ['behind a comma', '{"a":1, |}', 'key .'],
    ['a comma is missing in front', '{"a":1 |}', 'key .; comma before, at 6'],
    ['on the next line too', '{"a":1\n  |\n}', 'key .; comma before, at 6'],
    ['right behind a value begins nothing', '{"a":"b"|}', 'nothing'],
    ['nor behind a bracket', '{"a":[]|}', 'nothing'],
    ['in front of a member', '{| "a":1}', 'key .; comma after'],
    ['in front of a member, touching it', '{|"a":1}', 'key .; comma after'],
    ['a half-typed word', '{ "x":1, fa| }', 'key .; «fa»'],
    ['a word in front of a member', '{ fa|\n "x":1}', 'key .; «fa»; comma after'],
    ['an open quote ends with its line', '{ "x":1,\n "fa|\n}', 'key .; «"fa»'],
    ['an open quote in front of a member', '{\n "fa|\n "y":2}', 'key .; «"fa»; comma after'],
    ['an open quote with the bracket on its line', '{ "x":1, "fa| }', 'key .; «"fa»'],
    ['an open quote that swallows the next', '{ "x":1, "fa|, "y":2 }', 'key .; «"fa»'],
    ['a key between two missing commas', '{ "x":1\n "fa|"\n "y":2}', 'key .; «"fa"»; comma before, at 7; comma after'],
    ['a key that has its value', '{ "fa|mily": 1 }', 'key .; «"family"»; key only'],
    ['between key and colon', '{"a" |}', 'nothing'],
    ['no value yet', '{"a":|}', 'value a'],
    ['no value yet, in front of a member', '{"a": |\n"b":1}', 'value a; comma after'],
    ['no value yet, in front of a comma', '{"a": |, "b":1}', 'value a'],
    ['in front of its value', '{"a": |"x"}', 'value a; «"x"»'],
    ['in front of its value and a blank', '{"a":| 12, "b":1}', 'value a; « 12»'],
    ['in front of its object', '{"a": |{}}', 'nothing'],
    ['in front of its value on the next line', '{"a": |\n12}', 'nothing'],
    ['an empty text', '{"a":"|"}', 'value a; «""»'],
    ['inside a text', '{"a":"x|y"}', 'value a; «"xy"»'],
    ['a half-typed value', '{"a": tr|, "b":1}', 'value a; «tr»'],
    ['a number', '{"a": 12|}', 'value a; «12»'],
    ['deeper', '{"a":{"b":[{"c":"|', 'value a/b/0/c; «"»'],
    ['an empty list', '{"a":[|]}', 'value a/0'],
    ['the next item', '{"a":[1, |]}', 'value a/1'],
    ['an item without its comma', '{"a":[1 |]}', 'value a/1; comma before, at 7'],
    ['in front of an item', '{"a":[| 1]}', 'value a/0; comma after'],
    ['an object in a list', '{"a":[{"b":1},{|}]}', 'key a/1'],
    ['behind a bracket too many', '{"a":[1]], |}', 'key .'],
    ['in a line comment', '{ // a|\n}', 'nothing'],
    ['in a block comment', '{ /* | */ }', 'nothing'],
    ['in an open comment', '{ /* |', 'nothing'],
    ['behind a comment', '{ /* a */ | }', 'key .'],
    ['behind everything', '{} |', 'nothing'],
    ['CRLF', '{\r\n "a": 1,\r\n |\r\n}', 'key .'],
  ],
);

test('what the tree knows spares reading, and changes nothing', () => {
  const whole = readFileSync(path.join(root, 'examples/webserver/task-definition.json'), 'utf8');
  const middle = whole.indexOf('\n', whole.length / 2);
  const broken = ['"', '{', '}', ']', '"a": ', ', ,', ' // note', '${X}'].map(
    (typed) => whole.slice(0, middle) + typed + whole.slice(middle),
  );
  for (const text of [whole, ...broken, whole.slice(0, middle), `${whole.slice(middle)}${whole}`]) {
    const document = parseDocument(text, { expected: true });
    for (let offset = 0; offset <= text.length; offset++)
      assert.deepEqual(
        cursorAt(text, offset, nearby(document, offset)),
        cursorAt(text, offset),
        mark(text, [{ offset, length: 0 }]),
      );
  }
});
