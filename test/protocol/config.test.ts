import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeAction } from 'vscode-languageserver-types';
import { LspClient, type LspClientOptions, until } from '../support/lspClient';
import { temporaryFolder } from '../support/temporaryFolder';

const definition = '{"family":"a","containerDefinitions":[{"name":"a","image":"nginx","memory":64}]}';

interface Workspace {
  readonly client: LspClient;
  readonly uri: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  /** Writes a configuration, and tells the server as an editor that watches files does. */
  readonly configure: (text: string) => Promise<void>;
}

/** A server with a workspace folder on disk. */
async function workspace(t: TestContext, options: LspClientOptions = {}): Promise<Workspace> {
  const folder = temporaryFolder('protocol');
  const client = await LspClient.start({ ...options, folder });
  t.after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true });
  });
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  return {
    client,
    uri,
    write,
    configure: async (text) => {
      write('.taskdefrc.json', text);
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uri('.taskdefrc.json'), type: 1 }],
      });
    },
  };
}

const codes = async (client: LspClient, uri: string) =>
  (await client.diagnostics(uri)).map(({ code, severity }) => `${code} ${severity}`);

describe('.taskdefrc.json', () => {
  test('is found from the file upward, and wins over the settings of the editor', async (t) => {
    const { client, uri, write } = await workspace(t, { settings: { lint: { rules: { 'image-latest-tag': 'off' } } } });
    write('.taskdefrc.json', '{ "rules": { "image-latest-tag": "error" } }');
    await client.open(uri('task-definition.json'), definition);
    assert.ok((await codes(client, uri('task-definition.json'))).includes('image-latest-tag 1'));
  });

  test('is watched: a change on disk is followed, and the client asked to look again', async (t) => {
    const { client, uri, configure } = await workspace(t);
    const file = uri('task-definition.json');
    await client.open(file, definition);
    assert.ok((await codes(client, file)).includes('image-latest-tag 3'));
    await until(() => client.received.includes('client/registerCapability'), 'the watch');
    await configure('{ "rules": { "image-latest-tag": "off" } }');
    await until(() => client.received.includes('workspace/diagnostic/refresh'), 'the request to look again');
    assert.ok(!(await codes(client, file)).some((code) => code.startsWith('image-latest-tag')));
    await configure('{ "extends": "strict" }');
    await until(() => client.received.filter((each) => each === 'workspace/diagnostic/refresh').length > 1, 'another');
    assert.ok((await codes(client, file)).includes('image-latest-tag 2'));
  });

  test('is followed by a client that can neither watch nor ask: saving it in the editor is enough', async (t) => {
    const { client, uri, write } = await workspace(t, { capabilities: {} });
    const file = uri('task-definition.json');
    const pushed = () => client.pushed.get(file)?.diagnostics.map(({ code }) => code) ?? [];
    await client.open(file, definition);
    await until(() => pushed().includes('image-latest-tag'), 'the first diagnostics');
    write('.taskdefrc.json', '{ "rules": { "image-latest-tag": "off" } }');
    await client.connection.sendNotification('textDocument/didSave', {
      textDocument: { uri: uri('.taskdefrc.json') },
    });
    await until(() => !pushed().includes('image-latest-tag'), 'the diagnostics under the configuration');
  });

  test('is checked itself, at the place, with a fix', async (t) => {
    const { client, uri } = await workspace(t);
    const file = uri('.taskdefrc.json');
    await client.open(file, '{ "rules": { "privilegd": "loud" }, "extends": "./gone.json" } // ours', 'jsonc');
    assert.deepEqual(await codes(client, file), ['config-value 1', 'config-unknown-rule 2', 'config-extends 1']);
    const at = client.positionOf(file, 'privilegd', 2);
    const actions = await client.ask<CodeAction[]>('codeAction', file, {
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    assert.deepEqual(
      actions.map(({ title, edit }) => [title, edit?.changes?.[file]?.map(({ newText }) => newText)]),
      [['Change to "privileged"', ['e']]],
    );
    assert.deepEqual(await client.ask('documentSymbol', file), []);
  });

  test('leaves to an editor that knows the schema what the schema says', async (t) => {
    const { client, uri } = await workspace(t, { initializationOptions: { checksConfigurationSchema: true } });
    const file = uri('.taskdefrc.json');
    await client.open(file, '{ "rules": { "privilegd": "loud" }, "nothing": 1, }', 'jsonc');
    assert.deepEqual(await codes(client, file), ['config-unknown-rule 2']);
  });

  test('gives values to placeholders; the definition that is run has them, the text keeps them', async (t) => {
    const { client, uri, write } = await workspace(t);
    write(
      '.taskdefrc.json',
      '{ "launchType": "EC2", "values": { "IMAGE": "nginx", "MEMORY": 64 }, "rules": { "privileged": "off" } }',
    );
    const file = uri('task-definition.json');
    await client.open(file, definition.replace('nginx', '${IMAGE}').replace('64', '${MEMORY}'));
    const [latest] = (await client.diagnostics(file)).filter(({ code }) => code === 'image-latest-tag');
    assert.equal(client.text(file).getText(latest?.range), '"${IMAGE}"');
    assert.deepEqual(await client.connection.sendRequest('taskdef/runnable', { uri: file }), {
      definition: JSON.parse(definition) as unknown,
      errors: 0,
      severities: { privileged: 'off' },
      launchType: 'EC2',
    });
  });

  test('names task definitions, and so do the settings of the editor', async (t) => {
    const { client, uri, write } = await workspace(t, { settings: { files: ['mine/*.json'] } });
    write('.taskdefrc.json', '{ "files": ["theirs/*.json"] }');
    const halfTyped = '{"cpu":"256"}';
    for (const [name, served] of [
      ['theirs/a.json', true],
      ['mine/a.json', true],
      ['others/a.json', false],
    ] as const) {
      await client.open(uri(name), halfTyped, 'json');
      assert.equal((await client.diagnostics(uri(name))).length > 0, served, name);
    }
    const named = (name: string) => client.connection.sendRequest<boolean>('taskdef/named', { uri: uri(name) });
    assert.deepEqual([await named('theirs/b.json'), await named('others/b.json')], [true, false]);
  });
});

describe('a rule is turned off', () => {
  const titles = (actions: readonly CodeAction[]) =>
    actions.map(({ title }) => title).filter((title) => /off|Disable/.test(title));
  const ask = (client: LspClient, file: string) => {
    const at = client.positionOf(file, '"nginx"', 1);
    return client.ask<CodeAction[]>('codeAction', file, {
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
  };

  test('in strict JSON by the configuration only, which is made where there is none', async (t) => {
    const { client, uri } = await workspace(t);
    const file = uri('task-definition.json');
    await client.open(file, definition);
    const actions = await ask(client, file);
    assert.deepEqual(titles(actions), ['Turn image-latest-tag off in .taskdefrc.json']);
    assert.deepEqual(actions.find(({ title }) => title.startsWith('Turn'))?.edit?.documentChanges, [
      { kind: 'create', uri: uri('.taskdefrc.json'), options: { ignoreIfExists: true } },
      {
        textDocument: { uri: uri('.taskdefrc.json'), version: null },
        edits: [
          {
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
            newText: '{\n  "rules": {\n    "image-latest-tag": "off"\n  }\n}\n',
          },
        ],
      },
    ]);
  });

  test('in one that is there with its comments kept, as it stands in the editor', async (t) => {
    const { client, uri, write } = await workspace(t);
    const before = '{\n  // ours\n  "rules": {\n    "privileged": "off" // they need it\n  }\n}\n';
    write('.taskdefrc.json', '{}');
    await client.open(uri('.taskdefrc.json'), before, 'jsonc');
    const file = uri('task-definition.jsonc');
    await client.open(file, definition);
    const actions = await ask(client, file);
    assert.deepEqual(titles(actions), [
      'Disable image-latest-tag for this line',
      'Turn image-latest-tag off in .taskdefrc.json',
    ]);
    const edits = actions.at(-1)?.edit?.changes?.[uri('.taskdefrc.json')] ?? [];
    const text = client.text(uri('.taskdefrc.json'));
    const after = edits.reduceRight(
      (current, { range, newText }) =>
        current.slice(0, text.offsetAt(range.start)) + newText + current.slice(text.offsetAt(range.end)),
      before,
    );
    assert.equal(
      after,
      '{\n  // ours\n  "rules": {\n    "privileged": "off", // they need it\n    "image-latest-tag": "off"\n  }\n}\n',
    );
  });
});
