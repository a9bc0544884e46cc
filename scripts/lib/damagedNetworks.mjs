// An engine that was killed while it made a network may have kept half of it, and never starts again for that.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** The engine's list of networks; it makes `bridge`, `host` and `none` anew where there is no list. */
const list = path.join('network', 'files', 'local-kv.db');

/**
 * Moves the list away where the log tells that the engine failed over it, beside itself, so that nothing is lost.
 * Returns where it is now, or undefined where the engine failed over something else.
 */
export function setAsideDamagedNetworks(log, dataRoot = '/var/lib/docker', execRoot = '/run/docker') {
  const from = path.join(dataRoot, list);
  const isDamaged = /^panic: /m.test(log) && /\blibnetwork\.\(\*controller\)\.reservePools\b/.test(log);
  if (!isDamaged || !existsSync(from)) return undefined;
  const to = `${from}.damaged`;
  renameSync(from, to);
  freeNamespaces(path.join(execRoot, 'netns'));
  return to;
}

/** Nobody would end those that the list knew, and they would go on answering at addresses that are given out again. */
function freeNamespaces(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    spawnSync('umount', ['-l', file], { stdio: 'ignore' });
    rmSync(file, { force: true });
  }
}
