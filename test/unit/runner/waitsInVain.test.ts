import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stuckWaits } from '../../../client/runner/dependencies';
import { container } from './planned';
import { simulate } from './simulator';
import { healthCheck, inOrder, on, waiting } from './waiting';

describe('waiting for what will not come (runner.md §7)', () => {
  test('O5: never after another exit code', () => {
    const run = simulate([container('parent', waiting(on('dep', 'SUCCESS'))), container('dep', { essential: false })], {
      dep: { exits: { after: 10, code: 1 } },
    }).run();
    inOrder(run, 'dep STOPPED(1)', 'parent STOPPED(143)', 'task STOPPED');
    assert.ok(!run.happened('parent CREATED'));
    assert.match(
      run.container('parent').reason ?? '',
      /^CannotStartContainerError: .*parent.*dep.*SUCCESS.*exited with 1/,
    );
    assert.equal(run.state.stopCode, 'TaskFailedToStart');
  });

  test('O6, O7: startTimeout of the dependency ends the wait', () => {
    for (const [condition, essential] of [
      ['SUCCESS', false],
      ['HEALTHY', true],
    ] as const) {
      const dep = container('dep', { essential, startTimeout: 8, healthCheck });
      const run = simulate([container('parent', waiting(on('dep', condition))), dep], {
        dep: { health: [{ at: 1, is: 'UNHEALTHY' }] },
      }).run();
      inOrder(run, 'dep RUNNING', 'parent STOPPED(143)', 'dep STOPPED(137)', 'task STOPPED');
      assert.equal(run.when('parent STOPPED(143)') - run.when('dep RUNNING'), 8000);
      assert.match(run.container('parent').reason ?? '', /timed out/);
      assert.ok(!run.happened('task RUNNING'));
    }
  });

  test('O9: a chain of hopeless waits ends the task', () => {
    const run = simulate(
      [
        container('exit', { essential: false }),
        container('A', waiting(on('exit', 'SUCCESS'))),
        container('B', waiting(on('A', 'START'), on('exit', 'SUCCESS'))),
      ],
      { exit: { exits: { after: 1, code: 1 } } },
    ).run();
    assert.ok(!run.happened('A RUNNING') && !run.happened('B RUNNING'));
    inOrder(run, 'exit STOPPED(1)', 'A STOPPED(143)', 'task STOPPED');
  });

  test('O17: a non-essential container that waits in vain leaves the others alone', () => {
    const run = simulate(
      [
        container('W', { ...waiting(on('dep', 'SUCCESS')), essential: false }),
        container('dep', { essential: false }),
        container('main'),
      ],
      { dep: { exits: { after: 1, code: 1 } }, main: { exits: { after: 20, code: 0 } } },
    ).run();
    inOrder(run, 'W STOPPED(143)', 'task RUNNING', 'main STOPPED(0)', 'task STOPPED');
    assert.equal(run.when('main STOPPED(0)'), run.when('main RUNNING') + 20_000);
  });

  test('O18: START on a container that cannot start', () => {
    const run = simulate([container('A', { essential: false }), container('B', waiting(on('A', 'START')))], {
      A: { startFails: { message: 'executable file not found', code: 127 } },
    }).run();
    inOrder(run, 'B STOPPED(143)', 'task STOPPED');
    assert.equal(run.container('A').exitCode, 127);
    assert.ok(!run.happened('B CREATED'));
  });

  test('O20: HEALTHY of a container that is gone hangs for ever, as on ECS, and can be told', () => {
    const run = simulate(
      [container('A', { essential: false, healthCheck }), container('B', waiting(on('A', 'HEALTHY')))],
      {
        A: { exits: { after: 2, code: 0 } },
      },
    ).run(3000);
    assert.equal(run.state.status, 'PENDING');
    assert.deepEqual(stuckWaits(run.state, run.now), [{ container: 'B', on: 'A' }]);
    const told = run.moves.filter(({ reason }) => reason?.startsWith('waits for A'));
    assert.deepEqual(
      told.map(({ container, status }) => [container, status]),
      [['B', 'MANIFEST_PULLED']],
    );
    assert.match(told[0]?.reason ?? '', /stop the task, and make A essential/);
    run.at(3001, () => run.send({ type: 'userStop', reason: undefined }));
    assert.equal(run.run().state.status, 'STOPPED');
  });
});
