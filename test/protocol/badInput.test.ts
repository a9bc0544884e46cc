import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { maximumLength } from '../../server/document/parse';
import { LspClient } from '../support/lspClient';
import { workedBy } from '../support/workedBy';

/** A definition of so many characters, all of them containers. */
function atMost(length: number): string {
  const container = '{"name":"a","image":"b"},\n';
  const rest = '{"containerDefinitions":[{}]}';
  const text = rest.replace('{}', container.repeat(Math.floor((length - rest.length) / container.length)) + '{}');
  assert.ok(text.length <= length && text.length > length - 100);
  return text;
}

/** Each of these is opened, edited and asked about in every way. */
const inputs: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a bracket', '{'],
  ['half-typed', '{"family":"a","containerDefinitions":[{"name":'],
  ['a quote', '{"family":"'],
  ['10 MB', `{"family":"${'x'.repeat(10 * 1024 * 1024)}"}`],
  ['10 MB of members', `{${'"family":"a",\n'.repeat(750_000)}"cpu":"1"}`],
  ['just below what is read', atMost(maximumLength)],
  ['10,000 lists', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['10,000 objects in a definition', `{"containerDefinitions":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`],
  ['300 levels', `{"family":"a","containerDefinitions":${'['.repeat(300)}${']'.repeat(300)}}`],
  ['binary', '\u0000\u0001\u0002{"family":\u0000}'],
  ['lone surrogates', '{"family":"\ud800","containerDefinitions":[{"name":"\udc00\ud800","image":"\ud83d"}]}'],
  [
    'lone surrogates where links begin',
    '{"taskRoleArn":"arn:aws:iam::123456789012:role/\ud800","containerDefinitions":[{"name":"a","image":"b","secrets":[{"name":"S","valueFrom":"arn:aws:ssm:eu-west-1:123456789012:parameter/\ud800"}],"environmentFiles":[{"type":"s3","value":"arn:aws:s3:::b/\udc00.env"}],"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"\ud800","awslogs-region":"eu-west-1"}}}]}',
  ],
  ['a byte order mark', '\uFEFF{"family":"a","containerDefinitions":[]}'],
  ['CRLF', '{\r\n"family":"a",\r\n"containerDefinitions":[\r\n]\r\n}'],
  ['line separators', '{"family":"a\u2028b","containerDefinitions":[]}'],
  ['repeated names', '{"family":"a","family":"b","family":1,"containerDefinitions":[],"containerDefinitions":[{}]}'],
  [
    'names of Object',
    '{"__proto__":{"family":1},"constructor":[],"toString":"","containerDefinitions":[{"__proto__":1}]}',
  ],
  [
    'wrong types everywhere',
    '{"family":[],"containerDefinitions":{"a":1},"volumes":"x","cpu":{},"memory":[[]],"tags":true}',
  ],
  ['nulls', '{"family":null,"containerDefinitions":[null,{"name":null,"image":null}],"volumes":[null]}'],
  ['no JSON at all', 'family: web\ncontainerDefinitions:\n  - name: a\n'],
  ['a template', '{"family":"a","cpu":{{cpu}},"containerDefinitions":[{{#each c}}{"name":"{{name}}"}{{/each}}]}'],
  ['placeholders without an end', `{"family":"${'${A{{B<C'.repeat(8000)}","containerDefinitions":[]}`],
  ['many links', `{"containerDefinitions":[{"name":"a","links":[${'"b:c",'.repeat(10_000)}""]}]}`],
  ['many containers', `{"family":"a","containerDefinitions":[${'{"name":"a","image":"b"},'.repeat(2000)}{}]}`],
];

const somewhere = { start: { line: 0, character: 5 }, end: { line: 0, character: 9 } };
const beyond = { start: { line: 99_999, character: 9999 }, end: { line: 999_999, character: 0 } };
const everything = { start: { line: 0, character: 0 }, end: beyond.end };

/** Every request about a document, with what it needs beside the document. */
const requests = (range: typeof somewhere): readonly (readonly [string, object])[] => [
  ['diagnostic', {}],
  ['completion', { position: range.end }],
  ['hover', { position: range.start }],
  ['definition', { position: range.start }],
  ['references', { position: range.start, context: { includeDeclaration: true } }],
  ['documentHighlight', { position: range.start }],
  ['prepareRename', { position: range.start }],
  ['documentSymbol', {}],
  ['documentLink', {}],
  ['foldingRange', {}],
  ['selectionRange', { positions: [range.start] }],
  ['formatting', { options: { tabSize: 2, insertSpaces: true } }],
  ['rangeFormatting', { range, options: { tabSize: 2, insertSpaces: true } }],
  ['codeAction', { range, context: { diagnostics: [] } }],
  ['codeAction', { range, context: { diagnostics: [], only: ['source.fixAll'] } }],
  ['codeLens', {}],
  ['inlayHint', { range: everything }],
];

/** Milliseconds that the server may work on one answer. */
const patience = 1000;

/** Of so many attempts, unless one of them is quick enough: threads that collect garbage cost more on a busy machine. */
async function quickestOf(attempts: number, client: LspClient, ask: () => Promise<unknown>): Promise<number> {
  const start = workedBy(client.process);
  await ask();
  const took = workedBy(client.process) - start;
  return took <= patience || attempts === 1 ? took : Math.min(took, await quickestOf(attempts - 1, client, ask));
}

describe('bad input', () => {
  let client: LspClient;
  before(async () => (client = await LspClient.start()));
  after(async () => assert.equal(await client.stop(), 0));

  for (const [index, [title, text]] of inputs.entries()) {
    test(`${title}: every request is answered, in time`, async () => {
      const uri = `file:///bad/${index}/task-definition.json`;
      await client.open(uri, text);
      await client.diagnostics(uri); // the first answer includes reading the text from the pipe
      const slow: string[] = [];
      for (const [method, params] of [...requests(somewhere), ...requests(beyond), ...requests(everything)]) {
        const took = await quickestOf(3, client, () => client.ask(method, uri, params));
        if (took > patience) slow.push(`${method}: ${Math.round(took)} ms`);
      }
      assert.deepEqual(slow, []);
      await client.close(uri);
    });
  }

  test('a change of a document that is not open, and a request about one', async () => {
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: 'file:///none.json', version: 2 },
      contentChanges: [{ text: '{}' }],
    });
    assert.deepEqual(await client.diagnostics('file:///none.json'), []);
  });

  test('a change whose range is beyond the text', async () => {
    const uri = 'file:///bad/range/task-definition.json';
    await client.open(uri, '{"family":"a"}');
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: beyond, text: ' ' }],
    });
    assert.equal((await client.ask<unknown[]>('documentSymbol', uri)).length, 1);
  });

  test('a method nobody knows is refused, and the server goes on', async () => {
    await assert.rejects(client.connection.sendRequest('textDocument/nonsense', {}));
    assert.deepEqual(await client.diagnostics('file:///none.json'), []);
  });

  test('nothing was thrown', () => assert.deepEqual(client.logged, []));
});
