import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../support/root';

/** The cases of the runner by their groups, and how many each has. A test that plays one begins its title with it. */
const groups = { O: 23, S: 10, L: 12, R: 6, P: 12, V: 6, C: 12, E: 7, X: 8 } as const;

/** Played on the reducer or the plan, since an engine would add nothing but time. */
const withoutEngine = new Set('O12 O15 O16 O19 O21 O22 O23 L9 L11 L12 R1 R2 R3 R4 R6 C2 C3'.split(' '));

const all = Object.entries(groups).flatMap(([group, count]) =>
  Array.from({ length: count }, (_, index) => `${group}${index + 1}`),
);

/** The cases that titles of tests below a folder begin with: "X1: …", "O6, O7: …". */
function played(folder: string): Set<string> {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  const titles = files
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8'))
    .flatMap((source) => [...source.matchAll(/\b(?:test|describe)\(\s*['"`]((?:[A-Z]\d+(?:, )?)+): /g)]);
  return new Set(titles.flatMap(([, cases = '']) => cases.split(', ')));
}

test('there are 96 cases', () => assert.equal(all.length, 96));

test('every case is a test, on an engine unless it needs none', () => {
  const places = { engine: played('test/docker'), none: played('test/unit') };
  const missing = all.filter((one) => !places.engine.has(one) && !(withoutEngine.has(one) && places.none.has(one)));
  assert.deepEqual(missing, []);
});

test('the list of cases that need no engine names cases', () => {
  for (const one of withoutEngine) assert.ok(all.includes(one), one);
});
