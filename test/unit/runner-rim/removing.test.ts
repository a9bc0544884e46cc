import assert from 'node:assert/strict';
import os from 'node:os';
import { describe, test } from 'node:test';
import { EngineError } from '../../../client/runner/errors';
import { label } from '../../../client/runner/labels';
import { type Rig, assertNothingLeft, inVpc, rig, run, simple } from './rig';

describe('removing', () => {
  async function stopped(all: Rig, definition = inVpc): Promise<string> {
    const running = await run(all, definition);
    await running.started;
    await all.runner.stop(running.taskId);
    return running.taskId;
  }

  test('applications, then the pause, then network and volumes', async () => {
    const all = await rig();
    const taskId = await stopped(all, { ...inVpc, volumes: [{ name: 'data' }] });
    all.engine.calls.length = 0;
    assert.deepEqual(await all.runner.remove(taskId), { residue: [] });
    const order = all.engine.calls
      .filter((call) => call.startsWith('remove'))
      .map((call) => call.replace(/ .*-(web|internalecspause)-.*/, ' $1').replace(/(Network|Volume) .*/, '$1'));
    assert.deepEqual(order, ['remove web', 'remove internalecspause', 'removeNetwork', 'removeVolume']);
    assertNothingLeft(all.engine);
    assert.equal(all.store.read(taskId), undefined);
  });

  test('what is in use is tried again; what stays is named, does not keep the rest, and goes the next time', async () => {
    const all = await rig();
    const taskId = await stopped(all);
    let refusals = 0;
    all.engine.faults.set('removeNetwork', () => (refusals++, new EngineError('refused', 'has active endpoints', 403)));
    const { residue } = await all.runner.remove(taskId);
    assert.equal(refusals, 5);
    assert.deepEqual(residue, [`network taskdef-${taskId.slice(0, 12)} (has active endpoints)`]);
    assert.equal(all.engine.containers.size, 0);
    all.engine.faults.clear();
    assert.deepEqual(await all.runner.remove(taskId), { residue: [] });
    assertNothingLeft(all.engine);
  });

  test('X5: two windows at once', async () => {
    const all = await rig();
    const other = await rig(all.engine, all.store);
    const taskId = await stopped(all);
    const both = await Promise.all([all.runner.remove(taskId), other.runner.remove(taskId)]);
    assert.deepEqual(both, [{ residue: [] }, { residue: [] }]);
    assertNothingLeft(all.engine);
  });

  test('a task that runs is not removed, here or elsewhere', async () => {
    const all = await rig();
    const running = await run(all, simple);
    await running.started;
    const other = await rig(all.engine, all.store);
    for (const { runner } of [all, other])
      await assert.rejects(runner.remove(running.taskId), { code: 'refused', next: 'Stop it first.' });
  });

  test('a task nobody knows is removed already', async () => {
    assert.deepEqual(await (await rig()).runner.remove('f'.repeat(32)), { residue: [] });
  });
});

describe('cleaning up', () => {
  test('takes what has stopped and what nobody will ever use, and leaves the rest', async () => {
    const all = await rig();
    const { engine, runner, store } = all;
    const alive = await run(all, simple);
    await alive.started;
    const ended = await run(all, simple);
    await ended.started;
    await runner.stop(ended.taskId);
    const dead = { host: os.hostname(), pid: 2 ** 22 + 1, started: undefined };
    const labels = (taskId: string, created: number) => ({
      [label.task]: taskId,
      [label.created]: String(created),
      [label.role]: 'pause',
    });
    store.remember('a'.repeat(32), { owner: dead });
    await engine.createNetwork({ name: 'of-a-dead-window', labels: labels('a'.repeat(32), Date.now()) });
    await engine.createNetwork({ name: 'old', labels: labels('b'.repeat(32), Date.now() - 3_600_000) });
    await engine.createNetwork({ name: 'young', labels: labels('c'.repeat(32), Date.now()) });
    store.remember('d'.repeat(32), { owner: dead });
    engine.addImage('taskdef-helper:old');
    const pause = { Image: 'taskdef-helper:old', Labels: labels('d'.repeat(32), Date.now()), HostConfig: {} };
    await engine.start(await engine.create('half-made', pause));
    const { tasks, residue } = await runner.prune();
    assert.deepEqual([...tasks].sort(), [ended.taskId, 'd'.repeat(32)].sort());
    assert.deepEqual(residue, []);
    assert.deepEqual([...engine.networks.keys()], ['young']);
    assert.deepEqual(
      [...engine.containers.values()].map(({ facts }) => facts.labels[label.task]),
      [alive.taskId],
    );
    assert.ok(!engine.images.has('taskdef-helper:old'), 'a helper nobody uses any more');
  });
});
