import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { container } from './planned';
import { simulate } from './simulator';
import { healthCheck, inOrder, on, waiting } from './waiting';

describe('the order in which containers start (runner.md §7)', () => {
  test('O1: after the dependency is HEALTHY', () => {
    const run = simulate([container('parent', waiting(on('dep', 'HEALTHY'))), container('dep', { healthCheck })], {
      parent: { exits: { after: 0.5, code: 0 } },
      dep: { health: [{ at: 1, is: 'HEALTHY' }] },
    }).run();
    inOrder(
      run,
      'dep RUNNING',
      'dep HEALTHY',
      'parent RUNNING',
      'task RUNNING',
      'parent STOPPED(0)',
      'dep STOPPED(137)',
      'task STOPPED',
    );
    assert.equal(run.state.stopCode, 'EssentialContainerExited');
  });

  test('O2, O11: after it is COMPLETE with any code; the digest is looked up at once, the layers only then', () => {
    const run = simulate(
      [container('parent', waiting(on('dep', 'COMPLETE'))), container('dep', { essential: false })],
      { parent: { exits: { after: 5, code: 0 } }, dep: { exits: { after: 10, code: 1 } } },
    ).run();
    inOrder(
      run,
      'parent MANIFEST_PULLED',
      'dep RUNNING',
      'dep STOPPED(1)',
      'parent PULLED',
      'parent RUNNING',
      'task RUNNING',
      'parent STOPPED(0)',
      'task STOPPED',
    );
  });

  test('O11: a wait without an end keeps the dependent at its digest', () => {
    for (const pull of ['default', 'always', 'once', 'prefer-cached'] as const) {
      const second = container('second', { ...waiting(on('first', 'COMPLETE')), essential: false });
      const first = container('first', { essential: false });
      const run = simulate([container('main'), first, second], {}, { options: { pull } }).run(600);
      assert.equal(run.container('first').known, 'RUNNING');
      assert.equal(run.container('second').known, 'MANIFEST_PULLED');
      assert.equal(run.state.status, 'PENDING');
    }
  });

  test('O3: after it has STARTed', () => {
    const run = simulate([container('parent', waiting(on('dep', 'START'))), container('dep', { essential: false })], {
      parent: { exits: { after: 5, code: 0 } },
    }).run();
    inOrder(
      run,
      'dep RUNNING',
      'parent RUNNING',
      'task RUNNING',
      'parent STOPPED(0)',
      'dep STOPPED(137)',
      'task STOPPED',
    );
    assert.ok(run.when('parent RUNNING') > run.when('dep RUNNING'));
  });

  test('O4: after its SUCCESS', () => {
    const run = simulate([container('parent', waiting(on('dep', 'SUCCESS'))), container('dep', { essential: false })], {
      parent: { exits: { after: 0, code: 0 } },
      dep: { exits: { after: 10, code: 0 } },
    }).run();
    inOrder(run, 'dep STOPPED(0)', 'parent RUNNING', 'task RUNNING', 'parent STOPPED(0)', 'task STOPPED');
  });

  test('O13: START is met by a container that has come and gone', () => {
    const run = simulate([container('A', { essential: false }), container('B', waiting(on('A', 'START')))], {
      A: { exits: { after: 0, code: 0 } },
      B: { exits: { after: 1, code: 0 }, takes: { pull: 5 } },
    }).run();
    inOrder(run, 'A STOPPED(0)', 'B RUNNING', 'task STOPPED');
  });

  test('O14: UNHEALTHY is not the end; it may still turn', () => {
    const run = simulate([container('A', { healthCheck }), container('B', waiting(on('A', 'HEALTHY')))], {
      A: {
        health: [
          { at: 3, is: 'UNHEALTHY' },
          { at: 10, is: 'HEALTHY' },
        ],
      },
    }).run(20);
    inOrder(run, 'A UNHEALTHY', 'A HEALTHY', 'B RUNNING');
  });

  test('O15: the timeout runs from the start of the dependency, not of the task', () => {
    const run = simulate(
      [
        container('C', { essential: false }),
        container('A', { ...waiting(on('C', 'COMPLETE')), essential: false, startTimeout: 10 }),
        container('B', waiting(on('A', 'SUCCESS'))),
      ],
      { C: { exits: { after: 30, code: 0 } }, A: { exits: { after: 9, code: 0 } } },
    ).run(60);
    inOrder(run, 'C STOPPED(0)', 'A STOPPED(0)', 'B RUNNING', 'task RUNNING');
  });

  test('O16: startTimeout of the waiting container means nothing', () => {
    const dep = container('dep', { essential: false });
    const parent = container('parent', { ...waiting(on('dep', 'SUCCESS')), startTimeout: 2 });
    const run = simulate([parent, dep], { dep: { exits: { after: 60, code: 0 } } }).run(100);
    inOrder(run, 'dep STOPPED(0)', 'parent RUNNING', 'task RUNNING');
  });

  test('O21: a container that is created no longer times out', () => {
    const run = simulate(
      [
        container('A', { healthCheck, startTimeout: 8 }),
        container('B', { ...waiting(on('A', 'HEALTHY')), essential: false }),
      ],
      {
        A: {
          health: [
            { at: 7, is: 'HEALTHY' },
            { at: 8, is: 'UNHEALTHY' },
            { at: 20, is: 'HEALTHY' },
          ],
        },
        B: { takes: { create: 3 } },
      },
    ).run(60);
    inOrder(run, 'A UNHEALTHY', 'B CREATED', 'B RUNNING');
    assert.ok(run.when('B CREATED') > run.when('A RUNNING') + 8000);
    assert.ok(run.when('B RUNNING') > run.when('A RUNNING') + 20_000);
  });

  for (const order of ['before', 'after'] as const)
    test(`O22: a dependency that is restarted is not COMPLETE, declared ${order} the one that waits`, () => {
      const restartPolicy = { enabled: true, restartAttemptPeriod: 60 };
      const dep = container('dep', { essential: false, restartPolicy });
      const B = container('B', waiting(on('dep', 'COMPLETE')));
      const run = simulate(order === 'before' ? [dep, B] : [B, dep], {
        dep: { exits: { after: 61, code: 1 } },
      }).run(130);
      inOrder(run, 'dep restarted', 'dep restarted');
      assert.equal(run.container('B').known, 'MANIFEST_PULLED');
      run.containers.get('dep')!.starts = 99;
      run.at(131, () => run.exit('dep', 0));
      assert.equal(run.run(200).container('B').known, 'RUNNING');
    });

  test('links, volumesFrom and the pause are waited for', () => {
    const bridge = simulate([container('app', { links: ['db:database'] }), container('db')]).run(5);
    inOrder(bridge, 'db RUNNING', 'app CREATED');
    const shared = simulate([container('app', { volumesFrom: [{ sourceContainer: 'data' }] }), container('data')], {
      data: { takes: { start: 2 } },
    }).run(5);
    inOrder(shared, 'data CREATED', 'app CREATED', 'data RUNNING');
    const awsvpc = simulate(
      [container('app')],
      { '~internal~ecs~pause': { takes: { start: 2 } } },
      { networkMode: 'awsvpc' },
    ).run(5);
    inOrder(
      awsvpc,
      '~internal~ecs~pause CREATED',
      'app CREATED',
      '~internal~ecs~pause RESOURCES_PROVISIONED',
      'task PENDING',
      'app RUNNING',
      'task RUNNING',
    );
  });
});
