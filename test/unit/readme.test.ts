import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../support/root';

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
}

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;

for (const page of ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md']) {
  test(`${page} links to what exists`, () => {
    const text = readFileSync(path.join(root, page), 'utf8');
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map((match) => match[1]!);
    for (const target of targets) assert.ok(existsSync(path.join(root, path.dirname(page), target)), target);
  });

  test(`${page} names scripts that exist`, () => {
    const text = readFileSync(path.join(root, page), 'utf8');
    const names = [...text.matchAll(/\bnpm run ([\w:]+)/g)].map((match) => match[1]!);
    for (const name of names) assert.ok(manifest.scripts[name], name);
  });
}

test('the readme names every setting', () => {
  const text = readFileSync(path.join(root, 'README.md'), 'utf8');
  for (const name of Object.keys(manifest.contributes.configuration.properties))
    assert.ok(text.includes(`\`${name}\``), name);
});
