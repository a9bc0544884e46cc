// Makes dist/taskdef.vsix.
import { statSync } from 'node:fs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/ending.mjs';
import { ensurePackaged } from './lib/packaged.mjs';
import { vsixFile } from './lib/paths.mjs';

await main(async () => {
  ensureDependencies();
  await ensurePackaged();
  console.log(`dist/taskdef.vsix, ${Math.round(statSync(vsixFile).size / 1000)} kB`);
});
