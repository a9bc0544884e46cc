import { ensureBuilt, isFresh } from './fresh.mjs';
import { root, vsixFile } from './paths.mjs';

/** What decides the contents of the package, besides what the build makes. */
const parts = ['dist', 'schemas', 'syntaxes', 'resources', 'l10n', 'package.json', 'README.md', '.vscodeignore'];

/** Makes the .vsix when what goes into it is newer: offline, bundled, nothing but what .vscodeignore allows. */
export async function ensurePackaged() {
  await ensureBuilt();
  if (isFresh(['dist/taskdef.vsix'], parts)) return;
  const { createVSIX } = await import('@vscode/vsce');
  // Relative links in the readme stay as they are: there is no public repository to point them at.
  await createVSIX({
    cwd: root,
    packagePath: vsixFile,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}
