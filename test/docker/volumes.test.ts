import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { label } from '../../client/runner/labels';
import { container, task } from '../support/definitions';
import { begin, cleanUp, newTaskId, openLab, runToEnd, type Lab } from '../support/lab';
import { temporaryFolder } from '../support/temporaryFolder';

describe('volumes', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  const mounted = (containerPath: string, readOnly = false) => ({
    mountPoints: [{ sourceVolume: 'data', containerPath, readOnly }],
  });

  test('V1: a folder of this machine', async () => {
    const folder = temporaryFolder('mount');
    writeFileSync(path.join(folder, 'given'), 'hello');
    const { run } = await runToEnd(
      lab,
      task([container('main', 'cat /seen/given; echo; echo back > /seen/taken', mounted('/seen'))], {
        volumes: [{ name: 'data', host: { sourcePath: folder } }],
      }),
    );
    assert.deepEqual(run.lines, ['main: hello']);
    assert.equal(readFileSync(path.join(folder, 'taken'), 'utf8'), 'back\n');
  });

  test('a folder that is not there is not made behind your back', async () => {
    const sourcePath = path.join(os.tmpdir(), `taskdef-nothing-${newTaskId()}`);
    const plan = await lab.runner.plan(
      task([container('main', 'true', mounted('/seen'))], { volumes: [{ name: 'data', host: { sourcePath } }] }),
      { allow: ['mounts'] },
    );
    await assert.rejects(lab.runner.run(plan), { code: 'refused', message: new RegExp(sourcePath) });
  });

  test('a driver that the engine has not is refused before anything is made', async () => {
    const volume = { name: 'data', dockerVolumeConfiguration: { driver: 'taskdef/nowhere', scope: 'task' } } as const;
    const { refusals } = await lab.runner.plan(task([container('main', 'true')], { volumes: [volume] }));
    assert.deepEqual(
      refusals.map(({ code }) => code),
      ['volume-driver-unknown'],
    );
    assert.match(refusals[0]!.text, /it has .*\blocal\b/);
  });

  test('V3: an empty volume is shared by the containers and goes with the task', async () => {
    const reader = container('reader', 'cat /r/file; touch /r/file || { echo read-only; exit 0; }', {
      ...mounted('/r', true),
      after: { writer: 'SUCCESS' },
    });
    const writer = container('writer', 'echo written > /w/file', { ...mounted('/w'), essential: false });
    const run = await begin(lab, task([reader, writer], { volumes: [{ name: 'data' }] }));
    const { containers } = await run.task.stopped;
    const [volume = ''] = (await lab.port.listVolumes([`${label.task}=${run.task.taskId}`])).map(({ name }) => name);
    assert.notEqual(volume, 'data');
    assert.ok(await lab.port.volumeExists(volume));
    await cleanUp(lab, run);
    assert.ok(!(await lab.port.volumeExists(volume)));
    assert.deepEqual(
      containers.map(({ exitCode }) => exitCode),
      [0, 0],
    );
    assert.ok(run.lines.includes('reader: written'));
    assert.ok(run.lines.includes('reader: read-only'));
  });

  test('V4: a shared volume keeps its name and outlives the task', async () => {
    const name = `taskdef-shared-${newTaskId()}`;
    const definition = task(
      [
        container('main', 'cat /s/file 2>/dev/null; echo kept > /s/file', {
          mountPoints: [{ sourceVolume: name, containerPath: '/s' }],
        }),
      ],
      { volumes: [{ name, dockerVolumeConfiguration: { scope: 'shared', autoprovision: true } }] },
    );
    assert.deepEqual((await runToEnd(lab, definition)).run.lines, []);
    assert.deepEqual((await runToEnd(lab, definition)).run.lines, ['main: kept']);
    assert.ok(await lab.port.volumeExists(name));
    await lab.port.removeVolume(name);
  });

  test('V5: a shared volume that must exist: it is used as it is, and the task fails without it', async () => {
    const name = `taskdef-given-${newTaskId()}`;
    const definition = task(
      [
        container('main', 'cat /data/file; echo task >> /data/file', {
          mountPoints: [{ sourceVolume: name, containerPath: '/data' }],
        }),
      ],
      { volumes: [{ name, dockerVolumeConfiguration: { scope: 'shared', autoprovision: false } }] },
    );
    const { end } = await runToEnd(lab, definition);
    assert.equal(end.stopCode, 'TaskFailedToStart');
    assert.match(end.stoppedReason ?? '', new RegExp(`VolumeError: .*${name} does not exist`));

    await lab.port.createVolume({ name, labels: { 'of-test': name } });
    await runToEnd(lab, definition);
    assert.deepEqual((await runToEnd(lab, definition)).run.lines, ['main: task']);
    const [kept] = await lab.port.listVolumes([`of-test=${name}`]);
    assert.deepEqual(kept, { name, labels: { 'of-test': name } });
    await lab.port.removeVolume(name);
  });
});
