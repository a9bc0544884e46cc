import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LocalRunner } from '../../../client/runner/drive/localRunner';
import { EngineError } from '../../../client/runner/errors';
import type { FakeEngine } from '../../support/fakeEngine';
import { rig, simple } from './rig';

/** Runs a task on an engine whose `start` of the application first does what another window could have done. */
async function runWhile(
  meanwhile: (engine: FakeEngine, id: string) => Promise<void>,
): Promise<{ engine: FakeEngine; started: Awaited<ReturnType<LocalRunner['run']>>['started'] }> {
  const { engine, runner } = await rig();
  const start = engine.start.bind(engine);
  let isFirst = true;
  engine.start = async (id) => {
    if (isFirst && engine.containers.get(id)?.facts.labels['dev.taskdef.container'] === 'web') {
      isFirst = false;
      await meanwhile(engine, id);
    }
    await start(id);
  };
  const { started } = await runner.run(await runner.plan(simple), {});
  await started;
  await runner.dispose();
  return { engine, started };
}

test('a container that another window has made again is taken part in', async () => {
  let other = '';
  const { engine, started } = await runWhile(async (shared, id) => {
    const { name, body } = shared.containers.get(id) ?? assert.fail(id);
    await shared.remove(id);
    other = await shared.create(name, body);
  });
  const { lastStatus, stoppedReason, containers } = await started;
  assert.deepEqual([lastStatus, stoppedReason], ['RUNNING', undefined]);
  assert.equal(containers[0]?.runtimeId, other);
  assert.equal(engine.container('web').state, 'running');
});

test('a container that was removed by hand is not made again', async () => {
  const { started } = await runWhile(async (shared, id) => shared.remove(id));
  const { lastStatus, containers } = await started;
  assert.equal(lastStatus, 'STOPPED');
  assert.match(containers[0]?.reason ?? '', /^CannotStartContainerError: /);
});

test('an address that its forerunner has not given back yet is waited for', async () => {
  const { engine, started } = await runWhile(async (shared) => {
    let refusals = 2;
    shared.faults.set('start', () =>
      refusals-- > 0 ? new EngineError('address-taken', 'Address already in use', 403) : undefined,
    );
    return Promise.resolve();
  });
  assert.equal((await started).lastStatus, 'RUNNING');
  assert.equal(engine.calls.filter((call) => /^start .*web/.test(call)).length, 3);
});
