import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, after, afterEach, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Connected, connect } from '../../client/runner/connect';
import { dockerodeEngine } from '../../client/runner/dockerode/engine';
import type { EnginePort } from '../../client/runner/enginePort';
import { label } from '../../client/runner/labels';
import type { ContainerDefinition, TaskDefinition } from '../../server/index';
import { eventually } from '../support/eventually';
import { root } from '../support/root';
import { folderWith, inProcess } from '../unit/cli/support';

const cli = path.join(root, 'dist/cli.js');

interface StandIn {
  readonly standIn: string;
  readonly loadStandIn: (port: EnginePort, architecture: string) => Promise<void>;
}

let engine: Connected;
let image: string;
const started = new Set<string>();

before(async () => {
  engine = await connect((candidate) => dockerodeEngine(candidate));
  const file = pathToFileURL(path.join(root, 'scripts/try/stand-in.mjs')).href;
  const { standIn, loadStandIn } = (await import(file)) as StandIn;
  await loadStandIn(engine.port, engine.info.architecture);
  image = standIn;
});
after(() => engine.port.close());

/** Nothing of a task that a test started is on the engine afterwards. */
afterEach(async () => {
  for (const taskId of started) {
    const labels = [`${label.task}=${taskId}`];
    const left = [
      ...(await engine.port.list(labels)),
      ...(await engine.port.listNetworks(labels)),
      ...(await engine.port.listVolumes(labels)),
    ];
    assert.deepEqual(left, [], `left of ${taskId}`);
  }
  started.clear();
});

const sh = (script: string): Partial<ContainerDefinition> => ({ command: ['sh', '-c', script] });

const container = (name: string, script: string, more: Partial<ContainerDefinition> = {}): ContainerDefinition => ({
  name,
  image,
  memory: 32,
  stopTimeout: 5,
  ...sh(script),
  ...more,
});

const wait = "trap 'exit 7' TERM; while :; do sleep 1 & wait $!; done";

function fileWith(
  t: TestContext,
  containers: readonly ContainerDefinition[],
  task: Partial<TaskDefinition> = {},
): string {
  const definition = { family: 'cli-test', networkMode: 'none', containerDefinitions: containers, ...task };
  return path.join(folderWith(t, { 'task-definition.json': JSON.stringify(definition) }), 'task-definition.json');
}

async function taskdef(...args: readonly string[]) {
  const ended = await inProcess(cli, args);
  remember(ended.err);
  return ended;
}

/** Runs a command in a container, with a file as its standard input. */
async function execReading(file: string, ...args: readonly string[]) {
  const input = openSync(file, 'r');
  const child = spawn(process.execPath, [cli, 'exec', ...args], { stdio: [input, 'pipe', 'pipe'] });
  closeSync(input);
  const [out, err] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')]);
  return { status: child.exitCode, out, err };
}

const remember = (text: string): void => {
  for (const [, taskId] of text.matchAll(/task id ([0-9a-f]{32})/g)) started.add(taskId!);
};

const remap = ['--port-conflict', 'remap'];

/** A run that goes on until a test ends it. */
const running = (t: TestContext, ...args: readonly string[]) => begun(t, 'run', ...args);

