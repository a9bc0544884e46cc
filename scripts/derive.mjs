// npm run derive: rewrites every file that is worked out from others. `--check` (a stage of npm test) writes nothing
// and fails when one differs. Golden files are compared by their own tests, which write them here.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/ending.mjs';
import { ensureBuilt } from './lib/fresh.mjs';
import { ensurePackaged } from './lib/packaged.mjs';
import { results, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const goldenSuites = ['unit', 'protocol', 'package'];

await main(async () => {
  ensureDependencies();
  await ensureBuilt();
  const { ecsLocalSchema } = await import('./derive/ecs-local-schema.mjs');
  const { l10nBundle } = await import('./derive/l10n-bundle.mjs');
  const { manifestFiles } = await import('./derive/manifest.mjs');
  const { rulesPage } = await import('./derive/rules-page.mjs');
  const { taskdefrcSchema } = await import('./derive/taskdefrc-schema.mjs');
  const derived = {
    'schemas/ecs-local.schema.json': ecsLocalSchema(),
    'schemas/taskdefrc.schema.json': taskdefrcSchema(),
    'docs/rules.md': rulesPage(),
    'l10n/bundle.l10n.json': l10nBundle(),
    ...manifestFiles(),
  };
  return process.argv.includes('--check') ? check(derived) : write(derived);
});

function check(derived) {
  const stale = Object.keys(derived).filter((file) => current(file) !== derived[file]);
  for (const file of stale) console.error(`${file} is out of date: run "npm run derive" and commit the result.`);
  return stale.length > 0 ? 1 : 0;
}

async function write(derived) {
  for (const [file, text] of Object.entries(derived)) {
    if (current(file) === text) continue;
    writeFileSync(path.join(root, file), text);
    console.log(file);
  }
  await ensurePackaged();
  mkdirSync(results, { recursive: true });
  let status = 0;
  for (const suite of goldenSuites) {
    const args = [path.join(root, 'scripts/run-node-tests.mjs'), suite];
    const { code, output } = await run(process.execPath, args, {
      cwd: root,
      env: { UPDATE_GOLDEN: '1' },
      log: path.join(results, `derive-${suite}.txt`),
    });
    if (code === 0) continue;
    console.error(`${suite}: some tests fail for another reason than their golden file.\n${output.slice(-2000)}`);
    status = 1;
  }
  return status;
}

function current(file) {
  const place = path.join(root, file);
  return existsSync(place) ? readFileSync(place, 'utf8') : undefined;
}
