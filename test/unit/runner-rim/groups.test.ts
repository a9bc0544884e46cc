import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Groups } from '../../../client/runner/cgroups/groups';
import { removeGroups } from '../../../client/runner/cgroups/removeGroups';
import { EngineError, RunnerError } from '../../../client/runner/errors';
import type { EngineInfo, RunOptions } from '../../../client/runner/plan';
import { container, task } from '../../support/definitions';
import { eventually } from '../../support/eventually';
import { FakeEngine } from '../../support/fakeEngine';
import { engine } from '../../support/fakeRunner';
import { rig } from './rig';

/** An engine whose helper ends with this code. */
class Ending extends FakeEngine {
  constructor(public code: number) {
    super();
  }

  override async wait(): Promise<number> {
    for (const { facts } of this.containers.values()) if (facts.state === 'running') await this.stop(facts.id);
    return this.code;
  }
}

const helper = { name: 'taskdef-helper:test', archive: Buffer.alloc(0) };
const plan = {
  ...{ taskId: 'a'.repeat(32), createdAt: 0, options: {} },
  group: { parent: '/t', cpus: 1, shares: 2, memory: 1 },
};
const starts = ({ calls }: FakeEngine) => calls.filter((call) => call.startsWith('start ')).length;
const groupsOn = (port: FakeEngine, more: Partial<EngineInfo> = {}) => new Groups(port, { ...engine, ...more }, helper);

describe('the control group of a task', () => {
  test('is made once, by whoever needs it first', async () => {
    const port = new Ending(0);
    const groups = groupsOn(port);
    await Promise.all([groups.make(plan), groups.make(plan)]);
    await groups.started(plan);
    assert.equal(starts(port), 1);
    assert.equal(port.containers.size, 1, 'its maker stays');
  });

  test('of systemd gets its limits again with each start', async () => {
    const port = new Ending(0);
    const groups = groupsOn(port, { cgroupDriver: 'systemd' });
    await groups.make(plan);
    await groups.started(plan);
    assert.deepEqual([starts(port), port.containers.size], [2, 1]);
  });

  test('refused is asked for again the next time, and given up leaves nothing', async () => {
    const port = new Ending(1);
    const groups = groupsOn(port);
    await assert.rejects(groups.make(plan), EngineError);
    await assert.rejects(groups.make(plan), EngineError);
    assert.equal(starts(port), 2);
    await groups.giveUp(plan);
    assert.equal(port.containers.size, 0);
  });

  test('refused by a helper that does not end is given up as well', async () => {
    const port = new Ending(0);
    port.wait = async () => Promise.reject(new EngineError('cancelled', 'the call was given up'));
    const groups = groupsOn(port);
    await assert.rejects(groups.make(plan), EngineError);
    port.wait = Ending.prototype.wait.bind(port);
    await groups.giveUp(plan);
    assert.equal(port.containers.size, 0);
  });

  test('that cannot go keeps its maker, by which it is found again', async () => {
    const port = new Ending(0);
    await groupsOn(port).make(plan);
    port.code = 1;
    const [left] = await removeGroups(port, await port.list([]));
    assert.match(left ?? '', /^control group \/t \(/);
    assert.equal(port.containers.size, 1);
    port.code = 0;
    assert.deepEqual(await removeGroups(port, await port.list([])), []);
    assert.equal(port.containers.size, 0);
  });
});

describe('a task in a control group', () => {
  const definition = task([container('web', 'run', { restartPolicy: { enabled: true, restartAttemptPeriod: 0 } })], {
    memory: '64',
  });
  const shared: RunOptions = { overrides: { from: 'ecs.local.json', sharedLimits: true }, allow: ['cgroups'] };

  test('is in it again when the machine of the engine was started anew, which takes all groups with it', async () => {
    const port = new Ending(0);
    const { runner } = await rig(port);
    const one = await runner.run(await runner.plan(definition, shared));
    await one.started;
    port.die();
    await eventually(() => one.snapshot().engineLost === true, 'the engine to be missed');
    port.revive();
    await eventually(() => !one.snapshot().engineLost, 'the engine to be heard again');
    port.calls.length = 0;
    port.exit('web', 1);
    await eventually(() => one.snapshot().containers[0]?.restarts === 1, 'the restart');
    const [maker, web] = port.calls.filter((call) => call.startsWith('start '));
    assert.match(maker ?? '', /^start taskdef-.*cgroup/);
    assert.match(web ?? '', /web/);
    await runner.stop(one.taskId);
  });

  test('leaves none when the run fails before anybody drives it', async () => {
    const port = new Ending(0);
    const { runner } = await rig(port);
    port.faults.set('events', () => new EngineError('refused', 'events are not allowed here', 403));
    await assert.rejects(runner.run(await runner.plan(definition, shared)), RunnerError);
    assert.ok(starts(port) > 0, 'it was made');
    assert.deepEqual(
      [...port.containers.values()].map(({ name }) => name),
      [],
    );
  });
});
