import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Groups } from '../../../client/runner/cgroups/groups';
import { removeGroups } from '../../../client/runner/cgroups/removeGroups';
import { EngineError } from '../../../client/runner/errors';
import type { EngineInfo } from '../../../client/runner/plan';
import { FakeEngine } from '../../support/fakeEngine';
import { engine } from '../../support/fakeRunner';

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
