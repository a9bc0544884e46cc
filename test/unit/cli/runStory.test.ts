import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { snapshot, taskId } from './fakeRunner';
import { start } from './startedRun';

describe('taskdef run tells what happens', () => {
  test('logs to standard output, everything else to standard error', async (t) => {
    const notice = { code: 'x', pointer: '/cpu', verdict: 'ignored', text: 'Locally there is no limit.' } as const;
    const { runner, ended, began } = start(t, [], (runner) => (runner.planned = { notices: [notice] }));
    await began;
    runner.observer.transition?.({ container: 'web', status: 'RUNNING', at: 0 });
    runner.running();
    runner.observer.log?.({ container: 'sidecar', stream: 'stderr', time: 0, text: 'ready' });
    runner.observer.log?.({ container: 'web', stream: 'stdout', time: 0, text: '\u001b[31mred' });
    await new Promise(setImmediate);
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited', stoppedReason: 'done' }));
    const { out, err } = await ended;
    assert.equal(out, 'sidecar | ready\nweb     | \u001b[31mred\n');
    assert.deepEqual(err.split('\n').slice(1), [
      'task     Different from ECS:',
      '         - Locally there is no limit. (ignored, /cpu)',
      'web      RUNNING',
      'web      http://127.0.0.1:8080 → container port 80/tcp',
      'task     EssentialContainerExited: done',
      '',
    ]);
  });

  test('a JSON object a line for tools', async (t) => {
    const { runner, ended, began } = start(t, ['--format', 'json']);
    await began;
    runner.observer.transition?.({ container: 'web', status: 'RUNNING', at: 5 });
    runner.observer.log?.({ container: 'web', stream: 'stdout', time: 6, text: 'hi' });
    runner.stopped();
    const { out } = await ended;
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      events.map(({ event }) => event),
      ['planned', 'transition', 'log', 'stopped'],
    );
    assert.deepEqual(events[1], { event: 'transition', container: 'web', status: 'RUNNING', at: 5 });
  });

  test('--detach prints the task id, no logs, and that nobody looks after the task', async (t) => {
    const { runner, ended, began } = start(t, ['--detach']);
    await began;
    runner.observer.log?.({ container: 'web', stream: 'stdout', time: 0, text: 'hi' });
    runner.running();
    const { status, out, err } = await ended;
    assert.deepEqual([status, out], [0, `${taskId}\n`]);
    assert.match(err, /nobody enforces essential and dependsOn/);
    assert.deepEqual(runner.asked, ['run', 'dispose']);
  });

  test('--detach prints events only for tools', async (t) => {
    const { runner, ended, began } = start(t, ['--detach', '--format', 'json']);
    await began;
    runner.running();
    const { status, out } = await ended;
    const events = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    assert.deepEqual([status, events], [0, ['planned', 'running', 'note']]);
  });

  test('--detach of a task that does not come up fails, and leaves nothing', async (t) => {
    const { runner, ended, began } = start(t, ['--detach']);
    await began;
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason: 'no image' }));
    const { status, out } = await ended;
    assert.deepEqual([status, out], [1, '']);
    assert.deepEqual(runner.asked, ['run', 'remove 0123', 'dispose']);
  });
});
