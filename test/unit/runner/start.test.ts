import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { container } from './planned';
import { simulate } from './simulator';

const pullFails = 'manifest unknown';

describe('what can go wrong before a task runs (runner.md §7, L)', () => {
  test('L1: with always or once, a pull that fails stops the task, whoever needed the image', () => {
    for (const pull of ['always', 'once'] as const) {
      const run = simulate(
        [container('main', { stopTimeout: 1 }), container('side', { essential: false })],
        { side: { pullFails } },
        { options: { pull } },
      ).run();
      assert.equal(run.state.stopCode, 'TaskFailedToStart');
      assert.match(run.container('side').reason ?? '', /^CannotPullImageManifestError: manifest unknown/);
    }
  });

  test('L2: with default or prefer-cached, what the engine has already will do', () => {
    for (const pull of ['default', 'prefer-cached'] as const) {
      const run = simulate([container('main')], { main: { pullFails } }, { options: { pull } }).run(5);
      assert.equal(run.state.status, 'RUNNING');
      assert.equal(run.container('main').reason, undefined);
    }
  });

  test('an image that is nowhere gives the reason of the pull, not of the create', () => {
    const run = simulate([container('main')], { main: { pullFails } }, { options: { pull: 'default' } });
    run.at(0.025, () =>
      run.send({
        type: 'failed',
        container: 'main',
        operation: 'create',
        error: { name: 'CannotPullContainerError', message: 'no such image' },
      }),
    );
    run.run(5);
    assert.equal(run.container('main').reason, 'CannotPullContainerError: manifest unknown');
    assert.equal(run.state.stopCode, 'TaskFailedToStart');
  });

  test('a container the engine will not make', () => {
    const run = simulate([container('main')], { main: { createFails: 'duplicate mount point' } }).run();
    assert.deepEqual(
      [run.container('main').reason, run.container('main').exitCode],
      ['CannotCreateContainerError: duplicate mount point', undefined],
    );
    assert.deepEqual([run.state.stopCode, run.state.stoppedReason], ['TaskFailedToStart', 'Task failed to start']);
  });

  test('Fargate shows the error itself', () => {
    const run = simulate(
      [container('main')],
      { main: { createFails: 'duplicate mount point' } },
      { networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'] },
    ).run();
    assert.equal(run.state.stoppedReason, 'CannotCreateContainerError: duplicate mount point');
  });

  test('L5, L6: a start that fails leaves its code', () => {
    const run = simulate([container('main'), container('side', { essential: false, stopTimeout: 1 })], {
      main: { startFails: { message: 'exec: "/nope": no such file', code: 127 } },
    }).run();
    assert.equal(run.container('main').exitCode, 127);
    assert.equal(run.container('main').reason, 'CannotStartContainerError: exec: "/nope": no such file');
    assert.equal(run.state.stopCode, 'TaskFailedToStart');
    assert.ok(!run.happened('main RUNNING'));
  });

  test('L7, L8: out of memory only counts when it is what ended the container', () => {
    const killed = simulate([container('a')], { a: { exits: { after: 5, code: 137, oomKilled: true } } }).run();
    assert.equal(killed.container('a').reason, 'OutOfMemoryError: Container killed due to memory usage');
    assert.equal(killed.state.stopCode, 'EssentialContainerExited');
    const child = simulate([container('a')], { a: { exits: { after: 5, code: 0, oomKilled: true } } }).run();
    assert.equal(child.container('a').reason, undefined);
  });

  test('L9: a start that was not answered in time is stopped, in case it came up after all', () => {
    const run = simulate([container('a', { stopTimeout: 1 })], { a: { startTimesOut: true } }).run();
    assert.equal(run.containers.get('a')!.state, 'exited');
    assert.equal(run.container('a').known, 'STOPPED');
    assert.match(run.container('a').reason ?? '', /^DockerTimeoutError: /);
    assert.equal(run.state.stopCode, 'TaskFailedToStart');
  });

  test('L11: a failed resource stops the task before anything is made', () => {
    const run = simulate([container('a')]);
    run.at(-1, () =>
      run.send({
        type: 'resourceFailed',
        error: { name: 'ResourceInitializationError', message: 'no value for DB_PASSWORD' },
      }),
    );
    run.run();
    assert.deepEqual(
      run.effects.map(({ effect }) => effect.type),
      ['stopped'],
    );
    assert.deepEqual(
      [run.state.stopCode, run.state.stoppedReason],
      ['TaskFailedToStart', 'ResourceInitializationError: no value for DB_PASSWORD'],
    );
  });

  test('P11: without its pause a task has no network and stops', () => {
    const run = simulate([container('a', { stopTimeout: 1 })], {}, { networkMode: 'awsvpc' });
    run.at(5, () => run.exit('~internal~ecs~pause', 137));
    run.run();
    assert.equal(run.state.status, 'STOPPED');
    assert.match(run.state.stoppedReason ?? '', /network namespace lost/);
    assert.equal(run.containers.get('a')!.starts, 1);
  });

  test('a pause that cannot start ends the task', () => {
    const run = simulate(
      [container('a')],
      { '~internal~ecs~pause': { startFails: { message: 'port is already allocated', code: 128 } } },
      { networkMode: 'awsvpc' },
    ).run();
    assert.equal(run.state.stopCode, 'TaskFailedToStart');
    assert.ok(!run.happened('a RUNNING'));
  });

  test('a task in which nothing can move any more is ended, whatever brought it there', () => {
    const edge = (containerName: string) => ({ dependsOn: [{ containerName, condition: 'START' as const }] });
    const run = simulate([container('A', edge('B')), container('B', edge('A'))]);
    run.state = { ...run.state, begun: true };
    run.run();
    assert.equal(run.state.status, 'STOPPED');
    assert.match(run.state.stoppedReason ?? '', /^TaskStateError: /);
  });

  test('O12: circles, self references and unknown names, if they get this far', () => {
    const edge = (containerName: string) => ({ dependsOn: [{ containerName, condition: 'START' as const }] });
    for (const containers of [
      [container('A', edge('B')), container('B', edge('A'))],
      [container('A', edge('A'))],
      [container('A', edge('Z'))],
    ]) {
      const run = simulate(containers).run();
      assert.equal(run.state.status, 'STOPPED');
      assert.match(run.state.stoppedReason ?? '', /^TaskDependencyError: .*taskArn: arn:aws:ecs:/);
      assert.deepEqual(
        run.effects.map(({ effect }) => effect.type),
        ['stopped'],
      );
    }
  });
});
