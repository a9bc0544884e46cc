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
    [
      'as the file is indented, whatever the options say',
      '{\n\t"family": "a","cpu": "256"\n}',
      { tabSize: 4, insertSpaces: true },
      '{\n\t"family": "a",\n\t"cpu": "256"\n}',
    ],
    [
      'as the options say, when the file is not of one mind',
      '{\n   "family": "a",\n "cpu": "256"\n}',
      { tabSize: 4, insertSpaces: true },
      '{\n    "family": "a",\n    "cpu": "256"\n}',
    ],
    [
      'placeholders stay, also those in braces',
      '{"family":"${F}","cpu":{{ cpu }},"memory":<MEMORY>}',
      twoSpaces,
      '{\n  "family": "${F}",\n  "cpu": {{ cpu }},\n  "memory": <MEMORY>\n}',
    ],
    [
      'a template with directives is not touched',
      '{"family":"f"{% if x %},"cpu":"1"{% endif %}}',
      twoSpaces,
      '{"family":"f"{% if x %},"cpu":"1"{% endif %}}',
    ],
    ['nor what no scanner reads', "{'fam  ily':'a','b':1}", twoSpaces, "{'fam  ily':'a','b':1}"],
    ['nor a text without an end, whatever stands before it', '000"{\n"family":1}', twoSpaces, '000"{\n"family":1}'],
    ['several final newlines become one', '{"family":"a"}\n\n\n', twoSpaces, '{\n  "family": "a"\n}\n'],
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
