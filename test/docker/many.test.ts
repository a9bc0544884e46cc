import assert from 'node:assert/strict';
import { test } from 'node:test';
import { label, workspaceLabel } from '../../client/runner/labels';
import { container, obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { eachOf, handles } from '../support/inNumbers';
import { begin, newWorkspace, openLab, type Run } from '../support/lab';
import { leftOf, realEngine } from '../support/realEngine';

/** Each has a network of its own. */
const modes = [...Array<'awsvpc'>(8).fill('awsvpc'), ...Array<'bridge'>(32).fill('bridge')] as const;

test('X8: 40 tasks at once, all of them stopped and removed: no network is from the pools of the engine and nothing stays', async () => {
  const workspace = newWorkspace();
  const witness = await realEngine();
  const before = handles();
  const lab = await openLab({ workspace });
  const runs: Run[] = [];
  await eachOf(modes, async (networkMode) => {
    const run = await begin(lab, task([container('main', obedient, { memory: 16 })], { networkMode }));
    runs.push(run);
    await run.task.started;
  });
  for (const { task: running, reasons } of runs) assert.equal(running.snapshot().lastStatus, 'RUNNING', reasons.join());

  // The engine's own pools hold about 31 networks for everything on the machine: none of ours is from there.
  const networks = await witness.listNetworks([`${label.workspace}=${workspaceLabel(workspace)}`]);
  const subnets = networks.map(({ subnet = '' }) => subnet);
  assert.ok(new Set(subnets).size >= modes.length, subnets.join());
  for (const subnet of subnets) assert.match(subnet, /^10\.213\.\d+\.\d+\/28$/);

  await eachOf(runs, async ({ task: { taskId } }) => {
    await lab.runner.stop(taskId, { force: true });
    assert.deepEqual(await lab.runner.remove(taskId), { residue: [] });
  });
  await lab.runner.dispose();
  assert.deepEqual(await leftOf(witness, workspace), []);
  await eventually(() => handles().length <= before.length, `the handles of before: ${before.join()}`);
  witness.close();
});
