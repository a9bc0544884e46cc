// Runs compiled tests of one folder below out/test with Node's own runner: node scripts/run-node-tests.mjs unit [name part]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export function runNodeTests(suite, { only = '', concurrency, timeout, env = {} } = {}) {
  const folder = path.join('out/test', suite);
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter((file) => file.endsWith('.test.js') && file.includes(only))
        .map((file) => path.join(folder, file))
        .sort()
    : [];
  if (files.length === 0) {
    console.error(`No compiled test in ${folder}${only && ` that matches "${only}"`}: run "npm run build" first.`);
    return 1;
  }
  const options = [
    ...(concurrency ? [`--test-concurrency=${concurrency}`] : []),
    ...(timeout ? [`--test-timeout=${timeout}`] : []),
  ];
  return (
    spawnSync(process.execPath, ['--test', ...options, ...files], { stdio: 'inherit', env: { ...process.env, ...env } })
      .status ?? 1
  );
}

if (process.argv[1]?.endsWith('run-node-tests.mjs'))
  process.exitCode = runNodeTests(process.argv[2], { only: process.argv[3] });
