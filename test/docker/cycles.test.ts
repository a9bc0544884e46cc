import assert from 'node:assert/strict';
import { test } from 'node:test';
import { container, obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { eachOf, handles } from '../support/inNumbers';
import { begin, newWorkspace, openLab } from '../support/lab';
import { leftOf, realEngine } from '../support/realEngine';

const cycles = 300;

test(`${cycles} tasks started, stopped and removed by one runner: nothing of ours is left, and no handle`, async () => {
  const workspace = newWorkspace();
  const witness = await realEngine();
  const before = handles();
  const lab = await openLab({ workspace });
  const definition = task([container('main', obedient, { memory: 16 })]);
  const ends: string[] = [];
  await eachOf(
    Array<undefined>(cycles)
      .fill(undefined)
      .map((_, index) => index),
    async () => {
      const { task: one, reasons } = await begin(lab, definition);
      assert.equal((await one.started).lastStatus, 'RUNNING', reasons.join());
      ends.push((await lab.runner.stop(one.taskId, { force: true })).lastStatus);
      assert.deepEqual(await lab.runner.remove(one.taskId), { residue: [] });
    },
  );
  assert.deepEqual(ends, Array<string>(cycles).fill('STOPPED'));
  await lab.runner.dispose();
  assert.deepEqual(await leftOf(witness, workspace), []);
  await eventually(() => handles().length <= before.length, `the handles of before: ${before.join()}`);
  witness.close();
});
