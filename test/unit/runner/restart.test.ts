import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContainerRestartPolicy } from '../../../server/index';
import { container } from './planned';
import type { Behaviour } from './simulatedContainer';
import { simulate, type Simulator } from './simulator';

const withPolicy = (restartPolicy: ContainerRestartPolicy, behaviour: Behaviour): Simulator =>
  simulate([container('a', { restartPolicy, stopTimeout: 1 })], { a: behaviour });
const exits = (after: number, code: number): Behaviour => ({ exits: { after, code } });

describe('restart policy (runner.md §7, R)', () => {
  test('R1: not when it is off, not without an exit code, not while stopping', () => {
    const off = withPolicy({ enabled: false, restartAttemptPeriod: 60 }, exits(120, 1)).run();
    assert.equal(off.state.status, 'STOPPED');
    const unknown = withPolicy({ enabled: true, restartAttemptPeriod: 60 }, {});
    unknown.at(120, () => unknown.vanish('a'));
    assert.equal(unknown.run(200).state.status, 'STOPPED');
    const stopping = withPolicy({ enabled: true, restartAttemptPeriod: 60 }, {});
    stopping.at(120, () => stopping.send({ type: 'userStop', reason: undefined }));
    stopping.run();
    assert.equal(stopping.containers.get('a')!.starts, 1);
    assert.equal(stopping.state.stopCode, 'UserInitiated');
  });

  test('R2: not for an ignored code, for any other', () => {
    const policy = { enabled: true, ignoredExitCodes: [0], restartAttemptPeriod: 60 };
    assert.equal(withPolicy(policy, exits(120, 0)).run(200).state.status, 'STOPPED');
    const again = withPolicy(policy, exits(120, 1)).run(200);
    assert.equal(again.container('a').restarts, 1);
    assert.equal(again.container('a').id, 'id-a');
    assert.deepEqual([again.state.status, again.container('a').known], ['RUNNING', 'RUNNING']);
    assert.ok(!again.happened('a STOPPED(1)'));
  });

  test('exit 0 restarts too', () => {
    assert.equal(
      withPolicy({ enabled: true, restartAttemptPeriod: 60 }, exits(61, 0)).run(100).container('a').restarts,
      1,
    );
  });

  test('R3: not before the period is over', () => {
    const run = withPolicy({ enabled: true, restartAttemptPeriod: 60 }, exits(59, 1)).run();
    assert.equal(run.state.stopCode, 'EssentialContainerExited');
    assert.equal(run.container('a').restarts, 0);
    assert.equal(withPolicy({ enabled: true }, exits(299, 1)).run().container('a').restarts, 0, 'default: 300 s');
    assert.equal(withPolicy({ enabled: true }, exits(301, 1)).run(400).container('a').restarts, 1);
  });

  test('one that its policy leaves stopped, since it ended too soon, is told why; ECS says nothing', () => {
    const notes = (policy: ContainerRestartPolicy, behaviour: Behaviour): (string | undefined)[] =>
      withPolicy(policy, behaviour)
        .run(400)
        .moves.flatMap(({ container: name, status, note }) => (name && status === 'STOPPED' ? [note] : []));
    const why = (seconds: number): string =>
      `not restarted: it ran for less than its restartAttemptPeriod of ${seconds} s`;
    assert.deepEqual(notes({ enabled: true, restartAttemptPeriod: 60 }, exits(59, 1)), [why(60)]);
    assert.deepEqual(notes({ enabled: true }, exits(5, 0)), [why(300)]);
    for (const policy of [{ enabled: false }, { enabled: true, ignoredExitCodes: [1] }])
      assert.deepEqual(notes(policy, exits(5, 1)), [undefined]);
    assert.deepEqual(notes({ enabled: true }, { startFails: { message: 'no such command', code: 127 } }), [undefined]);
    const stopped = withPolicy({ enabled: true }, {});
    stopped.at(5, () => stopped.send({ type: 'userStop', reason: undefined }));
    assert.ok(stopped.run().moves.every(({ note }) => note === undefined));
  });

  test('R4: the last restart counts, not the first start', () => {
    const run = withPolicy({ enabled: true, restartAttemptPeriod: 60 }, {});
    run.at(600, () => run.exit('a', 1));
    run.at(630, () => run.exit('a', 1));
    run.run(700);
    assert.equal(run.container('a').restarts, 1);
    assert.equal(run.state.status, 'STOPPED');
  });

  test('R5: the same container comes back, and nobody hears that the task had stopped', () => {
    const run = withPolicy({ enabled: true, restartAttemptPeriod: 60 }, exits(61, 1)).run(150);
    const { id, restarts, known } = run.container('a');
    assert.deepEqual([id, restarts, known, run.containers.get('a')!.creates], ['id-a', 2, 'RUNNING', 1]);
    assert.deepEqual(run.story.slice(run.story.indexOf('task RUNNING')), [
      'task RUNNING',
      'a restarted',
      'a restarted',
    ]);
  });

  test('R6: a restart that fails ends the container', () => {
    const run = withPolicy(
      { enabled: true, restartAttemptPeriod: 60 },
      { ...exits(61, 7), startFails: { message: 'no space left', code: 128, only: 2 } },
    ).run();
    assert.deepEqual(
      [run.container('a').known, run.container('a').exitCode, run.container('a').reason],
      ['STOPPED', 7, 'CannotStartContainerError: no space left'],
    );
    assert.equal(run.state.stopCode, 'EssentialContainerExited');
  });

  test('late news of the exit before does not end the new run', () => {
    const run = withPolicy({ enabled: true, restartAttemptPeriod: 60 }, {});
    let old: ReturnType<Simulator['observation']> | undefined;
    run.at(100, () => {
      run.exit('a', 1);
      old = run.observation('a');
    });
    run.at(101, () => old && run.send({ type: 'observed', container: 'a', observation: old }));
    run.run(150);
    assert.equal(run.container('a').restarts, 1);
    assert.equal(run.container('a').known, 'RUNNING');
  });

  test('how it ended before is over: neither code nor reason stay with the new run', () => {
    const run = withPolicy({ enabled: true, restartAttemptPeriod: 60 }, {});
    run.at(61, () => run.exit('a', 137, true));
    run.at(130, () => run.exit('a', 0));
    run.run(100);
    assert.deepEqual([run.container('a').known, run.container('a').exitCode], ['RUNNING', undefined]);
    assert.equal(run.container('a').reason, undefined);
    run.at(140, () => run.exit('a', 3));
    run.run();
    const { exitCode, reason, restarts } = run.container('a');
    assert.deepEqual([exitCode, reason, restarts], [3, undefined, 2]);
  });

  test('its health starts anew', () => {
    const healthCheck = { command: ['CMD', 'true'] };
    const run = simulate(
      [container('a', { restartPolicy: { enabled: true, restartAttemptPeriod: 60 }, healthCheck })],
      {
        a: { ...exits(61, 1), health: [{ at: 5, is: 'HEALTHY' }] },
      },
    );
    assert.equal(run.run(62).container('a').health, 'UNKNOWN');
    assert.equal(run.run(70).container('a').health, 'HEALTHY');
  });
});
