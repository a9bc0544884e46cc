import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { matchesGolden } from '../support/golden';
import { root } from '../support/root';

/** Bytes: what a person downloads, and what is read before the first answer. The core is rules, schema and its prose. */
const budgets = {
  'dist/taskdef.vsix': 1_500_000,
  'dist/extension.js': 70_000,
  'dist/languageclient.js': 480_000,
  'dist/core.js': 450_000,
  'dist/server.js': 450_000,
};

describe('the package', () => {
  for (const [file, budget] of Object.entries(budgets)) {
    test(`${file} is below ${budget / 1000} kB`, () => {
      const { size } = statSync(path.join(root, file));
      assert.ok(size < budget, `${file} has ${size} bytes`);
    });
  }

  test('holds exactly the files we mean to ship', () => {
    const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
    const list = execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: root, encoding: 'utf8' });
    const files = list.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
    matchesGolden('package-files.txt', `${files.sort().join('\n')}\n`);
  });

  test('every picture of the readme is there', () => {
    const named = [...readFileSync(path.join(root, 'README.md'), 'utf8').matchAll(/\]\(([^):]+\.png)\)/g)];
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.map(([, file]) => file!).filter((file) => !existsSync(path.join(root, file))),
      [],
    );
  });
});
