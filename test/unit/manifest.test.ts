import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { credentialsSources, portConflicts, pullBehaviours } from '../../client/runner/choices';
import { readSettings } from '../../client/settings';
import { isTaskDefinitionName } from '../../server/index';
import { defaultSettings, readSettings as readServerSettings } from '../../server/lsp/settings';
import { root } from '../support/root';

interface MenuEntry {
  readonly command?: string;
  readonly when?: string;
}

interface Property {
  readonly type: string;
  readonly default: unknown;
  readonly scope?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownDescription?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string; readonly enablement?: string }[];
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when: string; readonly contents: string }[];
    readonly languages: readonly { readonly id: string; readonly filenamePatterns?: readonly string[] }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
    readonly problemMatchers: readonly { readonly pattern: { readonly regexp: string } }[];
  };
}

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const manifestText = read('package.json');
const manifest = JSON.parse(manifestText) as Manifest;
const words = JSON.parse(read('package.nls.json')) as Record<string, string>;
const { commands, keybindings, menus, views, viewsWelcome, configuration } = manifest.contributes;

/** The extension's own sources, by path. */
const sources = readdirSync(path.join(root, 'client'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/^(cli|runner)\//.test(file))
  .map((file) => read(`client/${file}`));

const matches = (pattern: RegExp, texts: readonly string[]) =>
  new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')));

const inManifest = new Set(commands.map(({ command }) => command));

describe('commands', () => {
  test('of the manifest are those of the code', () => {
    const defined = matches(/define(?:Task)?Command\(\{\s*id: '([^']+)'/g, sources);
    assert.deepEqual([...defined].sort(), [...inManifest].sort());
  });

  test('are found in the palette under one category', () => {
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['ECS']);
  });

  test('that keys, menus, welcome texts and code name exist', () => {
    const named = [
      ...keybindings.map(({ command }) => command),
      ...Object.values(menus).flatMap((entries) => entries.flatMap(({ command }) => command ?? [])),
      ...matches(/\(command:(taskdef\.[\w.]+)/g, Object.values(words)),
      ...matches(/command: '(taskdef\.[^']+)'/g, sources),
    ];
    for (const command of named) assert.ok(inManifest.has(command), `${command} is not in the manifest`);
  });

  test('on keys of the editor leave them alone in other files, and while something is debugged', () => {
    for (const { key, when } of keybindings) {
      assert.match(when, /editorLangId == ecs-task-definition/, key);
      assert.match(when, /!inDebugMode/, key);
    }
  });

  test('that run what a folder says are off while the folder is not trusted', () => {
    const runs = ['run', 'runWith', 'runAgain', 'debug', 'watch', 'attach'].map((name) => `taskdef.task.${name}`);
    for (const { command, enablement } of commands)
      assert.equal(enablement, runs.includes(command) ? 'isWorkspaceTrusted' : undefined, command);
    for (const { command = '', when } of [...keybindings, ...Object.values(menus).flat()])
      assert.equal(
        when?.endsWith('isWorkspaceTrusted') || when?.includes('isWorkspaceTrusted && '),
        runs.includes(command),
      );
  });
});

describe('menus and views', () => {
  /** Keys of VS Code's own (code.visualstudio.com/api/references/when-clause-contexts) and, from the code, ours. */
  const known = new Set([
    'view',
    'viewItem',
    'isWorkspaceTrusted',
    'remoteName',
    'resourceLangId',
    'editorLangId',
    ...matches(/problemKey = '([^']+)'/g, sources),
  ]);
  const clauses = [
    ...Object.values(menus).flatMap((entries) => entries.flatMap(({ when }) => when ?? [])),
    ...viewsWelcome.map(({ when }) => when),
    ...Object.values(views).flatMap((list) => list.flatMap(({ when }) => when ?? [])),
    ...commands.flatMap(({ enablement }) => enablement ?? []),
  ];

  test('ask only for context keys that exist', () => {
    for (const clause of clauses) {
      const keys = clause
        .replaceAll(/=~ \/.*?\/i?/g, '')
        .replaceAll(/[=!]= ('[^']*'|[\w.-]+)/g, '')
        .split(/&&|\|\||!|\(|\)/)
        .map((key) => key.trim())
        .filter((key) => key !== '');
      for (const key of keys) assert.ok(known.has(key), `${key} in "${clause}"`);
    }
  });

  test('ask only for views, languages and abilities that exist', () => {
    const ids = new Set(Object.values(views).flatMap((list) => list.map(({ id }) => id)));
    const languages = new Set([...manifest.contributes.languages.map(({ id }) => id), 'json']);
    const abilities = /export type Ability =\s+([^;]+);/.exec(read('client/clusters/resource.ts'))?.[1] ?? '';
    for (const clause of clauses) {
      for (const view of matches(/\bview == ([\w.]+)/g, [clause])) assert.ok(ids.has(view), clause);
      for (const id of matches(/LangId == ([\w-]+)/g, [clause])) assert.ok(languages.has(id), clause);
      for (const ability of matches(/viewItem =~ \/\\b(\w+)\\b\//g, [clause])) {
        assert.ok(abilities.includes(`'${ability}'`), clause);
      }
    }
    for (const { view } of viewsWelcome) assert.ok(ids.has(view), view);
  });

  test('stand at views that the code fills', () => {
    const ids = Object.values(views).flatMap((list) => list.map(({ id }) => id));
    for (const id of ids)
      assert.ok(
        sources.some((source) => source.includes(`'${id}'`)),
        id,
      );
  });

  test('offer every ability a resource can have', () => {
    const type = /export type Ability =\s+([^;]+);/.exec(read('client/clusters/resource.ts'))?.[1] ?? '';
    const offered = matches(/viewItem =~ \/\\b(\w+)\\b\//g, clauses);
    assert.deepEqual([...matches(/'(\w+)'/g, [type])].sort(), [...offered].sort());
  });

  test('welcome whatever problem the view can have', () => {
    const kinds = matches(/code === '([\w-]+)'/g, [read('client/views/welcome.ts')]).add('other');
    const welcomed = matches(
      /engineProblem == '([\w-]+)'/g,
      viewsWelcome.map(({ when }) => when),
    );
    assert.deepEqual([...welcomed].sort(), [...kinds].sort());
  });
});

describe('settings', () => {
  const section = 'taskdef.';
  const properties = Object.entries(configuration.properties).map(
    ([name, property]) => [name.slice(section.length), property] as const,
  );
  const asked = new Set<string>();
  const inClient = readSettings({
    get: (key: string) => {
      asked.add(key);
      return configuration.properties[section + key]?.default;
    },
  });
  /** vscode-languageclient reads this one itself, by the client's id. */
  const byLibrary = ['trace.server'];

  test('are all read, and none is read that does not exist', () => {
    const inServer = Object.entries(defaultSettings).flatMap(([group, values]) =>
      Object.keys(values as object).map((name) => `${group}.${name}`),
    );
    const names = properties.map(([name]) => name);
    assert.deepEqual([...asked, ...inServer, ...byLibrary].sort(), names.sort());
  });

  test('have the same defaults in the manifest and in the code', () => {
    const none = (() => undefined) as Parameters<typeof readSettings>[0]['get'];
    assert.deepEqual(inClient, readSettings({ get: none }));
    const nested: Record<string, Record<string, unknown>> = {};
    for (const [name, property] of properties) {
      const [group = '', key = ''] = name.split('.');
      nested[group] = { ...nested[group], [key]: property.default };
    }
    assert.deepEqual(readServerSettings(nested), defaultSettings);
  });

  test('offer the values the code knows', () => {
    assert.deepEqual(configuration.properties['taskdef.docker.pull']?.enum, pullBehaviours);
    assert.deepEqual(configuration.properties['taskdef.run.portConflict']?.enum, portConflicts);
    assert.deepEqual(configuration.properties['taskdef.aws.credentials']?.enum, credentialsSources);
  });

  for (const [name, property] of properties) {
    test(`${name} is described and scoped`, () => {
      assert.ok(property.markdownDescription);
      assert.ok(property.scope);
      assert.equal(property.enumDescriptions?.length, property.enum?.length);
    });
  }

  test('that choose the engine and whose credentials are used are the machine’s, not a folder’s', () => {
    assert.equal(configuration.properties['taskdef.docker.endpoint']?.scope, 'machine');
    for (const whose of ['credentials', 'profile'])
      assert.equal(configuration.properties[`taskdef.aws.${whose}`]?.scope, 'machine', whose);
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ['taskdef.docker.endpoint']);
  });
});

describe('words', () => {
  const keys = matches(/"%([\w.-]+)%"/g, [manifestText]);

  test('of the manifest are all in package.nls.json, and no others', () => {
    assert.deepEqual([...keys].sort(), Object.keys(words).sort());
  });

  test('that a person sees do not stand in the manifest itself', () => {
    const shown = matches(/"(?:title|description|markdownDescription|contents|label)": "([^%"][^"]*)"/g, [
      manifestText.slice(manifestText.indexOf('"contributes"')),
    ]);
    assert.deepEqual([...shown], ['ECS', 'Taskdef']);
  });
});

describe('file names', () => {
  const patterns =
    manifest.contributes.languages.find(({ id }) => id === 'ecs-task-definition')?.filenamePatterns ?? [];
  const escaped = (text: string) => text.replaceAll('.', '\\.');
  /** As VS Code reads them: `*` is anything in a name, case does not count. */
  const expressions = patterns.map((pattern) => new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`, 'i'));
  const names = [
    'task-definition.json',
    'TaskDef.json',
    'taskdef.jsonc',
    'my-task_definition-prod.json',
    'ecs-task-def.dev.JSON',
    'task.json',
    'taskdef.yaml',
    'definition.json',
  ];
  for (const name of names) {
    test(`${name} is judged alike by VS Code and by the server`, () => {
      assert.equal(
        expressions.some((expression) => expression.test(name)),
        isTaskDefinitionName(name),
      );
    });
  }
});

describe('files the manifest names', () => {
  test('exist', () => {
    for (const file of matches(/"\.?\/?((?:resources|syntaxes|l10n)(?:\/[^"]+)?)"/g, [manifestText])) {
      assert.ok(existsSync(path.join(root, file)), file);
    }
  });
});

describe('the problem matcher', () => {
  test('reads what `taskdef check` prints', () => {
    const expression = new RegExp(manifest.contributes.problemMatchers[0]?.pattern.regexp ?? '');
    const line =
      'examples/a.json:3:52: error: This must be a whole number (a JSON number), not text. (integer-expected)';
    assert.deepEqual(expression.exec(line)?.slice(1), [
      'examples/a.json',
      '3',
      '52',
      'error',
      'This must be a whole number (a JSON number), not text.',
      'integer-expected',
    ]);
  });
});
