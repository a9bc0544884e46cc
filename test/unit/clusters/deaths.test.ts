import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Deaths } from '../../../client/clusters/deaths';

const at = 0;

/** `web` is essential, `side` is not; `again` is neither and has a restart policy. */
function watched() {
  const deaths = new Deaths([
    { name: 'web', essential: true, mayRestart: false },
    { name: 'side', essential: false, mayRestart: false },
    { name: 'again', essential: false, mayRestart: true },
  ]);
  const ends = (container: string, exitCode: number) => deaths.observe({ container, status: 'STOPPED', exitCode, at });
  return { deaths, ends };
}

describe('who takes a task over', () => {
  test('does not tell again of a death beside, but of the next one', () => {
    const { deaths, ends } = watched();
    ends('side', 1);
    assert.equal(deaths.passOver(), 'side');
    const told: string[] = [];
    deaths.onDeathBeside((container) => told.push(container));
    assert.deepEqual(told, []);
    assert.equal(deaths.passOver(), undefined);
  });

  test('tells of an essential container that died while nobody drove the task', () => {
    const { deaths, ends } = watched();
    ends('web', 1);
    assert.equal(deaths.passOver(), undefined);
    assert.equal(deaths.cause, 'web');
  });
});

describe('who died first', () => {
  test('is the one whose end ends the task, not those that are stopped because of it', () => {
    const { deaths, ends } = watched();
    ends('web', 1);
    ends('side', 137);
    assert.equal(deaths.cause, 'web');
  });

  test('is nobody when the essential container comes to its end with success', () => {
    const { deaths, ends } = watched();
    ends('web', 0);
    ends('side', 137);
    assert.equal(deaths.cause, undefined);
  });

  test('is one that never ran, when it says why', () => {
    const { deaths, ends } = watched();
    deaths.observe({ container: 'side', status: 'STOPPED', reason: 'CannotPullContainerError: no', at });
    ends('web', 143);
    assert.equal(deaths.cause, 'side');
  });

  test('is not one that was started again, nor the pause, nor one that only falls ill', () => {
    const { deaths, ends } = watched();
    ends('again', 1);
    deaths.observe({ container: 'again', status: 'RUNNING', at });
    ends('~internal~ecs~pause', 137);
    deaths.observe({ container: 'web', status: 'RUNNING', health: 'UNHEALTHY', at });
    assert.equal(deaths.cause, undefined);
  });

  test('is told at once of a container without which the task goes on, to whoever comes later, too', () => {
    const { deaths, ends } = watched();
    const told: string[] = [];
    ends('side', 0);
    ends('again', 2);
    deaths.observe({ container: 'again', status: 'RUNNING', at });
    ends('side', 2);
    deaths.onDeathBeside((name) => told.push(name));
    ends('side', 2);
    assert.deepEqual(told, ['side']);
  });

  test('is, after a death beside the task, who dies next by itself; not who never ran because of it', () => {
    const { deaths, ends } = watched();
    const told: string[] = [];
    deaths.onDeathBeside((name) => told.push(name));
    for (const container of ['web', 'side']) deaths.observe({ container, status: 'RUNNING', at });
    ends('side', 2);
    ends('again', 143);
    assert.equal(deaths.cause, 'side');
    ends('web', 1);
    ends('again', 137);
    assert.deepEqual([deaths.cause, told], ['web', ['side']]);
  });

  test('is told again after the container was made anew', () => {
    const { deaths, ends } = watched();
    const told: string[] = [];
    deaths.onDeathBeside((name) => told.push(name));
    ends('side', 2);
    for (const status of ['NONE', 'CREATED', 'RUNNING'] as const) deaths.observe({ container: 'side', status, at });
    assert.equal(deaths.cause, undefined);
    ends('side', 2);
    assert.deepEqual(told, ['side', 'side']);
  });

  test('is not told at once of one that ends the task', () => {
    const { deaths, ends } = watched();
    deaths.onDeathBeside(() => assert.fail('the end of the task tells it'));
    ends('web', 2);
    assert.equal(deaths.cause, 'web');
  });
});
