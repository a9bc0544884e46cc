import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-types';
import { LspClient } from '../support/lspClient';
import { root } from '../support/root';

const uri = 'file:///examples/webserver/task-definition.json';
const text = readFileSync(path.join(root, 'examples/webserver/task-definition.json'), 'utf8');
const severities = ['', 'error', 'warning', 'info', 'hint'];

describe('the example of the readme', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
    await client.open(uri, text);
  });
  after(async () => assert.equal(await client.stop(), 0));

  const summary = (diagnostics: readonly Diagnostic[]) =>
    diagnostics
      .map(({ severity, code, range }) => `${severities[severity!]} ${code} at ${client.text(uri).getText(range)}`)
      .sort();

  const actionsAt = async (diagnostic: Diagnostic) =>
    client.ask<CodeAction[]>('codeAction', uri, { range: diagnostic.range, context: { diagnostics: [diagnostic] } });

  test('has two errors, a warning, an advice and four hints', async () => {
    assert.deepEqual(summary(await client.diagnostics(uri)), [
      'error integer-expected at "100"',
      'error integer-expected at "99"',
      'hint fargate-runtime-platform-missing at "FARGATE"',
      'hint health-check-missing at "web"',
      'hint readonly-root-filesystem at "web"',
      'hint user-not-set at "web"',
      'info image-latest-tag at "nginx"',
      'warning log-configuration-missing at "web"',
    ]);
  });

  test('each of them has a fix that ends it and adds no error', async () => {
    const before = await client.diagnostics(uri);
    for (const diagnostic of before) {
      const [action] = (await actionsAt(diagnostic)).filter(
        ({ diagnostics }) => diagnostics?.[0]?.code === diagnostic.code,
      );
      assert.ok(action?.edit?.changes, String(diagnostic.code));
      const fixed = TextDocument.applyEdits(client.text(uri), action.edit.changes[uri]!);
      const copy = `file:///copy/${String(diagnostic.code)}/task-definition.json`;
      await client.open(copy, fixed);
      const left = await client.diagnostics(copy);
      const count = (list: readonly Diagnostic[]) => list.filter(({ code }) => code === diagnostic.code).length;
      assert.equal(count(left), count(before) - 1, fixed);
      const errors = (list: readonly Diagnostic[]) => list.filter(({ severity }) => severity === 1).length;
      assert.ok(errors(left) <= errors(before), fixed);
      await client.close(copy);
    }
  });

  test('fixing everything that is safe leaves no error', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const [action] = await client.ask<CodeAction[]>('codeAction', uri, {
      range,
      context: { diagnostics: [], only: ['source.fixAll.ecs'] },
    });
    const fixed = TextDocument.applyEdits(client.text(uri), action?.edit?.changes?.[uri] ?? []);
    assert.equal(fixed, text.replace('"100"', '100').replace('"99"', '99'));
    await client.edit(uri, '"100"', '100');
    await client.edit(uri, '"99"', '99');
    assert.ok((await client.diagnostics(uri)).every(({ severity }) => severity !== 1));
  });
});
