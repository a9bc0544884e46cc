import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs, { type FSWatcher, type WatchListener } from 'node:fs';
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

  test('the state folder is watched once for all who watch, until the last of them stops', async (t) => {
    const all = await rig();
    const opened: FSWatcher[] = [];
    const watch = fs.watch;
    t.mock.method(fs, 'watch', (folder: string, options: object, heard: WatchListener<string>) => {
      const watching = watch(folder, options, heard);
      opened.push(watching);
      return watching;
    });
    const told = [new Set<string | undefined>(), new Set<string | undefined>()];
    const [first, second] = told.map((ids) => all.runner.watch((taskId) => ids.add(taskId)));
    assert.equal(opened.length, 1);
    all.store.own('a');
    await eventually(() => told.every((ids) => ids.has('a')), 'both to hear');
    first?.dispose();
    all.store.own('b');
    await eventually(() => told[1]?.has('b') ?? false, 'the one that is left to hear');
    assert.ok(!told[0]?.has('b'));
    const closed = once(opened[0] ?? assert.fail(), 'close');
    second?.dispose();
    await closed;
    all.runner.watch(() => undefined).dispose();
    assert.equal(opened.length, 2);
  });
});
