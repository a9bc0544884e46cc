import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { helperBody, pass } from '../../client/runner/cgroups/helperRun';
import { limitSteps, removalSteps } from '../../client/runner/cgroups/steps';
import { ensureHelper, helperFor } from '../../client/runner/helper/ensure';
import { groupName } from '../../client/runner/names';
import { obedient, task } from '../support/definitions';
import { begin, cleanUp, type Lab } from '../support/lab';
import { privateLab } from '../support/privateLab';
import { testImage } from '../support/testImage';

describe('control groups of version 2', () => {
  const own = privateLab({ groups: 'unified' });
  let lab: Lab;
  let image: string;
  before(async () => {
    ({ lab } = own);
    assert.equal(lab.runner.engine.cgroupVersion, 2);
    const helper = (await helperFor(lab.runner.engine)) ?? assert.fail('no helper for this engine');
    await ensureHelper(lab.port, helper);
    image = helper.name;
  });

  const newName = (): string => `taskdef-test-${randomBytes(6).toString('hex')}`;
  const helper = async (...steps: readonly string[]): Promise<string> =>
    pass(lab.port, newName(), helperBody({ image, labels: {} }, steps));

  test('are made as often as it is asked, written, shown, and removed once nobody is in them', async () => {
    const name = newName();
    assert.equal(await helper(`+${name}`, `+${name}`, `${name}/cgroup.max.depth=7`, `${name}/cgroup.max.depth`), '7');
    await assert.rejects(helper(`${name}/cgroup.max.depth=deep`), /cgroup\.max\.depth: Invalid argument/);
    const body = { Image: testImage, Cmd: ['sleep', '90'], Labels: {} };
    const HostConfig = { CgroupParent: `/${name}`, NetworkMode: 'none' };
    const id = await lab.port.create(newName(), { ...body, HostConfig }, {});
    await lab.port.start(id);
    assert.match(await helper(`${name}/cgroup.events`), /^populated 1$/m);
    await assert.rejects(helper(...removalSteps(`/${name}`, 2)), new RegExp(`-${name}: .*busy`));
    await lab.port.kill(id);
    await lab.port.remove(id);
    await helper(...removalSteps(`/${name}`, 2), ...removalSteps(`/${name}`, 2));
    await assert.rejects(helper(`${name}/cgroup.procs`), /No such file or directory/);
  });

  test('are shared by the containers of a task where they can limit anything; else that is said', async () => {
    const controllers = (await helper('cgroup.controllers')).split(' ');
    const canLimit = ['cpu', 'memory'].every((controller) => controllers.includes(controller));
    const told: string[] = [];
    const definition = task([{ name: 'one', image: testImage, command: ['sh', '-c', obedient] }], {
      ...{ memory: '64', networkMode: 'none' },
    });
    const run = await begin(
      lab,
      definition,
      { overrides: { from: 'ecs.local.json', sharedLimits: true }, allow: ['cgroups'] },
      { notice: ({ code, text }) => told.push(`${code}: ${text}`) },
    );
    const { taskId } = await run.task.started;
    const parent = groupName(taskId, 'cgroupfs');
    const folder = parent.slice(1);
    if (canLimit) {
      assert.equal(Number(await helper(`${folder}/memory.max`)), 64 * 1_048_576);
      assert.match(await helper(`${folder}/cgroup.events`), /^populated 1$/m);
    } else {
      const [first = ''] = limitSteps({ parent, cpus: undefined, shares: 2, memory: 1 }, 2)[0]?.split('=') ?? [];
      assert.match(told.join('\n'), new RegExp(`^shared-limits-unavailable: .*${first}: No such file`, 'm'));
    }
    await lab.runner.stop(taskId, { force: true });
    await cleanUp(lab, run);
    await assert.rejects(helper(`${folder}/cgroup.procs`), /No such file or directory/);
  });
});
