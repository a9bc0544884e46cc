import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root';

/**
 * Compares a value with `test/golden/NAME`. `UPDATE_GOLDEN=1` (which `npm run derive` sets) writes the file instead, so
 * that a change is read in the diff. Text is compared as it is, anything else as JSON.
 */
export function matchesGolden(name: string, value: unknown): void {
  const file = path.join(root, 'test/golden', name);
  const actual = typeof value === 'string' ? value : `${JSON.stringify(value, undefined, 2)}\n`;
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(path.dirname(file), { recursive: true });
    if (!existsSync(file) || readFileSync(file, 'utf8') !== actual) writeFileSync(file, actual);
    return;
  }
  assert.ok(existsSync(file), `test/golden/${name} is missing; run the tests with UPDATE_GOLDEN=1 to write it`);
  assert.equal(actual, readFileSync(file, 'utf8'), `test/golden/${name} differs; UPDATE_GOLDEN=1 rewrites it`);
}
