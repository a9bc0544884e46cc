import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Groups } from '../../client/runner/cgroups/groups';
import { helperFor } from '../../client/runner/helper/ensure';
import type { Runner } from '../../client/runner/runner';
import { container, obedient, task } from '../support/definitions';
import { assertNothingLeft, begin, newTaskId, openLab, runToEnd, type Lab } from '../support/lab';
import { privateLab } from '../support/privateLab';
import { testImage } from '../support/testImage';

const withNetworkAndVolume = (script: string) =>
  task([container('main', script, { mountPoints: [{ sourceVolume: 'scratch', containerPath: '/s' }] })], {
    ...{ networkMode: 'awsvpc', volumes: [{ name: 'scratch' }] },
  });

describe('what is left of a task', { concurrency: 2 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('L10: containers, network and volumes go; doing it again does nothing', async () => {
    const { end } = await runToEnd(lab, withNetworkAndVolume('exit 0'));
    assert.deepEqual(await lab.runner.remove(end.taskId), { residue: [] });
    await assertNothingLeft(lab.port, end.taskId);
  });

  test('X5: two windows remove at once while somebody else is on the network', async () => {
    const run = await begin(lab, withNetworkAndVolume(obedient));
    const { taskId } = await run.task.started;
    const [network] = await lab.port.listNetworks([`dev.taskdef.task=${taskId}`]);
    assert.ok(network);
    const body = { Image: testImage, Cmd: ['sleep', '300'], Labels: {}, HostConfig: { NetworkMode: network.name } };
    const guest = await lab.port.create(`guest-${taskId}`, body, {});
    try {
      await lab.port.start(guest);
      await lab.runner.stop(taskId);
      const other = await openLab({ store: lab.store });
      const [one, two] = await Promise.all([lab.runner.remove(taskId), other.runner.remove(taskId)]);
      for (const { residue } of [one, two]) {
        assert.equal(residue.length, 1, residue.join());
        assert.match(residue[0] ?? '', new RegExp(`^network ${network.name} .*active endpoints`));
      }
      assert.deepEqual(await lab.port.list([`dev.taskdef.task=${taskId}`]), []);
      assert.deepEqual(await lab.port.listVolumes([`dev.taskdef.task=${taskId}`]), []);
    } finally {
      await lab.port.kill(guest);
      await lab.port.remove(guest);
    }
    assert.deepEqual(await lab.runner.remove(taskId), { residue: [] });
    await assertNothingLeft(lab.port, taskId);
  });
});

describe('prune, on an engine that is all ours', () => {
  const own = privateLab();

  test('takes stopped tasks and old remains, and leaves what runs or is young', async () => {
    const { lab } = own;
    const { port, runner } = lab;
    const stopped = await begin(lab, task([container('main', 'exit 0')]));
    await stopped.task.stopped;
    const running = await begin(lab, task([container('main', obedient)]));
    await running.task.started;
    const remains = (taskId: string, created: number) =>
      port.createVolume({
        name: `volume-${taskId}`,
        labels: { 'dev.taskdef.task': taskId, 'dev.taskdef.scope': 'task', 'dev.taskdef.created': String(created) },
      });
    await remains('a'.repeat(32), Date.now() - 3_600_000);
    await remains('b'.repeat(32), Date.now());
    await port.createVolume({ name: 'somebody-elses', labels: {} });

    const groups = new Groups(port, runner.engine, await helperFor(runner.engine));
    const group = { parent: `/taskdef-${newTaskId()}`, cpus: 1, shares: 2, memory: undefined };
    await groups.make({ taskId: 'c'.repeat(32), createdAt: 1, options: {}, group });

    const pruned: Awaited<ReturnType<Runner['prune']>> = await runner.prune();
    assert.deepEqual(pruned, { tasks: [stopped.task.taskId], residue: [] });
    const kept = await Promise.all(['a', 'b'].map(async (id) => port.volumeExists(`volume-${id.repeat(32)}`)));
    assert.deepEqual([...kept, await port.volumeExists('somebody-elses')], [false, true, true]);
    assert.equal(running.task.snapshot().lastStatus, 'RUNNING');
    await assertNothingLeft(port, stopped.task.taskId);
    await assertNothingLeft(port, 'c'.repeat(32));
    assert.deepEqual((await runner.prune()).tasks, []);

    await runner.stop(running.task.taskId, { force: true });
    assert.deepEqual((await runner.prune()).tasks, [running.task.taskId]);
  });
});
