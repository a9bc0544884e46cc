import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from '../../support/eventually';
import { rig, run, simple } from './rig';

describe('watching the tasks of an engine', () => {
  test('whoever watches hears that another process lets go of a task, and that one begins to drive it', async () => {
    const all = await rig();
    const running = await run(all, simple);
    await running.started;
    const other = await rig(all.engine, all.store);
    const changes: (string | undefined)[] = [];
    const watching = other.runner.watch((taskId) => changes.push(taskId));
    const isUnattended = async () => (await other.runner.tasks())[0]?.isUnattended ?? false;
    assert.equal(await isUnattended(), false);
    await all.runner.dispose();
    await eventually(() => changes.includes(running.taskId), 'word of who let go');
    assert.equal(await isUnattended(), true);
    changes.length = 0;
    await other.runner.adopt();
    await eventually(() => changes.includes(running.taskId), 'word of who took over');
    watching.dispose();
  });

  test('whoever watches hears of changes until it stops', async () => {
    const all = await rig();
    const changes: (string | undefined)[] = [];
    const watching = all.runner.watch((taskId) => changes.push(taskId));
    const running = await run(all, simple);
    await running.started;
    await eventually(() => changes.includes(running.taskId), 'a change');
    watching.dispose();
    changes.length = 0;
    await all.runner.stop(running.taskId);
    assert.deepEqual(changes, []);
  });
});
