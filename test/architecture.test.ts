import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from './support/root';

/**
 * Who may import whom, as in docs/architecture.md. A room is a folder (or file) of ours; a package is named as in an
 * import. The first row whose room holds a file decides; what a row does not list is forbidden.
 */
const table: readonly { room: string; may: readonly string[] }[] = [
  { room: 'server/index.ts', may: ['server/'] },
  { room: 'server/protocol.ts', may: ['server/model/'] },
  { room: 'server/model/', may: [] },
  { room: 'server/document/', may: ['server/model/', 'jsonc-parser'] },
  // The shape rules are found by the schema: validate turns its errors into violations, which rules/define declares.
  {
    room: 'server/schema/',
    may: ['server/model/', 'server/document/', 'server/rules/define', 'schemas/', 'jsonc-parser'],
  },
  {
    room: 'server/rules/',
    may: ['server/model/', 'server/document/', 'server/schema/lookup', 'server/rules/', 'jsonc-parser'],
  },
  { room: 'server/lint/', may: ['server/model/', 'server/document/', 'server/schema/', 'server/rules/'] },
  // The rim of the room below: the terminal and the language server read the same way.
  { room: 'server/config/disk.ts', may: ['server/config/configurations', 'node:'] },
  {
    room: 'server/config/',
    may: ['server/model/', 'server/document/', 'server/rules/', 'server/lint/'],
  },
  {
    room: 'server/insight/',
    may: [
      'server/model/',
      'server/document/',
      'server/schema/lookup',
      'server/rules/',
      'server/lint/',
      'server/protocol',
    ],
  },
  {
    room: 'server/features/',
    may: [
      'server/config/',
      'server/model/',
      'server/document/',
      'server/schema/',
      'server/rules/',
      'server/lint/',
      'server/insight/',
      'server/protocol',
      'jsonc-parser',
      'vscode-languageserver-types',
      'vscode-languageserver-textdocument',
    ],
  },
  {
    room: 'server/lsp/',
    may: [
      'server/',
      'vscode-languageserver',
      'vscode-languageserver-textdocument',
      'vscode-languageserver-types',
      'node:',
    ],
  },
  { room: 'client/runner/dockerode/', may: ['client/runner/', 'dockerode', 'node:'] },
  // Reads `ecs.local.json`, which is no task definition: the server has no say in it.
  { room: 'client/runner/local/', may: ['client/runner/', 'server/index', 'jsonc-parser', 'node:'] },
  // The SDK is a bundle of its own: its types cost nothing, the rest is loaded when a task asks for credentials.
  { room: 'client/runner/', may: ['server/index', 'client/aws/', 'tar-stream', 'node:'] },
  {
    room: 'client/aws/',
    may: [
      '@aws-sdk/client-sts',
      '@aws-sdk/credential-provider-node',
      '@smithy/core/config',
      '@smithy/core/serde',
      '@smithy/signature-v4',
      'node:',
    ],
  },
  { room: 'client/clusters/', may: ['server/index', 'client/runner/', 'node:'] },
  {
    room: 'client/views/',
    may: ['client/clusters/', 'client/language', 'server/index', 'vscode', 'node:'],
  },
  {
    room: 'client/commands/',
    may: [
      'client/clusters/',
      'client/runner/',
      'client/views/',
      'client/language',
      'client/trust',
      'client/log',
      'client/settings',
      'server/index',
      'vscode',
      'node:',
    ],
  },
  {
    room: 'client/cli/',
    may: [
      'server/index',
      'client/runner/',
      'client/clusters/',
      'package.json',
      'commander',
      'tinyglobby',
      'ignore',
      'node:',
    ],
  },
  { room: 'client/', may: ['client/', 'server/index', 'vscode', 'vscode-languageclient', 'node:'] },
];

const sources = ['server', 'client'].flatMap((top) =>
  readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => `${top}/${file}`),
);

/** Every module a file names: imports, re-exports and dynamic imports, type-only ones too. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|\brequire\(\s*'([^']+)'\s*\)/g;
  return [...text.matchAll(pattern)].map((match) => {
    const name = match.slice(1).find((part) => part !== undefined) ?? '';
    return name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name).replace(/\.js$/, '') : name;
  });
}

const isWithin = (target: string, allowed: string): boolean =>
  target === allowed || target.startsWith(allowed.endsWith('/') || allowed.endsWith(':') ? allowed : `${allowed}/`);

describe('who may import whom', () => {
  for (const file of sources) {
    test(file, () => {
      const row = table.find(({ room }) => file === room || (room.endsWith('/') && file.startsWith(room)));
      assert.ok(row, 'no row of the table covers this file');
      const own = row.room.endsWith('/') ? [row.room] : [];
      for (const target of importsOf(file)) {
        assert.ok(
          [...own, ...row.may].some((allowed) => isWithin(target, allowed)),
          `${row.room} must not import ${target}`,
        );
      }
    });
  }

  test('the table finds a forbidden import', () => {
    assert.equal(isWithin('vscode-languageclient/node', 'vscode-languageclient'), true);
    assert.equal(isWithin('vscode-languageclient', 'vscode'), false);
    assert.equal(isWithin('server/model/units', 'server/model/'), true);
  });
});
