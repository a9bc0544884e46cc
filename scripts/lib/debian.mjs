// Debian packages: which are missing, and installing them where that is ours to do.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ask, canAsk } from './ask.mjs';
import { Problem } from './ending.mjs';

const isRoot = () => process.getuid?.() === 0;
const isDebian = () => existsSync('/etc/debian_version');

/**
 * Installs packages for a purpose that finishes the sentence "Missing for …". Root on Debian (a container, CI) is not
 * asked; another user at a terminal is, with the very command that would run; everybody else is told what to do.
 */
export async function installPackages(packages, purpose) {
  const command = `${isRoot() ? '' : 'sudo '}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const missing = `Missing for ${purpose}: ${packages.join(', ')}.`;
  if (!isDebian()) throw new Problem(`${missing}\nInstall what your system has in their place, then run this again.`);
  if (!isRoot() && !(canAsk() && (await ask(`${missing}\nRun "${command}"?`))))
    throw new Problem(`${missing}\nRun "${command}", then run this again.`);

  console.log(`Installing ${packages.join(', ')} for ${purpose} …`);
  apt(['update', '-q']);
  apt(['install', '-yq', '--no-install-recommends', ...packages]);
}

function apt(args) {
  const [command, ...rest] = [...(isRoot() ? [] : ['sudo']), 'apt-get', ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync(command, rest, {
    env,
    encoding: 'utf8',
    stdio: [isRoot() ? 'ignore' : 'inherit', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  const lines = `${stdout}${stderr}`.trim().split('\n').slice(-8).join('\n');
  throw new Problem(`"${command} ${rest.join(' ')}" failed:\n${lines}\nMend that, then run this again.`);
}
