import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { container, obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { assertOrder, begin, cleanUp, openLab, runToEnd, type Lab } from '../support/lab';

describe('restart policy', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

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

/** Alone, since a clock that jumps would be everybody's. */
describe('a restart policy of a minute', () => {
  test('R5: the same container, with its files, while the task stays RUNNING and its metadata counts; not twice', async (t) => {
    const now = Date.now.bind(Date);
    let ahead = 0;
    t.mock.method(Date, 'now', () => now() + ahead);
    const lab = await openLab();
    const count = `wget -qO- "$ECS_CONTAINER_METADATA_URI_V4" | grep -o '"RestartCount":[0-9]*'`;
    const script = `date >> /l; sleep 1; echo "$(wc -l < /l) $(${count})"; sleep 2; exit 1`;
    const restartPolicy = { enabled: true, restartAttemptPeriod: 60 };
    const run = await begin(lab, task([container('main', script, { restartPolicy })], { networkMode: 'awsvpc' }));
    const id = (await run.task.started).containers[0]?.runtimeId;
    ahead = 61_000;
    await run.untilLine('main: 2 "RestartCount":1');
    const { containers, lastStatus } = run.task.snapshot();
    assert.deepEqual([lastStatus, containers[0]?.runtimeId, containers[0]?.restarts], ['RUNNING', id, 1]);
    const end = await cleanUp(lab, run);
    assert.deepEqual([end.stopCode, end.containers[0]?.restarts], ['EssentialContainerExited', 1]);
    assert.deepEqual(run.lines, ['main: 1 "RestartCount":0', 'main: 2 "RestartCount":1']);
    const ends = run.events.filter((event) => /STOPP/.test(event));
    assert.deepEqual(ends, ['main STOPPED(1)', 'pause STOPPED(137)', 'task STOPPED']);
    await lab.runner.dispose();
  });
});
