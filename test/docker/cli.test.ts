import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../support/root';
import { container, fileWith, running, standIn, started, taskdef, wait } from '../support/terminalRuns';
import { folderWith } from '../unit/cli/support';

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
    const { status, out } = await taskdef('run', file, '--image', `main=${standIn()}`, '--env', 'main.GREETING=a=b c');
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

const remap = ['--port-conflict', 'remap'];

describe('the examples we ship', () => {
  const example = (name: string): string => path.join(root, 'examples', name, 'task-definition.json');

  test('page-and-writer serves what its sidecar writes', async (t) => {
    const run = running(
      t,
      example('page-and-writer'),
      '--image',
      `web=${standIn()}`,
      '--image',
      `writer=${standIn()}`,
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
    const run = running(
      t,
      example('migrate-then-serve'),
      '--image',
      `migrate=${standIn()}`,
      '--image',
      `serve=${standIn()}`,
    );
    await run.says(/^serve +http:/m);
    const { err } = run.printed();
    assert.match(err, /^migrate +STOPPED +exit code 0[\s\S]*^serve +RUNNING/m);
    run.child.kill('SIGINT');
    await run.ended;
  });
});
