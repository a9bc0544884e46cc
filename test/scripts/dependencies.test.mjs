import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../../scripts/lib/paths.mjs';

/** A checkout of its own, whose lockfile names one package. */
describe('packages of a checkout', () => {
  const place = mkdtempSync(path.join(os.tmpdir(), 'taskdef-dependencies-'));
  const lockfile = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };
  let ensureDependencies;

  before(async () => {
    cpSync(path.join(root, 'scripts'), path.join(place, 'scripts'), { recursive: true });
    writeFileSync(path.join(place, 'package-lock.json'), JSON.stringify(lockfile));
    ({ ensureDependencies } = await import(path.join(place, 'scripts/lib/dependencies.mjs')));
  });
  after(() => rmSync(place, { recursive: true }));

  test('are fine when they are what the lockfile names, whatever their dates', () => {
    mkdirSync(path.join(place, 'shared'));
    symlinkSync('shared', path.join(place, 'node_modules'));
    installed({ 'node_modules/a': { version: '1.0.0' } });
    assert.doesNotThrow(() => ensureDependencies());
  });

  test('are never installed through a link, which would empty what another checkout uses', () => {
    installed({ 'node_modules/a': { version: '0.9.0' } });
    assert.throws(() => ensureDependencies(), /node_modules is a link/);
    assert.equal(existsSync(path.join(place, 'shared/.package-lock.json')), true);
  });

  const installed = (packages) =>
    writeFileSync(path.join(place, 'shared/.package-lock.json'), JSON.stringify({ packages }));
});
