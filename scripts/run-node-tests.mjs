// Runs compiled tests with Node's own runner, one folder (or file) of out/test: node scripts/run-node-tests.mjs unit [name part]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './lib/fresh.mjs';
import { root } from './lib/paths.mjs';

/**
 * Files at once, and the milliseconds one test may take. Node holds whole files to that limit too, so it leaves room for
 * the longest of them. Editor tests would disturb each other. Those of an engine's file run three or four at a time
 * already: two files at once would have the engine late for health checks and time limits of seconds.
 */
const habits = {
  unit: { concurrency: 2, timeout: 180_000 },
  fuzz: { concurrency: 2, timeout: 6 * 3_600_000 }, // as long as it is asked to
  protocol: { concurrency: 2, timeout: 120_000 },
  docker: { concurrency: 1, timeout: 900_000 },
  ui: { concurrency: 1, timeout: 600_000 },
};

export function runNodeTests(suite, only = '') {
  const files = testFiles(suite).filter((file) => file.includes(only));
  if (files.length === 0) {
    console.error(`No test in ${suite}${only && ` that matches "${only}"`}: run "npm run build" first.`);
    return 1;
  }
  const { concurrency, timeout } = habits[suite] ?? { concurrency: 1, timeout: 120_000 };
  const options = ['--test-reporter=spec', `--test-concurrency=${concurrency}`, `--test-timeout=${timeout}`];
  const { status } = spawnSync(process.execPath, ['--test', ...options, ...files], { cwd: root, stdio: 'inherit' });
  return status ?? 1;
}

/** Compiled ones, or those of the scripts, which are plain JavaScript. */
function testFiles(suite) {
  const compiled = path.join(root, 'out/test', suite);
  if (existsSync(`${compiled}.test.js`)) return [`${compiled}.test.js`];
  const place = suite === 'scripts' ? path.join(root, 'test/scripts') : compiled;
  if (!existsSync(place)) return [];
  return readdirSync(place, { recursive: true })
    .filter((file) => /\.test\.m?js$/.test(file))
    .map((file) => path.join(place, file))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [suite, only] = process.argv.slice(2);
  // Called by hand after an edit, it would otherwise test what was there before.
  if (suite !== 'scripts') await ensureBuilt();
  process.exitCode = runNodeTests(suite, only);
}
