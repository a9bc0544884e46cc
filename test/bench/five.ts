import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { container, obedient, task } from '../support/definitions';
import { realEngine } from '../support/realEngine';
import { root } from '../support/root';
import { testImage } from '../support/testImage';
import { median, type Rivals } from './measure';
import { temporaryFolder } from '../support/temporaryFolder';

const rounds = 7;

/** Who waits for whom to be started. */
const dependencies: Readonly<Record<string, readonly string[]>> = {
  web: ['api'],
  api: ['db', 'cache'],
  worker: ['db'],
  db: [],
  cache: [],
};

const definition = task(
  Object.entries(dependencies).map(([name, others]) =>
    container(name, obedient, { after: Object.fromEntries(others.map((other) => [other, 'START'] as const)) }),
  ),
  { family: 'five', networkMode: 'awsvpc' },
);

const project = {
  version: '2.4',
  services: Object.fromEntries(
    Object.entries(dependencies).map(([name, depends_on]) => [
      name,
      { image: testImage, command: ['sh', '-c', obedient], mem_limit: '32m', stop_grace_period: '2s', depends_on },
    ]),
  ),
};

/**
 * Five containers with dependencies, started until all run and stopped until all have ended: the command line against
 * Docker Compose, in turns.
 */
export async function benchFive(): Promise<Readonly<Record<'start' | 'stop', Rivals>>> {
  (await realEngine()).close();
  const folder = temporaryFolder('five');
  writeFileSync(path.join(folder, 'task-definition.json'), JSON.stringify(definition));
  writeFileSync(path.join(folder, 'docker-compose.json'), JSON.stringify(project));
  const ours = { start: [] as number[], stop: [] as number[] };
  const theirs = { start: [] as number[], stop: [] as number[] };
  try {
    for (let round = -1; round < rounds; round++) {
      const [own, other] = [runTask(folder), runProject(folder)];
      if (round < 0) continue;
      for (const what of ['start', 'stop'] as const) {
        ours[what].push(own[what]);
        theirs[what].push(other[what]);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return {
    start: { ours: median(ours.start), theirs: median(theirs.start) },
    stop: { ours: median(ours.stop), theirs: median(theirs.stop) },
  };
}

interface Times {
  readonly start: number;
  readonly stop: number;
}

function runTask(folder: string): Times {
  const taskdef = (...args: string[]) => timed(process.execPath, [path.join(root, 'dist/cli.js'), ...args], folder);
  const started = taskdef('run', 'task-definition.json', '--detach');
  const id = started.output.trim();
  const { milliseconds: stop } = taskdef('stop', id);
  taskdef('rm', id);
  return { start: started.milliseconds, stop };
}

function runProject(folder: string): Times {
  const compose = (...args: string[]) => timed('docker-compose', ['-f', 'docker-compose.json', ...args], folder);
  const { milliseconds: start } = compose('up', '-d');
  const { milliseconds: stop } = compose('stop');
  compose('down');
  return { start, stop };
}

function timed(command: string, args: readonly string[], cwd: string): { milliseconds: number; output: string } {
  const began = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  const milliseconds = performance.now() - began;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return { milliseconds, output: stdout };
}
