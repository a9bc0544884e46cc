import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openRunner } from '../../client/runner/index';
import { container, task } from '../support/definitions';
import { realEngine } from '../support/realEngine';
import { root } from '../support/root';
import { median, type Rivals } from './measure';
import { temporaryFolder } from '../support/temporaryFolder';

const rounds = 3;
/** Enough that the start of the commands counts little, and less than a container's log may keep (200 MB). */
const lines = 256 * 1024;
const size = 500;

/** Lines of one length, each with its number. */
const script = `dd if=/dev/zero bs=${size} count=${lines} 2>/dev/null | busybox tr '\\0' x | busybox fold -w ${size} | grep -n x`;

export interface LogTimes extends Rivals {
  /** Of what a container has written, without the names in front of the lines. */
  readonly megabytes: number;
}

/** Delivered without waiting, as ECS does by default, what is written too fast would be dropped before it is read. */
const mode = 'blocking';
const kept = {
  awslogs: { logDriver: 'awslogs', options: { mode } },
  'json-file': { logDriver: 'json-file', options: { mode, 'max-size': '200m' } },
} as const;

/**
 * A long log into a file, from the command line, against `docker logs`: milliseconds on the clock. Throws when a line is
 * missing or stands elsewhere.
 */
export async function benchLogs(logDriver: keyof typeof kept): Promise<LogTimes> {
  (await realEngine()).close();
  const folder = temporaryFolder('logs');
  const runner = await openRunner();
  const definition = task([container('app', script, { logConfiguration: kept[logDriver] })]);
  try {
    const one = await runner.run(await runner.plan(definition));
    const { containers } = await one.stopped;
    const file = path.join(folder, 'log');
    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.ours.push(written(file, process.execPath, [path.join(root, 'dist/cli.js'), 'logs', one.taskId, 'app']));
      assertWhole(readFileSync(file, 'utf8'));
      times.theirs.push(written(file, 'docker', ['logs', containers[0]?.runtimeId ?? '']));
    }
    await runner.remove(one.taskId);
    const megabytes = readFileSync(file).length / 1e6;
    return { megabytes, ours: median(times.ours), theirs: median(times.theirs) };
  } finally {
    await runner.dispose();
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds until all that a command writes stands in the file. */
function written(file: string, command: string, args: readonly string[]): number {
  const out = openSync(file, 'w');
  const began = performance.now();
  const { status } = spawnSync(command, args, { stdio: ['ignore', out, 'inherit'] });
  closeSync(out);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
  return performance.now() - began;
}

function assertWhole(log: string): void {
  const numbers = log
    .trimEnd()
    .split('\n')
    .map((line) => Number.parseInt(line, 10));
  const wrong = numbers.findIndex((number, index) => number !== index + 1);
  if (wrong >= 0 || numbers.length !== lines)
    throw new Error(`Of ${lines} lines, number ${wrong + 1} is not in its place.`);
}
