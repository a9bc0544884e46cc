import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually } from '../support/eventually';
import { check, container, obedient, slowly, task } from '../support/definitions';
import { assertOrder, begin, cleanUp, idOf, openLab, overriding, type Lab } from '../support/lab';

describe('tasks stop as on ECS', { concurrency: 4 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('S1: other signals change nothing; the stop signal is TERM', async () => {
    const run = await begin(
      lab,
      task([
        container('main', `trap "exit 42" TERM; trap "echo signal!" USR1; echo ready; while true; do sleep 0.2; done`),
      ]),
    );
    await run.untilLine('main: ready');
    await run.task.started;
    const before = [...run.events];
    await lab.port.kill(idOf(run, 'main'), 'SIGUSR1');
    await run.untilLine('main: signal!');
    assert.deepEqual(run.events, before);
    await lab.runner.stop(run.task.taskId);
    const end = await cleanUp(lab, run);
    assert.equal(end.containers[0]?.exitCode, 42);
  });

  const deaf = `trap 'echo hello' TERM; echo ready; while true; do sleep 0.2; done`;
  const { stopTimeout: own = 0, ...unsaid } = container('main', deaf, { stopTimeout: 3 });
  const byDefault = 30;
  for (const [how, main, asked] of [
    ['of ECS, without one of its own', unsaid, byDefault],
    ['of its own', { ...unsaid, stopTimeout: own }, own],
  ] as const)
    test(`S2: a process that ignores TERM is killed after the time ${how}`, async () => {
      const seconds: number[] = [];
      const lab = await openLab({
        wrap: (port) =>
          overriding(port, {
            stop: async (id, timeout) => {
              seconds.push(timeout);
              await port.stop(id, timeout === byDefault ? own : timeout); // nobody has to wait for half a minute
            },
          }),
      });
      const run = await begin(lab, task([main]));
      await run.untilLine('main: ready');
      await run.task.started;
      const before = Date.now();
      await lab.runner.stop(run.task.taskId);
      assert.deepEqual(seconds, [asked]);
      assert.ok(Date.now() - before >= own * 1000);
      assert.equal((await cleanUp(lab, run)).containers[0]?.exitCode, 137);
      assert.ok(run.lines.includes('main: hello'));
      await lab.runner.dispose();
    });

  test('S3: process 1 without a handler does not hear TERM', async () => {
    const run = await begin(lab, task([container('main', '', { command: ['sleep', '1000'], stopTimeout: 2 })]));
    await run.task.started;
    const asked = Date.now();
    await lab.runner.stop(run.task.taskId);
    assert.ok(Date.now() - asked >= 2000);
    assert.equal((await cleanUp(lab, run)).containers[0]?.exitCode, 137);
  });

  test('S3: with initProcessEnabled it does', async () => {
    const run = await begin(
      lab,
      task([
        container('main', '', {
          command: ['sleep', '1000'],
          stopTimeout: 30,
          linuxParameters: { initProcessEnabled: true },
        }),
      ]),
    );
    await run.task.started;
    await lab.runner.stop(run.task.taskId);
    assert.equal((await cleanUp(lab, run)).containers[0]?.exitCode, 143);
  });

  test('S7: a person stops it with a reason', async () => {
    const run = await begin(
      lab,
      task([container('app', slowly, { after: { db: 'START' }, stopTimeout: 30 }), container('db', obedient)]),
    );
    await run.task.started;
    const stopped = await lab.runner.stop(run.task.taskId, { reason: 'bye' });
    assert.equal(stopped.stopCode, 'UserInitiated');
    assert.equal(stopped.stoppedReason, 'bye');
    assertOrder(run, 'task RUNNING', 'task STOPPING', 'app STOPPED(0)', 'db STOPPED(0)', 'task STOPPED');
    await cleanUp(lab, run);
  });

  test('S8: a stop during a start call waits for the call and leaves nothing running', async () => {
    const calls: string[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const slow = await openLab({
      wrap: (port) =>
        overriding(port, {
          start: async (id) => {
            calls.push('start');
            await port.start(id);
            await gate;
            calls.push('started');
          },
          stop: async (id, timeout) => {
            calls.push('stop');
            await port.stop(id, timeout);
          },
        }),
    });
    try {
      const run = await begin(slow, task([container('main', obedient)]));
      await eventually(() => calls.includes('start'), 'the start call');
      const stopping = slow.runner.stop(run.task.taskId);
      await run.until('task STOPPING');
      assert.deepEqual(calls, ['start']);
      release();
      const stopped = await stopping;
      assert.deepEqual(calls, ['start', 'started', 'stop']);
      assert.equal(stopped.lastStatus, 'STOPPED');
      await cleanUp(slow, run);
    } finally {
      await slow.runner.dispose();
    }
  });

  test('S10: two stops at once are one', async () => {
    let stops = 0;
    const lab = await openLab({
      wrap: (port) =>
        overriding(port, {
          stop: async (...call) => {
            stops++;
            await port.stop(...call);
          },
        }),
    });
    const run = await begin(lab, task([container('main', obedient)]));
    await run.task.started;
    const [one, other] = await Promise.all([lab.runner.stop(run.task.taskId), lab.runner.stop(run.task.taskId)]);
    assert.deepEqual(one, other);
    assert.equal(run.events.filter((event) => event === 'task STOPPED').length, 1);
    assert.equal(stops, 1);
    await cleanUp(lab, run);
    await lab.runner.dispose();
  });

  test('a second stop that forces kills at once', async () => {
    const run = await begin(
      lab,
      task([container('main', `trap '' TERM; echo ready; while true; do sleep 0.2; done`, { stopTimeout: 120 })]),
    );
    await run.untilLine('main: ready');
    await run.task.started;
    const first = lab.runner.stop(run.task.taskId);
    await run.until('task STOPPING');
    const asked = Date.now();
    await Promise.all([first, lab.runner.stop(run.task.taskId, { force: true })]);
    assert.ok(Date.now() - asked < 10_000);
    assert.equal((await cleanUp(lab, run)).containers[0]?.exitCode, 137);
  });

  test('a run that is cancelled while it starts leaves nothing', async () => {
    const cancel = new AbortController();
    const definition = task([
      container('main', obedient, { after: { gate: 'HEALTHY' } }),
      container('gate', obedient, { healthCheck: check('false') }),
    ]);
    const plan = await lab.runner.plan(definition);
    const running = await lab.runner.run(plan, {}, cancel.signal);
    await eventually(() => running.snapshot().containers[1]?.lastStatus === 'RUNNING', 'gate RUNNING');
    cancel.abort();
    assert.equal((await running.stopped).stopCode, 'UserInitiated');
    await eventually(
      async () => (await lab.runner.tasks()).every(({ taskId }) => taskId !== plan.taskId),
      'its removal',
    );
  });
});
