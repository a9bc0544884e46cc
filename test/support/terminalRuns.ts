import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, after, afterEach, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Connected, connect } from '../../client/runner/connect';
import { dockerodeEngine } from '../../client/runner/dockerode/engine';
import type { EnginePort } from '../../client/runner/enginePort';
import { label } from '../../client/runner/labels';
import type { ContainerDefinition, TaskDefinition } from '../../server/index';
import { root } from './root';
import { folderWith, inProcess } from '../unit/cli/support';

const cli = path.join(root, 'dist/cli.js');

interface StandIn {
  readonly standIn: string;
  readonly loadStandIn: (port: EnginePort, architecture: string) => Promise<void>;
}

let engine: Connected;
let image: string;
/** The tasks that the test at hand has begun. */
export const started = new Set<string>();

/** The image of containers that have a shell, httpd and wget. */
export const standIn = (): string => image;

before(async () => {
  engine = await connect((candidate) => dockerodeEngine(candidate));
  const file = pathToFileURL(path.join(root, 'scripts/try/stand-in.mjs')).href;
  const { standIn: found, loadStandIn } = (await import(file)) as StandIn;
  await loadStandIn(engine.port, engine.info.architecture);
  image = found;
});
after(() => engine.port.close());

/** Nothing of a task that a test started is on the engine afterwards. */
afterEach(async () => {
  const tasks = [...started];
  started.clear();
  for (const taskId of tasks) {
    const labels = [`${label.task}=${taskId}`];
    const left = [
      ...(await engine.port.list(labels)),
      ...(await engine.port.listNetworks(labels)),
      ...(await engine.port.listVolumes(labels)),
    ];
    assert.deepEqual(left, [], `left of ${taskId}`);
  }
});

const sh = (script: string): Partial<ContainerDefinition> => ({ command: ['sh', '-c', script] });

/** A container that runs a script. */
export const container = (
  name: string,
  script: string,
  more: Partial<ContainerDefinition> = {},
): ContainerDefinition => ({
  name,
  image,
  memory: 32,
  stopTimeout: 5,
  ...sh(script),
  ...more,
});

/** A script that goes on until it is asked to stop, and ends with 7 then. */
export const wait = "trap 'exit 7' TERM; while :; do sleep 1 & wait $!; done";

/** A definition without a network, in a folder of its own. */
export function fileWith(
  t: TestContext,
  containers: readonly ContainerDefinition[],
  task: Partial<TaskDefinition> = {},
): string {
  const definition = { family: 'cli-test', networkMode: 'none', containerDefinitions: containers, ...task };
  return path.join(folderWith(t, { 'task-definition.json': JSON.stringify(definition) }), 'task-definition.json');
}

/** Runs the terminal's command to its end. */
export async function taskdef(...args: readonly string[]) {
  const ended = await inProcess(cli, args);
  remember(ended.err);
  return ended;
}

/** Runs a command in a container, with a file as its standard input. */
export async function execReading(file: string, ...args: readonly string[]) {
  const input = openSync(file, 'r');
  const child = spawn(process.execPath, [cli, 'exec', ...args], { stdio: [input, 'pipe', 'pipe'] });
  closeSync(input);
  const [out, err] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')]);
  return { status: child.exitCode, out, err };
}

const remember = (text: string): void => {
  for (const [, taskId] of text.matchAll(/task id ([0-9a-f]{32})/g)) started.add(taskId!);
};

/** A run that goes on until a test ends it. */
export const running = (t: TestContext, ...args: readonly string[]) => begun(t, 'run', ...args);

/** A command that goes on until a test ends it. */
export function begun(t: TestContext, ...args: readonly string[]) {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  let out = '';
  let err = '';
  const changed = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => ((out += text), changed.forEach((look) => look())));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    remember(err);
    changed.forEach((look) => look());
  });
  const ended = new Promise<{ status: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, out, err }));
  });
  const says = (pattern: RegExp) =>
    Promise.race([
      new Promise<void>((resolve) => {
        const look = (): void => void ((pattern.test(err) || pattern.test(out)) && resolve());
        changed.add(look);
        look();
      }),
      ended.then(() => assert.match(err + out, pattern)),
    ]);
  return { child, ended, says, printed: () => ({ out, err }) };
}
