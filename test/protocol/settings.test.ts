import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeAction, InlayHint } from 'vscode-languageserver-types';
import { readSettings } from '../../server/lsp/settings';
import { LspClient, type LspClientOptions, until } from '../support/lspClient';

const uri = 'file:///project/task-definition.json';
const rule = 'fargate-cpu-memory-combination';
const text = '{"family":"a","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"8192"}';

const pushOnly = { workspace: { configuration: true } };

async function withClient(options: LspClientOptions, use: (client: LspClient) => Promise<void>): Promise<void> {
  const client = await LspClient.start(options);
  try {
    await client.open(uri, text);
    await use(client);
  } finally {
    await client.stop();
  }
}

const severityOf = async (client: LspClient) =>
  (await client.diagnostics(uri)).find(({ code }) => code === rule)?.severity;

describe('settings', () => {
  test('a rule has the severity the person gave it', () =>
    withClient({ settings: { lint: { rules: { [rule]: 'hint' } } } }, async (client) => {
      assert.equal(await severityOf(client), 4);
    }));

  test('a bad value counts as not set', () =>
    withClient({ settings: { lint: { enable: 'yes', rules: { [rule]: 'loud' } }, inlayHints: 3 } }, async (client) => {
      assert.equal(await severityOf(client), 1);
    }));

  test('a change is followed, and the client is asked to look again', () =>
    withClient({}, async (client) => {
      assert.equal(await severityOf(client), 1);
      await client.changeSettings({ lint: { rules: { [rule]: 'off' } } });
      await until(() => client.received.includes('workspace/diagnostic/refresh'), 'refresh of diagnostics');
      await until(() => client.received.includes('workspace/inlayHint/refresh'), 'refresh of inlay hints');
      await until(() => client.received.includes('workspace/codeLens/refresh'), 'refresh of code lenses');
      assert.equal(await severityOf(client), undefined);
    }));

  test('checks, hints and lenses can be turned off', () =>
    withClient(
      { settings: { lint: { enable: false }, inlayHints: { enable: false }, codeLens: { enable: false } } },
      async (client) => {
        assert.deepEqual(await client.diagnostics(uri), []);
        const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
        assert.deepEqual(await client.ask<InlayHint[]>('inlayHint', uri, { range }), []);
        assert.deepEqual(await client.ask('codeLens', uri), []);
        const actions = await client.ask<CodeAction[]>('codeAction', uri, { range, context: { diagnostics: [] } });
        assert.deepEqual(
          actions.filter(({ kind }) => kind === 'quickfix' || kind === 'source.fixAll.ecs'),
          [],
        );
      },
    ));

  test('a client that cannot be asked tells them at the start, and later', () =>
    withClient(
      {
        capabilities: { textDocument: { diagnostic: {} } },
        initializationOptions: { lint: { rules: { [rule]: 'info' } } },
      },
      async (client) => {
        assert.equal(await severityOf(client), 3);
        await client.changeSettings({ lint: { rules: { [rule]: 'warning' } } });
        assert.equal(await severityOf(client), 2);
        assert.ok(!client.received.includes('workspace/configuration'));
      },
    ));

  test('whatever is sent, there are settings', () => {
    for (const sent of [undefined, null, 1, 'x', [], { lint: null }, { lint: [] }, { lint: { rules: [] } }]) {
      assert.deepEqual(readSettings(sent), readSettings({}), JSON.stringify(sent));
    }
  });
});

describe('diagnostics reach the client one way', () => {
  test('a client that asks is sent none', () =>
    withClient({}, async (client) => {
      await client.diagnostics(uri);
      await client.edit(uri, '8192', '4096');
      await client.diagnostics(uri);
      assert.equal(client.pushed.size, 0);
    }));

  test('a client that cannot ask is sent them, again after a change, and none after closing', () =>
    withClient({ capabilities: pushOnly }, async (client) => {
      const pushed = () => client.pushed.get(uri)?.diagnostics.map(({ code }) => code) ?? [];
      assert.equal(client.initialized.capabilities.diagnosticProvider, undefined);
      await until(() => pushed().includes(rule), 'the first diagnostics');
      await client.edit(uri, '8192', '512');
      await until(() => client.pushed.get(uri)?.version === 2, 'the diagnostics of the second version');
      assert.ok(!pushed().includes(rule));
      await client.edit(uri, '512', '8192');
      await until(() => pushed().includes(rule), 'the diagnostics of the third version');
      await client.changeSettings({ lint: { rules: { [rule]: 'off' } } });
      await until(() => !pushed().includes(rule), 'the diagnostics under the new settings');
      await client.close(uri);
      await until(() => pushed().length === 0, 'the empty list');
    }));
});

describe('which documents are served', () => {
  const stack = '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}';
  const fragment = text.replace('"family":"a",', '').replace('}', ''); // one telling member, and half-typed
  const cases = [
    ['the language says so', 'file:///a/x.json', 'ecs-task-definition', fragment, true],
    ['it looks like one', 'file:///a/x.json', 'json', text, true],
    ['it has the name of one', 'file:///a/task-definition.json', 'json', fragment, true],
    ['it is any JSON', 'file:///a/x.json', 'json', fragment, false],
    ['it is something else whatever its language', 'file:///a/x.json', 'ecs-task-definition', stack, false],
  ] as const;

  for (const [title, document, language, content, served] of cases) {
    test(`${title}: ${served ? 'served' : 'left alone'}`, () =>
      withClient({}, async (client) => {
        await client.open(document, content, language);
        assert.equal((await client.ask<unknown[]>('documentSymbol', document)).length > 0, served);
        assert.equal((await client.diagnostics(document)).length > 0, served);
      }));
  }
});
