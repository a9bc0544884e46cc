// A Docker engine for tests and trials: the one that answers, else one that we start and stop again.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setAsideDamagedNetworks } from './damagedNetworks.mjs';
import { installPackages } from './debian.mjs';
import { onEnd, Problem } from './ending.mjs';
import { engineState } from './engineState.mjs';
import { until } from './until.mjs';

const daemon = ['/usr/sbin/dockerd', '/usr/bin/dockerd', '/usr/local/bin/dockerd'];
const log = path.join(os.tmpdir(), 'taskdef-dockerd.log');
/** Remembers what we started, so that a run that was killed leaves its engine to the next one to stop. */
const note = path.join(os.tmpdir(), 'taskdef-dockerd.json');

/**
 * Resolves when an engine answers; throws a Problem with the next step when none can be had. What is started here is
 * stopped when the script ends.
 */
export async function ensureEngine() {
  const state = await engineState();
  if (state.answers) {
    adoptOrphan();
    return;
  }
  const canStart = process.platform === 'linux' && state.code === 'no-engine' && state.isOurs;
  if (!canStart) throw new Problem(`${state.message}\nThen run this again.`);
  if (!daemon.some((file) => existsSync(file))) {
    await installPackages(['docker.io'], 'running tasks');
    // Where there is a service manager, the package starts the engine; then it is not ours to stop.
    if (await until(async () => (await engineState()).answers, 3_000)) return;
  }
  if (process.getuid() !== 0)
    throw new Problem(
      'The Docker engine is installed, but not running. Run "sudo service docker start", then this again.',
    );
  await start();
}

async function start() {
  console.log('Starting a Docker engine …');
  if (await tryToStart()) return;
  const aside = setAsideDamagedNetworks(readFileSync(log, 'utf8'));
  if (aside) {
    console.log(`The engine's list of networks is damaged. It is moved to ${aside}; starting without it …`);
    if (await tryToStart()) return;
  }
  const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n');
  throw new Problem(`The Docker engine did not start. The end of ${log}:\n${lines}`);
}

/** Starts a daemon; resolves to whether it answers within a minute. */
async function tryToStart() {
  const output = openSync(log, 'w'); // never our own output: whoever reads that would wait for the daemon's end
  const child = spawn(
    daemon.find((file) => existsSync(file)),
    [],
    { detached: true, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  child.unref();
  writeFileSync(note, JSON.stringify({ daemon: child.pid, owner: process.pid }));
  stopAtEnd(child.pid);

  let ended = false;
  child.once('exit', () => (ended = true));
  const answers = await until(async () => ended || (await engineState()).answers, 60_000);
  return answers && !ended;
}

/** An engine that an earlier run of ours started and could not stop is ours now. */
function adoptOrphan() {
  if (!existsSync(note)) return;
  const { daemon: pid, owner } = JSON.parse(readFileSync(note, 'utf8'));
  if (isAlive(owner)) return;
  if (isAlive(pid) && isDaemon(pid)) stopAtEnd(pid);
  else rmSync(note, { force: true });
}

function stopAtEnd(pid) {
  onEnd(async () => {
    if (isAlive(pid)) process.kill(pid, 'SIGTERM');
    if (!(await until(() => !isAlive(pid), 20_000))) process.kill(pid, 'SIGKILL');
    rmSync(note, { force: true });
  });
}

/** A process id is given out again; only a dockerd is ours. */
const isDaemon = (pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0].endsWith('dockerd');

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** What the benchmark compares several containers with. */
export async function ensureCompose() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  if (folders.some((folder) => existsSync(path.join(folder, 'docker-compose')))) return;
  await installPackages(['docker-compose'], 'the comparison with Docker Compose');
}
