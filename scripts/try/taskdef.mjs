// The commands of the trial: printed as a person would type them, run as dist/cli.js.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { onEnd, Problem } from '../lib/ending.mjs';
import { root } from '../lib/paths.mjs';

const cli = path.join(root, 'dist/cli.js');
const graceMs = 40_000; // a container has 30 s to stop

/** Prints a command line. */
export const say = (command) => console.log(`\n$ ${command}`);

/** Runs a command to its end and fails when it does not end as expected. Resolves with what it printed. */
export async function taskdef(args, { expect = 0 } = {}) {
  const command = start(args);
  const { status, output } = await command.ended;
  if (status !== expect) throw new Problem(`"taskdef ${args[0]}" ended with status ${status}; expected was ${expect}.`);
  return output;
}

/**
 * Starts a command in a process group of its own, so that Ctrl-C reaches only this script, which then ends it in
 * order. `seen` resolves with the first match in what it prints, or rejects when it ends without.
 */
export function start(args) {
  say(['npx taskdef', ...args].join(' '));
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const looking = new Set();
  const read = (chunk) => {
    process.stdout.write(chunk);
    output += chunk;
    for (const look of looking) look();
  };
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', read);
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
  const forget = onEnd(async () => {
    child.kill('SIGINT');
    const late = setTimeout(() => child.kill('SIGINT'), graceMs);
    await ended;
    clearTimeout(late);
  });
  ended.then(forget, forget);
  const seen = (pattern) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match) resolve(match);
      };
      looking.add(look);
      look();
      ended.then(() => reject(new Problem(`"taskdef ${args[0]}" ended too early.`)), reject);
    });
  return { ended, seen, interrupt: () => child.kill('SIGINT') };
}
