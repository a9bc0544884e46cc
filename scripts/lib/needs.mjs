// What a stage needs before it can run; each is quick when it is there already.
import { ensureEngine } from './engine.mjs';
import { ensureBuilt } from './fresh.mjs';
import { ensurePackaged } from './packaged.mjs';
import { ensureBrowser, ensureBusybox, ensureVsCode } from './workbench.mjs';

export const needs = {
  build: ensureBuilt,
  vsix: ensurePackaged,
  busybox: ensureBusybox,
  engine: ensureEngine,
  // Tests in the editor run tasks too.
  editor: async () => {
    await ensureBusybox();
    await ensureEngine();
    await ensureBrowser();
    ensureVsCode();
  },
};
