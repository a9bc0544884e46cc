// What a stage needs before it can run; each is quick when it is there already.
import { ensureCompose, ensureEngine } from './engine.mjs';
import { ensureBuilt } from './fresh.mjs';
import { ensurePackaged } from './packaged.mjs';
import { ensureBrowser, ensureBusybox, ensureVsCode } from './workbench.mjs';

export const needs = {
  build: ensureBuilt,
  vsix: ensurePackaged,
  busybox: ensureBusybox,
  engine: ensureEngine,
  compose: ensureCompose,
  // Tests in the editor run tasks too.
  editor: async () => {
    await ensureBusybox();
    await ensureEngine();
    await ensureBrowser();
    ensureVsCode();
  },
};
