// Installs the pinned VS Code server into a cache folder named after what is pinned, and prints that folder.
// Running it again costs a fraction of a second. Uses Node's own modules only.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const inputs = ['package.json', 'package-lock.json', 'shims', 'install.mjs'];

/** Large parts that no test of ours needs, and extensions that miss something or want the internet. */
const unneeded = [
  ...['include', 'share'].map((folder) => `node_modules/node-linux-${process.arch}/${folder}`),
  ...[
    'copilot',
    'git',
    'github',
    'mermaid-markdown-features',
    'microsoft-authentication',
    'ms-vscode.js-debug',
    'ms-vscode.js-debug-companion',
    'ms-vscode.vscode-js-profile-table',
    'tunnel-forwarding',
  ].map((extension) => `node_modules/code-server/lib/vscode/extensions/${extension}`),
];

/** The folder of this very selection of packages: a changed pin makes another folder. */
export function vscodeHome() {
  const hash = createHash('sha256');
  const files = inputs.flatMap((input) =>
    statSync(path.join(here, input)).isDirectory()
      ? readdirSync(path.join(here, input), { recursive: true }).map((file) => path.join(input, file))
      : [input],
  );
  for (const file of files.sort()) {
    const full = path.join(here, file);
    if (statSync(full).isFile()) hash.update(file).update(readFileSync(full));
  }
  const cache =
    process.env.VSCODE_TEST_CACHE ??
    path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'vscode-under-test');
  return path.join(cache, hash.digest('hex').slice(0, 16));
}

export function install() {
  const home = vscodeHome();
  if (existsSync(home)) return home;

  const building = `${home}.${process.pid}`; // renamed when complete, so that half an install is never used
  try {
    for (const input of inputs) cpSync(path.join(here, input), path.join(building, input), { recursive: true });
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: building,
      stdio: ['ignore', 2, 2],
    });
    const vscode = path.join(building, 'node_modules/code-server/lib/vscode');
    checkPins(building, vscode);
    for (const folder of unneeded) rmSync(path.join(building, folder), { recursive: true, force: true });
    // The workbench asks for libraries by URL below lib/vscode/node_modules.
    symlinkSync('../../..', path.join(vscode, 'node_modules'));
    renameSync(building, home);
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    if (!existsSync(home)) throw error; // else another process was faster
  }
  return home;
}

/** Our lockfile pins what this VS Code loads; its own shrinkwrap says which versions those must be. */
function checkPins(building, vscode) {
  const { dependencies } = JSON.parse(readFileSync(path.join(building, 'package.json'), 'utf8'));
  const { packages } = JSON.parse(readFileSync(path.join(vscode, 'npm-shrinkwrap.json'), 'utf8'));
  for (const [name, version] of Object.entries(dependencies)) {
    const wanted = packages[`node_modules/${name}`]?.version;
    if (wanted && wanted !== version && !version.startsWith('file:'))
      throw new Error(`test/vscode/package.json: this VS Code wants ${name} ${wanted}, not ${version}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(install());
