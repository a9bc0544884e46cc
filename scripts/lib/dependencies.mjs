// node_modules as the lockfile says.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './ending.mjs';
import { root } from './paths.mjs';

const oldestNode = 20;

/** Installs the packages when there are none, or when the lockfile changed since. */
export function ensureDependencies() {
  if (Number(process.versions.node.split('.')[0]) < oldestNode)
    throw new Problem(`This needs Node ${oldestNode} or newer; this is ${process.version}.`);
  // npm writes this file at the end of every install, so half an install counts as none.
  const installed = path.join(root, 'node_modules/.package-lock.json');
  const lockfile = path.join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return;

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
