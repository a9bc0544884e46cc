// Runs one command to its end, never longer than its limit, and leaves nothing of it behind.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { onEnd } from './ending.mjs';

/**
 * Resolves to { code, seconds, timedOut, output }. `log` names a file for the output, which is otherwise shown as it
 * comes. `limit` and `grace` (for the command's own clean-up after SIGTERM) are in seconds. The command leads a process
 * group, which is ended as a whole: when it is late, when this process ends, and after the command's own end.
 */
export async function run(command, args, { cwd, env = {}, log, limit = 600, grace = 8 } = {}) {
  const began = Date.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const forget = onEnd(() => endGroup(child, exited, grace));
  const file = log && createWriteStream(log);
  let output = '';
  const read = (data) => {
    output += data;
    (file ?? process.stdout).write(data);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);

  let timedOut = false;
  const late = setTimeout(() => {
    timedOut = true;
    void endGroup(child, exited, grace);
  }, limit * 1000);

  // 'exit', not 'close': a grandchild that keeps our pipe open must not keep us waiting.
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      read(`${error.message}\n`);
      resolve(127);
    });
    child.once('exit', (status, signal) => resolve(signal ? 1 : status));
  });
  await drained(child);
  clearTimeout(late);
  signalGroup(child.pid, 'SIGKILL');
  forget();
  child.stdout.destroy();
  child.stderr.destroy();
  if (timedOut) read(`\nStopped: not done within ${limit} s.\n`);
  file?.end();
  return { code: timedOut ? 124 : code, seconds: (Date.now() - began) / 1000, timedOut, output };
}

/** What was written before the end may still be in the pipe. */
const drained = (child) =>
  Promise.race([
    new Promise((resolve) => child.once('close', resolve)),
    new Promise((resolve) => setTimeout(resolve, 500)),
  ]);

async function endGroup(child, exited, grace) {
  signalGroup(child.pid, 'SIGTERM');
  await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, grace * 1000).unref())]);
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(pid, signal) {
  if (!pid) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // already gone
  }
}
