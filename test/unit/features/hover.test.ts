import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MarkupContent } from 'vscode-languageserver-types';
import { hover } from '../../../server/features/hover';
import { escapeMarkdown, inlineCode } from '../../../server/features/markdown';
import { markRanges, open } from '../../support/editor';
import { table } from '../../support/table';

const hovered = (text: string): string => {
  const { source, cursor } = open(text);
  const found = hover(source, cursor);
  return found ? (found.contents as MarkupContent).value : '';
};

const container = (members: string) => `{"containerDefinitions":[{${members}}]}`;

table('hover says', (text: string, expected: RegExp) => assert.match(hovered(text), expected), [
  ['what a member is', '{"net|workMode":"host"}', /\*\*`networkMode`\*\*: string\n\n.*owns a network interface/s],
  ['its default', '{"net|workMode":"host"}', /- Default: `"bridge"`/],
  ['its values', '{"net|workMode":"host"}', /- Values: `awsvpc`, `bridge`, `host`, `none`/],
  ['its limits', container('"healthCheck":{"inter|val":10}'), /- Default: `30`\n- From 5 to 300 s\n/],
  ['where it is accepted', container('"privi|leged":true'), /- Launch types: EC2, ECS Anywhere, Managed Instances\n/],
  ['that it is accepted everywhere', '{"fam|ily":"a"}', /- Launch types: all/],
  ['that it is required', '{"fam|ily":"a"}', /\*\*`family`\*\*: string, required/],
  ['its system', container('"linux|Parameters":{}'), /- Only on Linux/],
  [
    'where to read on, where it is from, and when that was',
    '{"fam|ily":"a"}',
    /\[AWS documentation\]\(https:\/\/docs\.aws\.[^)]+\) · ECS API Reference.*, read \d{4}-\d\d/,
  ],
  ['that it is gone', '{"inference|Accelerators":[]}', /\*\*Deprecated\.\*\*/],
  [
    'what the chosen value stands for',
    '{"networkMode":"ho|st"}',
    /^`host`: Containers share the network of the instance/,
  ],
  [
    'what a capability allows',
    container('"linuxParameters":{"capabilities":{"add":["NET_|ADMIN"]}}'),
    /^`NET_ADMIN`: Configure interfaces, routes and firewalls\.\n\n/,
  ],
  ['cpu units in vCPU', container('"cpu":10|24'), /^`1024` = 1 vCPU\n\n\*\*`cpu`\*\*: integer, cpu units/],
  ['vCPU in cpu units', '{"cpu":"0.25| vCPU"}', /^`0.25 vCPU` = 256 cpu units/],
  ['MiB in GB', '{"memory":"5|12"}', /^`512` = 0.5 GB/],
  ['seconds in minutes', container('"startTimeout":12|0'), /^`120` = 2 min/],
  [
    'which image a container runs that is referred to',
    '{"containerDefinitions":[{"name":"db","image":"postgres:16"},{"links":["d|b"]}]}',
    /^The container `db`: `postgres:16`\n/,
  ],
  [
    'the same inside describe output',
    '{"taskDefinition":{"containerDefinitions":[],"fam|ily":"a"}}',
    /\*\*`family`\*\*/,
  ],
  ['the same in a bare list', '[{"na|me":"a","image":"b"}]', /\*\*`name`\*\*/],
]);

table('hover is silent', (text: string) => assert.equal(hovered(text), ''), [
  ['between brackets', '{"containerDefinitions":[ | ]}'],
  ['on what nobody knows', '{"containerDefinitions":[],"unk|nown":1}'],
  ['in an empty file', '|'],
]);

test('hover stands on the name or the value', () => {
  const key = open('{"fam|ily":"a"}');
  assert.equal(markRanges(key, [hover(key.source, key.cursor)!.range!]), '{«"family"»:"a"}');
  const value = open('{"family":"|a"}');
  assert.equal(markRanges(value, [hover(value.source, value.cursor)!.range!]), '{"family":«"a"»}');
});

describe('nothing of a document becomes Markdown', () => {
  const hostile = '[x](command:y) **b** <img src=z> https://example.com `` ` ``';

  test('in code', () => {
    assert.equal(inlineCode(hostile), '``` [x](command:y) **b** <img src=z> https://example.com `` ` `` ```');
    assert.equal(inlineCode('a\n\n[b](c)'), '`a [b](c)`');
    assert.equal(inlineCode('`'), '`` ` ``');
    assert.equal(inlineCode(''), '` `');
    assert.ok(inlineCode('x'.repeat(5000)).length < 300);
  });

  test('in text', () => {
    assert.equal(escapeMarkdown('[a](command:b) *c* `d` <e>'), '\\[a\\](command:b) \\*c\\* \\`d\\` \\<e\\>');
    assert.equal(
      escapeMarkdown('https://a.example www.b.example c@d.example'),
      'https:\\//a.example www\\.b.example c\\@d.example',
    );
  });

  test('in a hover over a name of its own', () => {
    const value = hovered(container('"dockerLabels":{"https://example.com|[a](command:b)":"c"}'));
    assert.ok(value.startsWith('**`https://example.com[a](command:b)`**: string\n'), value);
  });

  test('in a hover over a reference', () => {
    const value = hovered(
      JSON.stringify({ containerDefinitions: [{ name: 'db', image: hostile }, { links: ['db'] }] }).replace(
        '"links":["db',
        '"links":["d|b',
      ),
    );
    assert.ok(value.startsWith(`The container \`db\`: ${inlineCode(hostile)}\n`), value);
  });
});
