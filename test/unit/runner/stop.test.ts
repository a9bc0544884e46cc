import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect } from '../../../client/runner/state';
import { container } from './planned';
import { simulate, type Simulator } from './simulator';

const stops = (run: Simulator, name: string) =>
  run.effects.flatMap(({ effect }) => (effect.type === 'stop' && effect.container === name ? [effect] : []));
const count = (run: Simulator, type: Effect['type']): number =>
  run.effects.filter(({ effect }) => effect.type === type).length;
const stopAt = (run: Simulator, seconds: number, reason?: string, force = false): void =>
  run.at(seconds, () => run.send({ type: 'userStop', reason, force }));

describe('what makes a task stop (runner.md §7, S)', () => {
  test('S4: an essential container that exits stops the others', () => {
    const run = simulate([container('E'), container('N', { essential: false, stopTimeout: 2 })], {
      E: { exits: { after: 5, code: 3 } },
    }).run();
    assert.equal(run.container('E').exitCode, 3);
    assert.equal(run.container('N').exitCode, 137);
    assert.equal(run.state.stopCode, 'EssentialContainerExited');
    assert.equal(run.state.stoppedReason, 'Essential container in task exited');
  });

  test('S5: a container that is not essential may go', () => {
    const run = simulate([container('N', { essential: false }), container('E')], {
      N: { exits: { after: 1, code: 3 } },
    }).run(100);
    assert.equal(run.container('N').known, 'STOPPED');
    assert.equal(run.state.status, 'RUNNING');
  });

  test('S6: what has not started yet never does', () => {
    const run = simulate(
      [
        container('E1'),
        container('E2', { dependsOn: [{ containerName: 'D', condition: 'COMPLETE' }] }),
        container('D', { essential: false, stopTimeout: 1 }),
      ],
      { E1: { exits: { after: 1, code: 0 } } },
    ).run();
    const it = run.container('E2');
    assert.deepEqual([it.known, it.exitCode, it.reason], ['STOPPED', undefined, undefined]);
    assert.equal(stops(run, 'E2').length, 0);
    assert.ok(!run.happened('E2 PULLED'));
    assert.ok(!run.happened('task RUNNING'));
  });

  test('S7: a person stops it, in order, for a reason', () => {
    const run = simulate([
      container('a', { dependsOn: [{ containerName: 'b', condition: 'START' }], stopTimeout: 3 }),
      container('b', { stopTimeout: 4 }),
    ]);
    stopAt(run, 10, 'bye');
    run.run();
    assert.deepEqual([run.state.stopCode, run.state.stoppedReason], ['UserInitiated', 'bye']);
    assert.deepEqual(
      stops(run, 'a').map(({ timeout }) => timeout),
      [3],
    );
    assert.ok(run.when('b STOPPED(137)') >= run.when('a STOPPED(137)') + 4000);
    assert.equal(simulateStopReason(undefined), 'Task stopped by user');
    assert.equal(simulateStopReason('x'.repeat(2000))?.length, 1024);
  });

  function simulateStopReason(reason: string | undefined): string | undefined {
    const run = simulate([container('a')]);
    stopAt(run, 1, reason);
    return run.run().state.stoppedReason;
  }

  test('S8: a stop waits for the start that is under way', () => {
    const run = simulate([container('a', { stopTimeout: 1 })], { a: { takes: { start: 10 } } });
    stopAt(run, 2);
    run.run();
    assert.ok(run.when('a RUNNING') > 9000, 'the call was waited for');
    assert.equal(stops(run, 'a').length, 1);
    assert.equal(run.containers.get('a')!.state, 'exited');
  });

  test('S9: killed by hand is an exit; removed by hand is ContainerVanishedError', () => {
    const killed = simulate([container('a')]);
    killed.at(5, () => killed.exit('a', 137));
    killed.at(6, () => killed.vanish('a'));
    assert.deepEqual([killed.run().container('a').exitCode, killed.container('a').reason], [137, undefined]);
    const removed = simulate([container('a'), container('b', { stopTimeout: 1 })]);
    removed.at(5, () => removed.vanish('a'));
    removed.run();
    assert.match(removed.container('a').reason ?? '', /^ContainerVanishedError: /);
    assert.equal(removed.container('a').exitCode, undefined);
    assert.equal(removed.state.stopCode, 'EssentialContainerExited');
  });

  test('S10: stopping twice is stopping once', () => {
    const run = simulate([container('a', { stopTimeout: 5 })]);
    stopAt(run, 10, 'first');
    stopAt(run, 10, 'second');
    stopAt(run, 12, 'third');
    run.run();
    assert.equal(run.state.stoppedReason, 'first');
    assert.equal(stops(run, 'a').length, 1);
    assert.equal(count(run, 'stopped'), 1);
    assert.equal(run.story.filter((line) => line === 'task STOPPED').length, 1);
  });

  test('a second, forced stop kills at once and keeps no order', () => {
    const run = simulate([
      container('a', { dependsOn: [{ containerName: 'b', condition: 'START' }], stopTimeout: 100 }),
      container('b', { stopTimeout: 100 }),
    ]);
    stopAt(run, 10, 'bye');
    stopAt(run, 12, undefined, true);
    run.run(200);
    assert.equal(run.state.status, 'STOPPED');
    assert.ok(run.when('task STOPPED') < 13_000);
    assert.equal(run.state.stoppedReason, 'bye');
    assert.deepEqual(
      stops(run, 'b').map(({ timeout }) => timeout),
      [0],
    );
  });

  test('a stop during a pull gives the pull up', () => {
    const run = simulate([container('a')], { a: { takes: { pull: 1000 } } });
    stopAt(run, 5);
    run.at(5.1, () =>
      run.send({
        type: 'failed',
        container: 'a',
        operation: 'pull',
        error: { name: 'CannotPullContainerError', message: 'cancelled' },
      }),
    );
    run.run(10);
    assert.equal(count(run, 'cancel'), 1);
    assert.equal(run.state.status, 'STOPPED');
    assert.equal(run.state.stopCode, 'UserInitiated');
    assert.equal(run.container('a').reason, undefined);
  });

  test('before it has begun there is nothing to stop', () => {
    const run = simulate([container('a')]);
    stopAt(run, -1);
    run.run();
    assert.deepEqual(run.story, ['a STOPPED', 'task STOPPED']);
    assert.equal(run.effects.length, 1);
  });
});

