import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Problem } from './ending.mjs';
import { ensureBuilt, isFresh } from './fresh.mjs';
import { root, vsixFile } from './paths.mjs';

const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
/** What decides the contents of the package, besides what the build makes. */
const parts = ['dist', 'schemas', 'syntaxes', 'resources', 'l10n', 'package.json', 'README.md', '.vscodeignore'];

/** Makes the .vsix when what goes into it is newer: offline, bundled, nothing but what .vscodeignore allows. */
export async function ensurePackaged() {
  await ensureBuilt();
  if (isFresh(['dist/taskdef.vsix'], parts)) return;
  // Relative links in the readme stay as they are: there is no public repository to point them at.
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsixFile];
  const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, 'package', ...options], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Problem(`The package could not be made:\n${stdout}${stderr}`);
}
