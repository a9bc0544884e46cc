// npm run bench: measures what the README promises, each ratio within one run, and writes docs/benchmarks.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/ending.mjs';
import { ensureBuilt } from './lib/fresh.mjs';
import { needs } from './lib/needs.mjs';
import { root } from './lib/paths.mjs';

await main(async () => {
  ensureDependencies();
  await ensureBuilt();
  for (const need of ['vsix', 'editor', 'compose']) await needs[need]();
  const { benchCheck } = await import('../out/test/bench/check.js');
  const { benchCompletion } = await import('../out/test/bench/completion.js');
  const { benchFive } = await import('../out/test/bench/five.js');
  const { benchGrowth } = await import('../out/test/bench/growth.js');
  const { benchHover } = await import('../out/test/bench/hover.js');
  const { benchLint } = await import('../out/test/bench/lint.js');
  const { benchLogs } = await import('../out/test/bench/logs.js');
  const { benchMemory } = await import('../out/test/bench/memory.js');
  const { benchStart } = await import('../out/test/bench/start.js');
  const { benchMetadata } = await import('../out/test/bench/metadata.js');
  const { benchEditor } = await import('./bench/editor.mjs');
  const { figures, page } = await import('./bench/page.mjs');

  const rows = figures({
    lint: await benchLint(),
    completion: await benchCompletion(),
    hover: await benchHover(),
    // Leaves megabytes behind, whose collection the others would pay for.
    growth: benchGrowth(),
    memory: await benchMemory(),
    check: benchCheck(),
    start: await benchStart(),
    five: await benchFive(),
    logs: { awslogs: await benchLogs('awslogs'), jsonFile: await benchLogs('json-file') },
    metadata: await benchMetadata(),
    editor: await benchEditor(),
  });
  writeFileSync(path.join(root, 'docs/benchmarks.md'), page(rows));
  for (const { what, result, target, isMet } of rows)
    console.log(`${isMet ? '✔' : '✖'} ${what}: ${result}${target && ` (${target})`}`);
  return rows.every(({ isMet }) => isMet) ? 0 : 1;
});
