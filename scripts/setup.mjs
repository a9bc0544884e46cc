// Sets up what a bare machine lacks: packages, build, Docker engine, browser, VS Code. Quick when all is there.
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/ending.mjs';
import { ensureEngine } from './lib/engine.mjs';
import { ensureBuilt } from './lib/fresh.mjs';
import { ensureBrowser, ensureBusybox, ensureVsCode } from './lib/workbench.mjs';

await main(async () => {
  ensureDependencies();
  await ensureBuilt();
  await ensureBusybox();
  await ensureEngine();
  await ensureBrowser();
  ensureVsCode();
  console.log('Everything is set up.');
});
