import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { check, container, obedient, task } from '../support/definitions';
import { adopted, assertNever, assertOrder, begin, cleanUp, idOf, openLab, runToEnd, type Lab } from '../support/lab';

describe('tasks go on, or not, when a container ends', { concurrency: 4 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('S4: the end of an essential container ends the task', async () => {
    const { run, end } = await runToEnd(
      lab,
      task([
        container('main', 'exit 3', { after: { side: 'START' } }),
        container('side', 'exec sleep 100', { essential: false, stopTimeout: 1 }),
      ]),
    );
    assertOrder(run, 'task RUNNING', 'main STOPPED(3)', 'side STOPPED(137)', 'task STOPPED');
    assert.equal(end.stopCode, 'EssentialContainerExited');
    assert.equal(end.stoppedReason, 'Essential container in task exited');
  });

  test('S5: the end of another one does not', async () => {
    const { run } = await runToEnd(
      lab,
      task([container('main', 'sleep 3'), container('side', 'exit 3', { essential: false })]),
    );
    assertOrder(run, 'task RUNNING', 'main STOPPED(0)', 'task STOPPED');
    assertOrder(run, 'side STOPPED(3)', 'main STOPPED(0)');
  });

  test('S6: containers that wait when the task ends are never started', async () => {
    const { run, end } = await runToEnd(
      lab,
      task([
        container('first', 'sleep 1'),
        container('second', obedient, { after: { gate: 'HEALTHY' } }),
        container('gate', obedient, { essential: false, healthCheck: check('false') }),
      ]),
    );
    assertOrder(run, 'first STOPPED(0)', 'second STOPPED', 'task STOPPED');
    assertNever(run, 'second CREATED', 'second RUNNING');
    assert.equal(end.containers[1]?.exitCode, undefined);
  });

  test('S9: a container killed by hand has stopped with 137, also when it is removed at once', async () => {
    const run = await begin(lab, task([container('main', obedient)]));
    await run.task.started;
    const id = idOf(run, 'main');
    await lab.port.kill(id);
    await lab.port.remove(id).catch(() => undefined);
    const end = await cleanUp(lab, run);
    assert.equal(end.containers[0]?.exitCode, 137);
    assert.equal(end.stopCode, 'EssentialContainerExited');
    assert.equal(end.containers[0]?.reason, undefined);
  });

  test('S9: one that was removed by hand while nobody looked has vanished, and is not made anew', async () => {
    const first = await openLab();
    const definition = task([container('main', obedient), container('side', obedient, { essential: false })]);
    const run = await begin(first, definition);
    await run.task.started;
    const id = idOf(run, 'main');
    await first.runner.dispose();
    const second = await openLab({ store: first.store });
    await second.port.kill(id);
    await second.port.remove(id);
    const again = await adopted(second, run.task.taskId);
    const end = await cleanUp(second, again);
    assert.match(end.containers[0]?.reason ?? '', /^ContainerVanishedError: /);
    assert.deepEqual([end.stopCode, end.containers[0]?.exitCode], ['EssentialContainerExited', undefined]);
    assertNever(again, 'main CREATED', 'main RUNNING');
    await second.runner.dispose();
  });
});
