import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  MarkupContent,
  Range,
  SelectionRange,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient } from '../support/lspClient';

const text = `{
  "family": "shop",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": "256",
  "memory": "8192",
  "containerDefinitions": [
    { "name": "db", "image": "postgres:16" },
    { "name": "web", "image": "nginx:1.27", "dependsOn": [{ "containerName": "db", "condition": "START" }] }
  ]
}
`;

const uri = 'file:///project/task-definition.json';

describe('editing a file through the built server', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
    await client.open(uri, text);
  });
  after(async () => assert.equal(await client.stop(), 0));

  const codes = async () => (await client.diagnostics(uri)).map(({ code }) => code);
  const textAfter = (edit: WorkspaceEdit | TextEdit[]) =>
    TextDocument.applyEdits(client.text(uri), Array.isArray(edit) ? edit : (edit.changes?.[uri] ?? []));

  test('a diagnostic names its rule, its page and its place', async () => {
    const found = (await client.diagnostics(uri)).find(({ code }) => code === 'fargate-cpu-memory-combination');
    assert.ok(found);
    assert.equal(found.source, 'ecs');
    assert.equal(found.severity, 1);
    assert.match(found.codeDescription!.href, /#fargate-cpu-memory-combination$/);
    assert.equal(client.text(uri).getText(found.range), '"8192"');
  });

  test('a fix puts it right', async () => {
    const [diagnostic] = (await client.diagnostics(uri)).filter(
      ({ code }) => code === 'fargate-cpu-memory-combination',
    );
    const actions = await client.ask<CodeAction[]>('codeAction', uri, {
      range: diagnostic!.range,
      context: { diagnostics: [diagnostic] },
    });
    const preferred = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(preferred?.edit);
    assert.equal(preferred.kind, 'quickfix');
    assert.deepEqual(preferred.diagnostics, [diagnostic]);
    assert.notEqual(textAfter(preferred.edit), text);
  });

  test('an incremental change is followed', async () => {
    await client.edit(uri, '"8192"', '"512"');
    assert.ok(!(await codes()).includes('fargate-cpu-memory-combination'));
    await client.edit(uri, '"512"', '"8192"');
    assert.ok((await codes()).includes('fargate-cpu-memory-combination'));
    await client.edit(uri, '"8192"', '"512"');
  });

  test('completion fits what is in the file', async () => {
    const items = await client.ask<CompletionItem[]>('completion', uri, { position: client.positionOf(uri, '512') });
    assert.deepEqual(
      items.map(({ label }) => label),
      ['512', '1024', '2048'],
    );
  });

  test('completion follows what is being typed', async () => {
    await client.edit(uri, '"cpu": "256",\n', '"cpu": "256",\n  "tas\n');
    const items = await client.ask<CompletionItem[]>('completion', uri, { position: client.positionOf(uri, 'tas', 3) });
    const item = items.find(({ label }) => label === 'taskRoleArn');
    assert.ok(item?.textEdit);
    await client.edit(uri, '"tas', item.textEdit.newText.replace('$1', 'role'));
    assert.match(client.text(uri).getText(), /"cpu": "256",\n {2}"taskRoleArn": "role",\n {2}"memory"/);
    await client.edit(uri, '  "taskRoleArn": "role",\n', '');
  });

  test('hover explains', async () => {
    const hover = await client.ask<Hover>('hover', uri, { position: client.positionOf(uri, '256') });
    assert.match((hover.contents as MarkupContent).value, /`256` = 0.25 vCPU/);
    assert.equal(client.text(uri).getText(hover.range), '"256"');
  });

  test('a name leads to its declaration, and is renamed with it', async () => {
    const position = client.positionOf(uri, '"db", "condition"', 1);
    const [declared] = await client.ask<Location[]>('definition', uri, { position });
    assert.deepEqual(declared?.range.start, client.positionOf(uri, 'db'));
    const found = await client.ask<Location[]>('references', uri, { position, context: { includeDeclaration: true } });
    assert.equal(found.length, 2);
    assert.equal((await client.ask<unknown[]>('documentHighlight', uri, { position })).length, 2);

    assert.deepEqual(await client.ask('prepareRename', uri, { position }), {
      range: {
        start: position,
        end: { line: position.line, character: position.character + 2 },
      },
      placeholder: 'db',
    });
    const edit = await client.ask<WorkspaceEdit>('rename', uri, { position, newName: 'store' });
    assert.equal(textAfter(edit), client.text(uri).getText().replaceAll('"db"', '"store"'));
  });

  test('a name that cannot be is refused with a reason', async () => {
    const position = client.positionOf(uri, '"db", "condition"', 1);
    await assert.rejects(client.ask('rename', uri, { position, newName: 'web' }), /already has the name "web"/);
  });

  test('structure: outline, folds, selection, links, hints, lens', async () => {
    const outline = await client.ask<DocumentSymbol[]>('documentSymbol', uri);
    const containers = outline.find(({ name }) => name === 'containerDefinitions')?.children;
    assert.deepEqual(
      containers?.map(({ name, detail }) => [name, detail]),
      [
        ['db', 'postgres:16'],
        ['web', 'nginx:1.27'],
      ],
    );
    const folds = await client.ask<FoldingRange[]>('foldingRange', uri);
    assert.deepEqual(folds[0], { startLine: 0, endLine: 9 });
    const [selection] = await client.ask<SelectionRange[]>('selectionRange', uri, {
      positions: [client.positionOf(uri, 'shop')],
    });
    assert.equal(client.text(uri).getText(selection!.range), 'shop');
    const links = await client.ask<DocumentLink[]>('documentLink', uri);
    assert.deepEqual(
      links.map(({ target }) => target),
      ['https://hub.docker.com/_/postgres', 'https://hub.docker.com/_/nginx'],
    );
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = await client.ask<InlayHint[]>('inlayHint', uri, { range: whole });
    assert.deepEqual(
      hints.map(({ label }) => label),
      ['0.25 vCPU', '0.5 GB'],
    );
    const [lens] = await client.ask<CodeLens[]>('codeLens', uri);
    assert.deepEqual(lens?.command?.arguments, [uri]);
  });

  test('formatting, whole and in part', async () => {
    await client.edit(uri, '"family": "shop"', '"family":"shop"');
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await client.ask<TextEdit[]>('rangeFormatting', uri, {
      range: { start: client.positionOf(uri, '"family"'), end: client.positionOf(uri, '"shop"', 6) },
      options,
    });
    assert.match(textAfter(edits), /^\{\n {2}"family": "shop",\n/);
    const all = textAfter(await client.ask<TextEdit[]>('formatting', uri, { options }));
    assert.match(all, /\{\n {6}"name": "db",\n {6}"image": "postgres:16"\n {4}\}/);
    await client.edit(uri, '"family":"shop"', '"family": "shop"');
  });

  test('what the Run command needs', async () => {
    interface Runnable {
      readonly definition?: { readonly family?: string };
      readonly errors: number;
      readonly firstError?: { readonly line: number; readonly message: string };
    }
    const good = await client.connection.sendRequest<Runnable>('taskdef/runnable', { uri });
    assert.equal(good.definition?.family, 'shop');
    assert.equal(good.firstError, undefined);
    assert.equal(good.errors, 0);

    await client.edit(uri, '"512"', '"8192"');
    const bad = await client.connection.sendRequest<Runnable>('taskdef/runnable', { uri });
    assert.equal(bad.errors, 1);
    assert.equal(bad.firstError?.line, client.positionOf(uri, '"8192"').line);
    await client.edit(uri, '"8192"', '"512"');

    assert.deepEqual(await client.connection.sendRequest('taskdef/runnable', { uri: 'file:///nowhere.json' }), {
      errors: 0,
    });
  });

  test('which capacities the file fits', async () => {
    interface Capacities {
      readonly capacities: readonly {
        readonly type: string;
        readonly fits: string;
        readonly inTheWay: readonly { readonly rule: string; readonly place: Range }[];
      }[];
    }
    const result = await client.connection.sendRequest<Capacities>('taskdef/capacities', { uri });
    assert.deepEqual(
      result.capacities.map(({ type, fits }) => `${type} ${fits}`),
      ['EC2 yes', 'FARGATE yes', 'EXTERNAL no', 'MANAGED_INSTANCES yes'],
    );
    const [obstacle] = result.capacities[2]!.inTheWay;
    assert.equal(client.text(uri).getText(obstacle!.place), '"awsvpc"');
    assert.equal(await client.connection.sendRequest('taskdef/capacities', { uri: 'file:///nowhere.json' }), null);
  });

  test('where the first of several members stands that the file has', async () => {
    const ask = (params: object) => client.connection.sendRequest<Range | null>('taskdef/place', params);
    const place = await ask({ uri, pointers: ['/containerDefinitions/1/memory', '/memory', '/cpu'] });
    assert.equal(client.text(uri).getText(place!), '"memory"');
    assert.equal(await ask({ uri, pointers: ['/volumes'] }), null);
    assert.equal(await ask({ uri: 'file:///nowhere.json', pointers: ['/cpu'] }), null);
  });

  test('which permissions the file implies', async () => {
    const ask = (params: object) =>
      client.connection.sendRequest<{ readonly text: string } | null>('taskdef/iamPermissions', params);
    const result = await ask({ uri, exec: true });
    assert.match(result!.text, /^\/\/ What task-definition\.json needs from IAM/);
    assert.match(result!.text, /ssmmessages:OpenDataChannel/);
    assert.doesNotMatch((await ask({ uri, exec: false }))!.text, /ssmmessages/);
    assert.equal(await ask({ uri: 'file:///nowhere.json', exec: false }), null);
  });

  test('what an error of AWS means', async () => {
    interface Explained {
      readonly explanations: readonly {
        readonly rule?: string;
        readonly places: readonly { readonly isCause: boolean; readonly place: Range }[];
      }[];
    }
    const ask = (params: object) => client.connection.sendRequest<Explained>('taskdef/explainError', params);
    const text = "An error occurred (ClientException): Invalid 'memory' setting for task.";
    const [explanation] = (await ask({ text, uri })).explanations;
    assert.equal(explanation?.rule, 'task-memory-unparseable');
    assert.equal(client.text(uri).getText(explanation.places[0]!.place), '"memory"');
    assert.deepEqual((await ask({ text })).explanations[0]?.places, []);
    assert.deepEqual(await ask({ text: 'nothing of the kind', uri: 'file:///nowhere.json' }), { explanations: [] });
  });

  test('nothing was logged', () => assert.deepEqual(client.logged, []));
});
