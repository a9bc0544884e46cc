import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { label } from '../../../client/runner/labels';
import { type Rig, assertNothingLeft, inVpc, rig, run, simple } from './rig';

const changing = /^(create|start|stop|kill|remove|load|pull)/;

describe('reading changes nothing', () => {
  test('planning and listing', async () => {
    const all = await rig();
    const started = await (await run(all, inVpc)).started;
    const other = await rig(all.engine, all.store);
    all.engine.calls.length = 0;
    await other.runner.plan(simple);
    const [seen] = await other.runner.tasks();
    assert.deepEqual(seen, started);
    assert.deepEqual(
      all.engine.calls.filter((call) => changing.test(call)),
      [],
    );
  });
});

/** Waits until nobody asks the engine anything any more. */
async function settled({ calls }: Rig['engine']): Promise<void> {
  for (let [quiet, before] = [0, calls.length]; quiet < 20; quiet = calls.length === before ? quiet + 1 : 0) {
    before = calls.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('looking at the list of tasks', () => {
  test('asks the engine nothing about those that are driven here: each event of theirs makes the tree look', async () => {
    const all = await rig();
    const started = await (await run(all, inVpc)).started;
    await settled(all.engine);
    all.engine.calls.length = 0;
    assert.deepEqual(await all.runner.tasks(), [started]);
    assert.deepEqual(
      all.engine.calls.filter((call) => call.startsWith('inspect')),
      [],
    );
  });

  test('looks into a few of the others at a time', async () => {
    const all = await rig();
    for (let count = 0; count < 9; count++) await (await run(all, simple)).started;
    const other = await rig(all.engine, all.store);
    const inspect = all.engine.inspect.bind(all.engine);
    let [atOnce, most] = [0, 0];
    all.engine.inspect = async (id) => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      return inspect(id).finally(() => atOnce--);
    };
    assert.equal((await other.runner.tasks()).length, 9);
    assert.ok(most <= 4, `${most} at once`);
  });
});

describe('a task that has lost its label', () => {
  test('is still shown, stopped and removed', async () => {
    const all = await rig();
    const { engine } = all;
    const running = await run(all, simple);
    await running.started;
    for (const one of engine.containers.values())
      one.facts = {
        ...one.facts,
        labels: Object.fromEntries(Object.entries(one.facts.labels).filter(([name]) => name !== label.definition)),
      };
    const other = await rig(engine);
    const [seen] = await other.runner.tasks();
    assert.deepEqual([seen?.family, seen?.lastStatus, seen?.containers[0]?.name], ['lab', 'RUNNING', 'web']);
    assert.equal((await other.runner.stop(running.taskId)).lastStatus, 'STOPPED');
    await other.runner.remove(running.taskId);
    assertNothingLeft(engine);
  });
});