describe('when stopping fails (runner.md §2.6)', () => {
  test('it is tried again, ever more slowly', () => {
    const run = simulate([container('a', { stopTimeout: 1 })], { a: { stopFails: 3 } });
    stopAt(run, 10);
    run.run();
    const calls = run.effects.flatMap(({ at, effect }) => (effect.type === 'stop' ? [at] : []));
    const pauses = calls.slice(1).map((at, index) => at - (calls[index] ?? 0));
    assert.deepEqual(
      pauses.map((pause) => Math.round(pause * 10) / 10),
      [1, 1.3, 1.7],
    );
    assert.equal(run.container('a').exitCode, 137);
  });

  test('after the fifth time an engine that answers is believed', () => {
    const run = simulate([container('a')], { a: { stopFails: 99 } });
    stopAt(run, 10);
    run.run();
    assert.equal(stops(run, 'a').length, 5);
    assert.equal(run.state.status, 'STOPPED');
    assert.match(run.container('a').reason ?? '', /^CannotStopContainerError: refused/);
  });

  test('an engine that is away is waited for', () => {
    const run = simulate([container('a', { stopTimeout: 1 })], { a: { stopFails: 1 } });
    run.at(10, () => run.send({ type: 'engine', reachable: false }));
    stopAt(run, 11);
    run.run(500);
    assert.equal(stops(run, 'a').length, 0);
    assert.equal(run.state.status, 'STOPPING');
    run.at(501, () => run.send({ type: 'engine', reachable: true }));
    run.run();
    assert.equal(run.state.status, 'STOPPED');
    assert.equal(run.container('a').exitCode, 137);
  });

  test('of calls that nobody answers nothing is made up, and a kill is asked for again', () => {
    const run = simulate([container('a', { stopTimeout: 600 })]);
    stopAt(run, 10);
    run.at(11, () => run.lose());
    stopAt(run, 60, undefined, true);
    run.run(3000);
    assert.deepEqual(
      [run.state.status, run.container('a').known, run.container('a').reason],
      [...['STOPPING', 'RUNNING'], undefined],
    );
    assert.equal(count(run, 'kill'), 1);
    run.at(3001, () => run.comeBack());
    run.run(3100);
    assert.equal(count(run, 'kill'), 2);
    assert.deepEqual([run.state.status, run.container('a').exitCode], ['STOPPED', 137]);
  });

  test('a container thought stopped that turns up running is stopped once more', () => {
    const run = simulate([container('a', { essential: false }), container('b')], {
      a: { exits: { after: 5, code: 0 } },
    });
    run.at(20, () => {
      Object.assign(run.containers.get('a')!, { state: 'running', startedAt: 20_000, starts: 2 });
      run.tell('a');
      run.tell('a');
    });
    run.run(100);
    assert.equal(stops(run, 'a').length, 1);
    assert.equal(run.containers.get('a')!.state, 'exited');
    assert.equal(run.state.status, 'RUNNING');
  });
});
