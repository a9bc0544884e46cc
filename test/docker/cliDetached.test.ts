import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { eventually } from '../support/eventually';
import { begun, container, execReading, fileWith, running, started, taskdef, wait } from '../support/terminalRuns';

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
    await eventually(
      async () => (await taskdef('ps')).out.includes('main STOPPED (3)'),
      async () => `the end of main in:\n${(await taskdef('ps', '--all')).out}`,
    );
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
