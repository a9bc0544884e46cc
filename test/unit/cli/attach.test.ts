import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RunnerError } from '../../../client/runner/errors';
import { FakeRunner, container, details, snapshot } from './fakeRunner';
import { FakeTerminal, taskdef } from './support';

/** Starts `taskdef attach` on the one task there is and hands over what a test drives. */
function start(args: readonly string[] = [], prepare: (runner: FakeRunner) => void = () => undefined) {
  const runner = new FakeRunner();
  runner.listed = [snapshot({ isUnattended: true })];
  prepare(runner);
  const terminal = new FakeTerminal('/');
  const began = new Promise<void>((resolve) => (runner.begun = resolve));
  const ended = taskdef(['attach', '01', ...args], terminal, async () => runner);
  return { runner, terminal, ended, began };
}

const exit = (name: string, exitCode: number) => ({ container: name, status: 'STOPPED' as const, exitCode, at: 0 });
const stopped = snapshot({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited', stoppedReason: 'done' });
const adopted = ['inspect 0123', 'adopt 0123, the last 10 lines'];

describe('taskdef attach', () => {
  test('tells how the task stands, what becomes of it, and ends as taskdef run does', async () => {
    const { runner, ended, began } = start();
    await began;
    runner.running();
    runner.observer.log?.({ container: 'web', stream: 'stdout', time: 0, text: 'hi' });
    runner.observer.transition?.(exit('web', 3));
    await new Promise(setImmediate);
    runner.stopped(stopped);
    const { status, out, err } = await ended;
    assert.deepEqual([status, out], [3, 'web | hi\n']);
    assert.deepEqual(err.replace('Ctrl-Break', 'Ctrl-\\').split('\n'), [
      'task   webserver as on FARGATE, network mode awsvpc, task id 0123456789abcdef0123456789abcdef',
      'task   Different from ECS:',
      '       - The disk of the engine is used. (ignored, /ephemeralStorage)',
      'task   RUNNING',
      'task   attached: Ctrl-C stops it, Ctrl-\\ lets go of it',
      'web    STOPPED  exit code 3',
      'web    http://127.0.0.1:8080 → container port 80/tcp',
      'task   EssentialContainerExited: done',
      'task   its containers are kept: taskdef inspect 0123456789ab, taskdef logs 0123456789ab; remove them with: ' +
        'taskdef rm 0123456789ab',
      '',
    ]);
    assert.deepEqual(runner.asked, [...adopted, 'dispose']);
  });

  test('a JSON object a line for tools', async () => {
    const { runner, ended, began } = start(['--format', 'json', '--rm', '--tail', '3']);
    await began;
    runner.stopped(stopped);
    const events = (await ended).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      events.map(({ event }) => event),
      ['attached', 'transition', 'note', 'stopped'],
    );
    const { version, family, target, networkMode } = events[0]!;
    assert.deepEqual([version, family, target, networkMode], [1, 'webserver', 'FARGATE', 'awsvpc']);
    assert.deepEqual(runner.asked.slice(1), ['adopt 0123, the last 3 lines', 'remove 0123', 'dispose']);
  });

  test('ends with the first essential exit, even if that was before', async () => {
    const two = [container({ exitCode: 137 }), container({ name: 'db', exitCode: 3 })];
    const { runner, ended, began } = start([], (fake) => {
      fake.detailed = details({ containers: details().containers.flatMap((one) => [one, { ...one, name: 'db' }]) });
    });
    await began;
    runner.observer.transition?.(exit('db', 3));
    runner.observer.transition?.(exit('web', 137));
    runner.stopped(snapshot({ lastStatus: 'STOPPED', containers: two }));
    assert.equal((await ended).status, 3);
  });

  test('Ctrl-C stops the task, a second one kills it; what is being stopped is not left', async () => {
    const { runner, terminal, ended, began } = start();
    await began;
    await new Promise(setImmediate);
    terminal.interrupt();
    terminal.interrupt('SIGHUP');
    terminal.interrupt('SIGTERM');
    runner.stopped(
      snapshot({ lastStatus: 'STOPPED', stopCode: 'UserInitiated', containers: [container({ exitCode: 0 })] }),
    );
    assert.equal((await ended).status, 0);
    const reason = 'Task stopped by user';
    assert.deepEqual(runner.asked, [...adopted, `stop: ${reason}`, `kill: ${reason}`, 'dispose']);
  });

  for (const [by, ...args] of [['SIGHUP'], ['SIGQUIT'], ['SIGINT', '--no-stop'], ['SIGTERM', '--no-stop']] as const)
    test(`${by} ${args.join('')} lets go of it`, async () => {
      const { runner, terminal, ended, began } = start(args);
      await began;
      terminal.interrupt(by);
      const { status, err } = await ended;
      assert.equal(status, 0);
      assert.match(err, /left running: .* taskdef attach 0123456789ab$/m);
      assert.deepEqual(runner.asked, [...adopted, 'dispose']);
    });

  test('takes no task away from who drives it', async () => {
    const { ended } = start([], (runner) => {
      runner.notAdoptable = new RunnerError('refused', 'A window of the editor drives it.', 'Follow it.');
    });
    const { status, out, err } = await ended;
    assert.deepEqual([status, out, err], [1, '', 'taskdef: A window of the editor drives it.\nFollow it.\n']);
  });

  test('is not for a task that has stopped', async () => {
    const says = 'taskdef: task 0123456789ab has stopped.\nRead why with: taskdef inspect 0123456789ab\n';
    const before = start([], (runner) => (runner.listed = [snapshot({ lastStatus: 'STOPPED' })]));
    assert.deepEqual([(await before.ended).status, (await before.ended).err], [1, says]);
    const meanwhile = start([], (runner) => (runner.notAdoptable = 'stopped'));
    assert.deepEqual([(await meanwhile.ended).status, (await meanwhile.ended).err], [1, says]);
  });
});
