import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { container, obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { assertNever, assertOrder, begin, cleanUp, openLab, runToEnd, type Lab } from '../support/lab';

describe('restart policy', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('R5: the same container, with its files, while the task stays RUNNING and its metadata counts', async () => {
    const count = `echo restarted $(wget -qO- "$ECS_CONTAINER_METADATA_URI_V4" | grep -o '"RestartCount":[0-9]*')`;
    const script = `echo once >> /l; echo "$(wc -l < /l)"; ${count}; sleep 2; exit 1`;
    const restartPolicy = { enabled: true, restartAttemptPeriod: 1 };
    const run = await begin(lab, task([container('main', script, { restartPolicy })], { networkMode: 'awsvpc' }));
    const id = (await run.task.started).containers[0]?.runtimeId;
    await run.untilLine('main: 3');
    const { containers, lastStatus } = run.task.snapshot();
    assert.deepEqual([lastStatus, containers[0]?.runtimeId], ['RUNNING', id]);
    assert.ok((containers[0]?.restarts ?? 0) >= 2);
    assertNever(run, 'main STOPPED(1)', 'task STOPPING');
    await run.untilLine('main: restarted "RestartCount":0');
    await run.untilLine('main: restarted "RestartCount":1');
    await lab.runner.stop(run.task.taskId, { force: true });
    await cleanUp(lab, run);
  });

  test('a crash loop faster than its period ends', async () => {
    const restartPolicy = { enabled: true, restartAttemptPeriod: 60 };
    const { run, end } = await runToEnd(lab, task([container('main', 'sleep 1; exit 4', { restartPolicy })]));
    assertOrder(run, 'main RUNNING', 'main STOPPED(4)', 'task STOPPED');
    assert.deepEqual([end.stopCode, end.containers[0]?.restarts], ['EssentialContainerExited', 0]);
  });

  test('out of memory, then restarted: the reason of the first end is not that of the last', async () => {
    const script = 'test -f /l && { sleep 2; exit 5; }; touch /l; sleep 2; exec dd if=/dev/urandom of=/dev/shm/f bs=1M';
    const run = await begin(
      lab,
      task([
        container('main', script, {
          ...{ memory: 10, essential: false },
          restartPolicy: { enabled: true, ignoredExitCodes: [5], restartAttemptPeriod: 1 },
        }),
        container('other', obedient),
      ]),
    );
    await eventually(() => run.events.includes('main STOPPED(5)'), 'the second end');
    const [main] = run.task.snapshot().containers;
    assert.deepEqual([main?.restarts, main?.exitCode, main?.reason], [1, 5, undefined]);
    await lab.runner.stop(run.task.taskId);
    await cleanUp(lab, run);
  });
});
