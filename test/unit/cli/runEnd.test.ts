import assert from 'node:assert/strict';
import { type TestContext, describe, test } from 'node:test';
import { RunnerError } from '../../../client/runner/errors';
import { container, snapshot } from './fakeRunner';
import { exit, start } from './startedRun';

describe('taskdef run ends with the status of the task', () => {
  test('the first essential container that ended', async (t) => {
    const { runner, ended, began } = start(t);
    await began;
    runner.observer.transition?.(exit('sidecar', 7));
    runner.observer.transition?.(exit('web', 3));
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' }));
    assert.equal((await ended).status, 3);
    assert.deepEqual(runner.asked, ['run', 'remove 0123', 'dispose']);
  });

  test('a task that failed to start is 1, with the reason', async (t) => {
    const { runner, ended, began } = start(t);
    await began;
    runner.observer.transition?.(exit('web', 143));
    runner.stopped(
      snapshot({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: no' }),
    );
    const { status, err } = await ended;
    assert.equal(status, 1);
    assert.match(err, /^task {5}TaskFailedToStart: CannotPullContainerError: no$/m);
  });

  test('an outcome nobody knows is 1', async (t) => {
    const { runner, ended, began } = start(t);
    await began;
    runner.stopped(snapshot({ lastStatus: 'STOPPED', containers: [container({ exitCode: undefined })] }));
    assert.equal((await ended).status, 1);
  });
});

describe('taskdef run can be ended early', () => {
  async function interruptedTwice(t: TestContext): Promise<ReturnType<typeof start>> {
    const started = start(t);
    await started.began;
    started.runner.running();
    await new Promise(setImmediate);
    started.terminal.interrupt();
    started.terminal.interrupt();
    return started;
  }

  test('Ctrl-C stops, a second one kills', async (t) => {
    const { runner, ended } = await interruptedTwice(t);
    runner.observer.transition?.(exit('web', 137));
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'UserInitiated' }));
    assert.equal((await ended).status, 137);
    assert.deepEqual(runner.asked, [
      'run',
      'stop: Task stopped by user',
      'kill: Task stopped by user',
      'remove 0123',
      'dispose',
    ]);
  });

  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    test(`a third time, by ${signal}, nothing is waited for any more, and it says what may be left`, async (t) => {
      const { runner, terminal, ended } = await interruptedTwice(t);
      assert.equal(terminal.left, undefined);
      terminal.interrupt(signal);
      assert.equal(terminal.left, status);
      assert.match(terminal.warned, /ended without waiting.*: taskdef ps\n.*taskdef stop 0123.*: taskdef rm 0123.*\n$/);
      runner.stopped();
      await ended;
    });

  test('what an engine that does not answer was asked is still to be done', async (t) => {
    const { runner, terminal, ended, began } = start(t, [], (runner) => {
      runner.stop = async () => Promise.reject(new RunnerError('engine-lost', 'It does not answer.', 'Start it.'));
    });
    await began;
    runner.observer.engine?.({ reachable: false });
    terminal.interrupt();
    await new Promise(setImmediate);
    runner.stopped();
    assert.match((await ended).err, /waiting for it\n.*once more kills\n.*done as soon as the engine answers\n/);
  });

  for (const [how, args, status] of [
    ['Ctrl-C', [], 130],
    ['--timeout', ['--timeout', '0.01'], 124],
  ] as const)
    test(`${how} before there is a task just ends`, async (t) => {
      const { runner, terminal, ended } = start(t, args, (runner) => {
        runner.failing = async (signal) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(new RunnerError('cancelled', 'Cancelled.', 'Try again.')));
            if (how === 'Ctrl-C') terminal.interrupt();
          });
      });
      const { status: ending, err } = await ended;
      assert.equal(ending, status);
      assert.doesNotMatch(err, /ancelled|order ECS does/);
      assert.deepEqual(runner.asked, ['dispose']);
    });

  test('Ctrl-C hides no other reason why there is none', async (t) => {
    const { terminal, ended } = start(t, [], (runner) => {
      runner.failing = async () => {
        terminal.interrupt();
        throw new RunnerError('engine-lost', 'The engine is gone.', 'Start it.');
      };
    });
    assert.match((await ended).err, /^taskdef: The engine is gone\.$/m);
  });

  test('--timeout stops and ends with 124', async (t) => {
    const { runner, ended, began } = start(t, ['--timeout', '0.01']);
    await began;
    runner.running();
    while (!runner.asked.some((what) => what.startsWith('stop'))) await new Promise(setImmediate);
    runner.observer.transition?.(exit('web', 0));
    runner.stopped();
    assert.equal((await ended).status, 124);
    assert.ok(runner.asked.includes('stop: Stopped after 0.01 seconds'));
  });
});

describe('taskdef run --keep', () => {
  test('leaves a task that failed, and says how to remove it', async (t) => {
    const { runner, ended, began } = start(t, ['--keep']);
    await began;
    runner.observer.transition?.(exit('web', 3));
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' }));
    const { status, err } = await ended;
    assert.equal(status, 3);
    assert.match(err, /its containers are kept: .*; remove them with: taskdef rm 0123456789ab$/m);
    assert.deepEqual(runner.asked, ['run', 'dispose']);
  });

  test('leaves nothing of one that did not fail', async (t) => {
    const { runner, ended, began } = start(t, ['--keep']);
    await began;
    runner.observer.transition?.(exit('web', 0));
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' }));
    assert.equal((await ended).status, 0);
    assert.deepEqual(runner.asked, ['run', 'remove 0123', 'dispose']);
  });
});
