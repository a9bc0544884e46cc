// Makes dist/taskdef.vsix from the bundles in dist/: offline, nothing but what .vscodeignore allows.
import { createVSIX } from '@vscode/vsce';
import { statSync } from 'node:fs';
import { ensureBuilt } from './lib/fresh.mjs';
import { root, vsixFile } from './lib/paths.mjs';

await ensureBuilt();
// Relative links in the readme stay as they are: there is no public repository to point them at.
await createVSIX({
  cwd: root,
  packagePath: vsixFile,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
console.log(`dist/taskdef.vsix, ${Math.round(statSync(vsixFile).size / 1000)} kB`);
