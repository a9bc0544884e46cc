import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stuckWaits } from '../../../client/runner/dependencies';
import { mayStop } from '../../../client/runner/stopping';
import type { ContainerDependency } from '../../../server/index';
import { container } from './planned';
import { simulate, type Simulator } from './simulator';

const healthCheck = { command: ['CMD-SHELL', 'true'] };
const on = (containerName: string, condition: NonNullable<ContainerDependency['condition']>) =>
  ({ containerName, condition }) as const;
const waiting = (...dependsOn: ContainerDependency[]) => ({ dependsOn });

/** The lines happened, in this order. */
function inOrder(run: Simulator, ...lines: string[]): void {
  const positions = lines.map((line) => run.story.indexOf(line));
  const told = `${lines.join(' → ')}\n\ngot:\n${run.story.join('\n')}`;
  assert.ok(!positions.includes(-1), told);
  assert.deepEqual(
    positions,
    [...positions].sort((a, b) => a - b),
    told,
  );
}

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

describe('the order in which containers stop (runner.md §7)', () => {
  test('O8: start and stop go opposite ways', () => {
    const run = simulate(
      [
        container('parent', waiting(on('A', 'START'))),
        container('A', waiting(on('B', 'START'))),
        container('B', waiting(on('C', 'START'))),
        container('C'),
      ],
      {
        parent: { exits: { after: 1, code: 0 } },
        A: { onTerm: { after: 1, code: 0 } },
        B: { onTerm: { after: 2, code: 0 } },
        C: { onTerm: { after: 3, code: 0 } },
      },
    ).run();
    inOrder(run, 'C RUNNING', 'B RUNNING', 'A RUNNING', 'parent RUNNING');
    inOrder(run, 'parent STOPPED(0)', 'A STOPPED(0)', 'B STOPPED(0)', 'C STOPPED(0)', 'task STOPPED');
  });

  test('O10: containers that do not depend on each other stop at once, each with its own patience', () => {
    const run = simulate(
      [
        container('parent', waiting(on('d1', 'START'), on('d2', 'START'))),
        container('d1', { stopTimeout: 5 }),
        container('d2', { stopTimeout: 50 }),
      ],
      {
        parent: { exits: { after: 30, code: 0 } },
        d1: { onTerm: { after: 30, code: 0 } },
        d2: { onTerm: { after: 30, code: 0 } },
      },
    ).run();
    const stopping = run.when('parent STOPPED(0)');
    assert.ok(Math.abs(run.when('d1 STOPPED(137)') - stopping - 5000) < 100);
    assert.ok(Math.abs(run.when('d2 STOPPED(0)') - stopping - 30_000) < 100);
  });

  test('O19: only the containers that name it hold a container back', () => {
    const run = simulate([
      container('A', waiting(on('B', 'START'))),
      container('B', waiting(on('C', 'START'), on('D', 'START'))),
      container('C', waiting(on('E', 'START'), on('F', 'START'))),
      container('D', waiting(on('E', 'START'))),
      container('E'),
      container('F'),
      container('Z'),
    ]).run(5);
    const containers = run.state.containers.map((it) =>
      ['A', 'C'].includes(it.facts.name) ? { ...it, known: 'STOPPED' as const } : it,
    );
    const task = { ...run.state, containers };
    const free = containers.filter((it) => it.known !== 'STOPPED' && mayStop(task, it)).map(({ facts }) => facts.name);
    assert.deepEqual(free, ['B', 'F', 'Z']);
  });

  test('the pause goes last, after a DEPROVISIONING of its own', () => {
    const run = simulate([container('app', { stopTimeout: 2 })], {}, { networkMode: 'awsvpc' });
    run.at(5, () => run.send({ type: 'userStop', reason: undefined }));
    inOrder(run.run(), 'app STOPPED(137)', 'task DEPROVISIONING', '~internal~ecs~pause STOPPED(137)', 'task STOPPED');
  });
});
