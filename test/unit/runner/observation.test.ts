import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContainerFactsOnEngine } from '../../../client/runner/enginePort';
import { initialState } from '../../../client/runner/initial';
import { observation, vanished } from '../../../client/runner/drive/observation';
import { observe } from '../../../client/runner/observe';
import type { ContainerState } from '../../../client/runner/state';
import { containerFacts } from '../../support/containerFacts';
import { planned } from './planned';

const see = (more: Partial<ContainerFactsOnEngine>) => observation(containerFacts(more));
const seen = (more: Partial<ContainerFactsOnEngine>) => [see(more).known, see(more).exitCode];

describe('what inspect says (runner.md §7, L12)', () => {
  test('L12: created, running, exited, dead, failed to start, gone', () => {
    assert.deepEqual(seen({}), ['CREATED', undefined]);
    assert.deepEqual(seen({ state: 'running', startedAt: 2000 }), ['RUNNING', undefined]);
    assert.deepEqual(seen({ state: 'exited', startedAt: 2000, finishedAt: 3000 }), ['STOPPED', 0]);
    assert.deepEqual(seen({ state: 'dead', startedAt: 2000, finishedAt: 3000, exitCode: 1 }), ['STOPPED', 1]);
    assert.deepEqual(seen({ error: 'exec: not found', exitCode: 127 }), ['STOPPED', 127]);
    assert.equal(vanished('id-a').known, 'VANISHED');
  });

  test('an exit without its time has no code yet', () => {
    assert.deepEqual(seen({ state: 'exited', startedAt: 2000 }), ['STOPPED', undefined]);
  });

  test('starting is UNKNOWN', () => {
    const health = (value: ContainerFactsOnEngine['health']) => see({ state: 'running', health: value }).health;
    assert.deepEqual((['none', 'starting', 'healthy', 'unhealthy'] as const).map(health), [
      'UNKNOWN',
      'UNKNOWN',
      'HEALTHY',
      'UNHEALTHY',
    ]);
  });
});

describe('folding it into what is known', () => {
  const plan = planned({
    containerDefinitions: [
      { name: 'a', image: 'busybox' },
      { name: 'checked', image: 'busybox', healthCheck: { command: ['CMD', 'true'] } },
    ],
  });
  const [plain, checked] = initialState(plan, 0).containers as [ContainerState, ContainerState];
  const running = { ...plain, known: 'RUNNING', id: 'id-a', startedAt: 2000 } as const;

  test('never goes back', () => {
    assert.equal(observe(running, see({}), 5000), running);
    const stopped = observe(running, see({ state: 'exited', startedAt: 2000, finishedAt: 3000 }), 5000);
    assert.equal(observe(stopped, see({ state: 'running', startedAt: 2000 }), 5000), stopped);
    assert.equal(observe(stopped, vanished('id-a'), 5000), stopped);
  });

  test('fills in a code that comes late', () => {
    const early = observe(running, see({ state: 'exited', startedAt: 2000 }), 3001);
    assert.deepEqual([early.known, early.exitCode], ['STOPPED', undefined]);
    const late = observe(early, see({ state: 'exited', startedAt: 2000, finishedAt: 3000, exitCode: 3 }), 3100);
    assert.deepEqual([late.exitCode, late.finishedAt], [3, 3000]);
  });

  test('an exit that was asked for counts, even when it is the one from before a restart', () => {
    const restarted = { ...running, finishedAt: 3000, exitCode: 1, restarts: 1, lastRestart: 4000 };
    const old = see({ state: 'exited', startedAt: 2000, finishedAt: 3000, exitCode: 1 });
    assert.equal(observe(restarted, old, 5000).known, 'RUNNING');
    assert.equal(observe({ ...restarted, inFlight: 'inspect' }, old, 5000).known, 'STOPPED');
  });

  test("a container's health is that of its own check only", () => {
    const healthy = see({ state: 'running', startedAt: 2000, health: 'healthy' });
    assert.equal(observe(plain, healthy, 2000).health, 'UNKNOWN');
    assert.equal(observe(checked, healthy, 2000).health, 'HEALTHY');
    const gone = see({ state: 'exited', startedAt: 2000, finishedAt: 3000, health: 'unhealthy' });
    assert.equal(observe(observe(checked, healthy, 2000), gone, 3000).health, 'HEALTHY', 'the last value stays');
  });

  test('an error of the engine is a reason', () => {
    const failed = observe(
      running,
      see({ state: 'exited', startedAt: 2000, finishedAt: 3000, error: 'OCI runtime' }),
      3000,
    );
    assert.equal(failed.reason, 'DockerStateError: OCI runtime');
  });
});
