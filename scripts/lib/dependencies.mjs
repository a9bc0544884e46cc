// node_modules as the lockfile says.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './ending.mjs';
import { root } from './paths.mjs';

const oldestNode = 20;
const modules = path.join(root, 'node_modules');

/** Installs the packages when there are none, or others than the lockfile names. */
export function ensureDependencies() {
  if (Number(process.versions.node.split('.')[0]) < oldestNode)
    throw new Problem(`This needs Node ${oldestNode} or newer; this is ${process.version}.`);
  if (isInstalled()) return;
  // npm would empty the folder behind a link, which is another checkout's.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Problem(
      'node_modules is a link to packages other than this lockfile names. Run "npm ci" where it points.',
    );

  console.log('Installing packages from npm …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, stderr } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Problem(`"npm ci" failed:\n${stderr.trim()}\nMend that, then run this again.`);
}

/** Compares contents, since git gives every file of a fresh checkout a new date. */
function isInstalled() {
  const note = path.join(modules, '.package-lock.json'); // npm writes it last, so half an install counts as none
  if (!existsSync(note)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = packages(note);
  return Object.entries(packages(path.join(root, 'package-lock.json'))).every(
    ([place, { version, optional }]) =>
      place === '' || installed[place]?.version === version || (optional && installed[place] === undefined),
  );
}