function begun(t: TestContext, ...args: readonly string[]) {
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

describe('taskdef run', () => {
  test('what ECS would refuse of a run is refused by the rules, whoever asks for it', async (t) => {
    const file = fileWith(t, [container('app', 'exit 0')], { networkMode: 'awsvpc', memory: '64' });
    const type = await taskdef('run', file, '--launch-type', 'FARGATE');
    assert.equal(type.status, 1);
    assert.match(type.err, /As FARGATE, ECS refuses this task: .*\(fargate-cpu-missing\)/);
    const local = path.join(path.dirname(file), 'ecs.local.json');
    writeFileSync(local, '{ "overrides": { "memory": "16" } }');
    const { status, err } = await taskdef('run', file);
    assert.equal(status, 1);
    assert.match(err, /ecs\.local\.json:1:18 ECS refuses the task with this: .*\(container-memory-exceeds-task\)/);
    assert.equal(started.size, 0);
  });

  test('prints logs behind names, tells the lifecycle apart, ends as the essential container did', async (t) => {
    const file = fileWith(t, [
      container('main', 'echo from main; exit 3', { dependsOn: [{ containerName: 'first', condition: 'SUCCESS' }] }),
      container('first', 'echo from first >&2', { essential: false }),
    ]);
    const { status, out, err } = await taskdef('run', file);
    assert.equal(status, 3);
    assert.equal(out, 'first | from first\nmain  | from main\n');
    assert.match(
      err,
      /^first +RUNNING[\s\S]*^first +STOPPED +exit code 0[\s\S]*^main +RUNNING[\s\S]*^main +STOPPED +exit code 3/m,
    );
    assert.match(err, /^task +EssentialContainerExited: Essential container in task exited$/m);
  });

  test('passes images and variables on', async (t) => {
    const file = fileWith(t, [container('main', 'echo "$GREETING"', { image: '${IMAGE}' })]);
    const { status, out } = await taskdef('run', file, '--image', `main=${image}`, '--env', 'main.GREETING=a=b c');
    assert.deepEqual([status, out], [0, 'main | a=b c\n']);
  });

  test('an image that cannot be had is a failure with its reason', async (t) => {
    const file = fileWith(t, [container('main', 'true', { image: '127.0.0.1:1/nothing:1' })]);
    const { status, err } = await taskdef('run', file);
    assert.equal(status, 1);
    assert.match(err, /CannotPull\w*Error/);
  });

  test('Ctrl-C stops in the order of ECS', async (t) => {
    const file = fileWith(t, [
      container('main', `echo ready; ${wait}`, { dependsOn: [{ containerName: 'base', condition: 'START' }] }),
      container('base', wait),
    ]);
    const run = running(t, file);
    await run.says(/main \| ready/);
    run.child.kill('SIGINT');
    const { status, err } = await run.ended;
    assert.equal(status, 7);
    assert.match(err, /^main +STOPPED +exit code 7[\s\S]*^base +STOPPED +exit code 7[\s\S]*^task +UserInitiated/m);
  });

  test('a second Ctrl-C kills', async (t) => {
    const file = fileWith(t, [
      container('main', "trap '' TERM; echo ready; while :; do sleep 1; done", { stopTimeout: 60 }),
    ]);
    const run = running(t, file);
    await run.says(/main \| ready/);
    run.child.kill('SIGINT');
    await run.says(/once more kills/);
    run.child.kill('SIGINT');
    assert.equal((await run.ended).status, 137);
  });

  test('a closed pipe ends the task', async (t) => {
    const run = running(
      t,
      fileWith(t, [container('main', "trap 'exit 0' TERM; while :; do echo tick; sleep 1; done")]),
    );
    await run.says(/tick/);
    run.child.stdout.destroy();
    assert.match((await run.ended).err, /^task +UserInitiated/m);
  });

  test('--timeout ends it with 124', async (t) => {
    const { status } = await taskdef('run', fileWith(t, [container('main', wait)]), '--timeout', '2');
    assert.equal(status, 124);
  });

  test('what a file asks of the machine has to be agreed to', async (t) => {
    const outside = folderWith(t, { 'note.txt': 'read me' });
    const mountPoints = [{ sourceVolume: 'out', containerPath: '/out', readOnly: true }];
    const file = fileWith(t, [container('main', 'cat /out/note.txt', { mountPoints })], {
      volumes: [{ name: 'out', host: { sourcePath: outside } }],
    });
    const { status, err } = await taskdef('run', file);
    assert.equal(status, 1);
    assert.ok(err.includes(outside) && err.endsWith('add: --allow mounts\n'), err);
    const { status: agreed, out } = await taskdef('run', file, '--allow', 'mounts');
    assert.deepEqual([agreed, out], [0, 'main | read me\n']);
  });

  test('a file with errors is not run', async (t) => {
    const { status, err } = await taskdef('run', fileWith(t, [container('main', 'true', { image: 'Not An Image' })]));
    assert.equal(status, 1);
    assert.match(err, /^taskdef: a file with errors is not run, .*\n\S+:1:\d+: error: /);
    assert.equal(started.size, 0);
  });
});

describe('the examples we ship', () => {
  const example = (name: string): string => path.join(root, 'examples', name, 'task-definition.json');

  test('page-and-writer serves what its sidecar writes', async (t) => {
    const run = running(
      t,
      example('page-and-writer'),
      '--image',
      `web=${image}`,
      '--image',
      `writer=${image}`,
      ...remap,
    );
    await run.says(/^web +http:/m);
    const { err } = run.printed();
    assert.match(err, /^writer +\S+ +HEALTHY[\s\S]*^web +RUNNING/m);
    const page = await fetch(/^web +(http:\S+)/m.exec(err)![1]!);
    assert.match(await page.text(), /Written by the sidecar/);
    run.child.kill('SIGINT');
    await run.ended;
  });

  test('migrate-then-serve serves after the migration', async (t) => {
    const run = running(t, example('migrate-then-serve'), '--image', `migrate=${image}`, '--image', `serve=${image}`);
    await run.says(/^serve +http:/m);
    const { err } = run.printed();
    assert.match(err, /^migrate +STOPPED +exit code 0[\s\S]*^serve +RUNNING/m);
    run.child.kill('SIGINT');
    await run.ended;
  });
});

describe('a task that goes on without a terminal', () => {
  test('is listed, read, stopped and removed', async (t) => {
    const file = fileWith(t, [container('main', `echo hello; ${wait}`), container('side', wait, { essential: false })]);
    const { status, out } = await taskdef('run', file, '--detach');
    const taskId = out.trim();
    assert.equal(status, 0);
    assert.match(taskId, /^[0-9a-f]{32}$/);
    const id = taskId.slice(0, 8);

    assert.match(
      (await taskdef('ps')).out,
      new RegExp(`^${taskId.slice(0, 12)} +cli-test +RUNNING, unattended +main RUNNING, side RUNNING`, 'm'),
    );
    assert.equal((await taskdef('logs', id, 'main')).out, 'hello\n');
    for (const [input, read] of [
      ['/dev/null', ''],
      [file, readFileSync(file, 'utf8')],
    ] as const)
      assert.deepEqual(await execReading(input, id, 'main', 'sh', '-c', 'cat; exit 3'), {
        status: 3,
        out: read,
        err: '',
      });
    assert.match((await taskdef('rm', id)).err, /Stop it first: taskdef stop /);
    const stopped = await taskdef('stop', id);
    assert.deepEqual([stopped.status, stopped.out], [0, `${taskId}\n`]);
    assert.match(stopped.err, /^UserInitiated: /);
    assert.match((await taskdef('ps', '--all')).out, new RegExp(`^${taskId.slice(0, 12)} .*main STOPPED \\(7\\)`, 'm'));
    assert.doesNotMatch((await taskdef('ps')).out, new RegExp(taskId.slice(0, 12)));
    assert.equal((await taskdef('logs', id)).out, 'main | hello\n');
    assert.deepEqual((await taskdef('rm', id)).out, `${taskId}\n`);
    assert.equal((await taskdef('logs', id)).status, 1);
  });

  test('is taken over in another, let go, and taken over again after its end', async (t) => {
    const file = fileWith(t, [
      container('main', 'echo old; echo hello; until [ -f /end ]; do sleep 0.1; done; exit 3'),
      container('side', wait, { essential: false }),
    ]);
    const taskId = (await taskdef('run', file, '--detach')).out.trim();
    started.add(taskId);
    const id = taskId.slice(0, 12);
    assert.match((await taskdef('ps')).out, new RegExp(`^${id} +cli-test +RUNNING, unattended `, 'm'));

    const attached = begun(t, 'attach', id, '--tail', '1');
    await attached.says(/^task +attached: /m);
    await attached.says(/main \| hello/);
    const second = await taskdef('attach', id);
    assert.deepEqual([second.status, second.out], [1, '']);
    assert.match(second.err, new RegExp(`^taskdef: .*\\(process ${attached.child.pid}\\) drives task ${id}\\.`));
    assert.match((await taskdef('ps')).out, new RegExp(`^${id} +cli-test +RUNNING +main`, 'm'));
    attached.child.kill('SIGHUP');
    const left = await attached.ended;
    assert.deepEqual([left.status, left.out], [0, 'main | hello\n']);
    assert.match(left.err, /^main +RUNNING[\s\S]*^task +left running: .*taskdef attach/m);
    assert.match((await taskdef('ps')).out, new RegExp(`^${id} +cli-test +RUNNING, unattended `, 'm'));

    assert.equal((await taskdef('exec', id, 'main', 'sh', '-c', ': > /end')).status, 0);
    await eventually(async () => (await taskdef('ps')).out.includes('main STOPPED (3)'), 'the end of main');
    const again = await taskdef('attach', id, '--rm');
    assert.deepEqual([again.status, again.out], [3, 'main | old\nmain | hello\n']);
    assert.match(
      again.err,
      /^main +STOPPED +exit code 3[\s\S]*^side +STOPPED[\s\S]*^task +EssentialContainerExited: /m,
    );
  });

  test('because its terminal was killed, can be stopped and removed from another', async (t) => {
    const run = running(t, fileWith(t, [container('main', `echo ready; ${wait}`)]));
    await run.says(/main \| ready/);
    run.child.kill('SIGKILL');
    await run.ended;
    const [taskId] = [...started];
    assert.equal((await taskdef('stop', taskId!)).status, 0);
    assert.equal((await taskdef('rm', taskId!)).status, 0);
  });
});
