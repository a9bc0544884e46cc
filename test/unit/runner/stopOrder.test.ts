import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mayStop } from '../../../client/runner/stopping';
import { container } from './planned';
import { simulate } from './simulator';
import { inOrder, on, waiting } from './waiting';

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
