import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { helperBody, pass } from '../../client/runner/cgroups/helperRun';
import { removalSteps } from '../../client/runner/cgroups/steps';
import { helperFor } from '../../client/runner/helper/ensure';
import { groupName } from '../../client/runner/names';
import type { RunOptions } from '../../client/runner/plan';
import type { ContainerDefinition } from '../../server/index';
import { obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { inspected } from '../support/inspected';
import { adopted, begin, cleanUp, type Lab, newWorkspace, openLab, overriding } from '../support/lab';
import { testImage } from '../support/testImage';

const shared: RunOptions = { overrides: { from: 'ecs.local.json', sharedLimits: true }, allow: ['cgroups'] };
const outOfMemory = 'OutOfMemoryError: Container killed due to memory usage';

/** Without a limit of its own. */
const unlimited = (name: string, script: string, more: Partial<ContainerDefinition> = {}): ContainerDefinition => ({
  ...{ name, image: testImage, command: ['sh', '-c', script], stopTimeout: 2 },
  ...more,
});

/** Keeps so many MiB of memory: `dd` reads them at once, and nobody takes them from it. Process 1 does not heed SIGTERM. */
const hoard = (size: number): string =>
  `mkfifo /tmp/pipe; sleep 90 </tmp/pipe & exec dd if=/dev/zero of=/tmp/pipe bs=${size}M`;

describe('containers share the limits of their task', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab?.runner.dispose());

  /** A file of the task's group. Rejects when there is no such group. */
  async function read(taskId: string, controller: string, file: string): Promise<string> {
    const { engine } = lab.runner;
    assert.ok(engine.cgroupDriver !== 'none');
    const folder = groupName(taskId, engine.cgroupDriver).replace('/', '');
    const path = engine.cgroupVersion === 1 ? `${controller}/${folder}/${file}` : `${folder}/${file}`;
    return inGroups([path]);
  }

  async function inGroups(steps: readonly string[]): Promise<string> {
    const image = (await helperFor(lab.runner.engine))?.name ?? assert.fail('no helper for this engine');
    const name = `taskdef-test-${randomBytes(6).toString('hex')}`;
    return pass(lab.port, name, helperBody({ image, labels: {} }, steps));
  }

  async function assertGone(taskId: string): Promise<void> {
    await assert.rejects(read(taskId, 'cpu', 'cpu.stat'), /No such file or directory/);
  }

  test('C11: together they get the CPU of the task, and whoever takes it over removes its group', async () => {
    const busy = (name: string) => unlimited(name, 'while :; do :; done');
    const workspace = newWorkspace();
    const first = await openLab({ workspace });
    const definition = task([busy('one'), busy('two')], { cpu: '128', networkMode: 'awsvpc' });
    assert.deepEqual(
      (await first.runner.plan(definition, { ...shared, allow: [] })).demands.map(({ kind }) => kind),
      ['cgroups'],
    );
    const { notices, containers } = await first.runner.plan(definition, shared);
    assert.ok(!notices.some(({ code }) => code.startsWith('task-cpu')), 'nothing is different from ECS');
    const run = await begin(first, definition, shared);
    const { taskId } = await run.task.started;
    const listed = await first.port.list([`dev.taskdef.task=${taskId}`, 'com.amazonaws.ecs.task-arn']);
    const parents = await Promise.all(
      listed.map(async ({ id }) => (await inspected(first, id)).HostConfig.CgroupParent),
    );
    assert.equal(parents.length, containers.length, 'the pause, too');
    assert.equal(new Set(parents).size, 1);

    const statistic = async (name: string): Promise<number> => {
      const [, value] = new RegExp(`^${name} (\\d+)`, 'm').exec(await read(taskId, 'cpu', 'cpu.stat')) ?? [];
      return Number(value);
    };
    await eventually(async () => (await statistic('nr_throttled')) > 10, 'the kernel to hold both of them up');
    const isFirst = lab.runner.engine.cgroupVersion === 1;
    const used = isFirst ? Number(await read(taskId, 'cpuacct', 'cpuacct.usage')) / 1e3 : await statistic('usage_usec');
    // An eighth of each period of 100 ms, and the ends of what the kernel counts in.
    const granted = ((await statistic('nr_periods')) + 2) * 12_500;
    assert.ok(used < granted * 1.2, `${used} of ${granted} microseconds`);

    await first.runner.dispose();
    const second = await openLab({ workspace, store: first.store });
    const again = await adopted(second, taskId);
    await second.runner.stop(taskId, { force: true });
    await cleanUp(second, again);
    await second.runner.dispose();
    await assertGone(taskId);
  });

  test('C11: what one takes too much of the memory of the task is killed, with the reason of ECS', async () => {
    const modest = unlimited('modest', hoard(30), { essential: false });
    const definition = task([unlimited('greedy', hoard(50)), modest], { memory: '64' });
    const run = await begin(lab, definition, shared);
    await run.task.stopped;
    const end = await cleanUp(lab, run);
    const ends = end.containers.map(({ name, exitCode, reason }) => ({ name, exitCode, reason }));
    assert.deepEqual(ends, [
      { name: 'greedy', exitCode: 137, reason: outOfMemory },
      // Killed because it would not stop: the group's memory has no part in that.
      { name: 'modest', exitCode: 137, reason: undefined },
    ]);
    assert.equal(end.stopCode, 'EssentialContainerExited');
    await assertGone(end.taskId);
  });

  test('who was killed for the memory of the task while nobody drove it has the reason; who was killed by hand has none', async () => {
    const workspace = newWorkspace();
    const first = await openLab({ workspace });
    const waiting = unlimited('greedy', `until test -f /tmp/go; do sleep 0.1; done; ${hoard(50)}`, {
      essential: false,
    });
    const modest = unlimited('modest', hoard(30), { essential: false });
    const definition = task([waiting, modest, unlimited('other', obedient)], { memory: '64' });
    const run = await begin(first, definition, shared);
    const { taskId } = await run.task.started;
    await first.runner.dispose();
    const idOf = async (name: string): Promise<string> => {
      const [found] = await lab.port.list([`dev.taskdef.task=${taskId}`, `dev.taskdef.container=${name}`]);
      return found?.id ?? assert.fail(`no ${name}`);
    };
    const [greedy, survivor] = [await idOf('greedy'), await idOf('modest')];
    const hasEnded = (id: string) => async () => (await lab.port.inspect(id))?.state === 'exited';
    (await lab.port.exec(greedy, ['touch', '/tmp/go'], { tty: false })).close();
    await eventually(hasEnded(greedy), 'the kernel to kill one of them');
    await lab.port.kill(survivor);
    await eventually(hasEnded(survivor), 'the other one to end');

    const second = await openLab({ workspace, store: first.store });
    const again = await adopted(second, taskId);
    const ends = again.task.snapshot().containers.map(({ name, exitCode, reason }) => ({ name, exitCode, reason }));
    assert.deepEqual(ends, [
      { name: 'greedy', exitCode: 137, reason: outOfMemory },
      { name: 'modest', exitCode: 137, reason: undefined },
      { name: 'other', exitCode: undefined, reason: undefined },
    ]);
    await second.runner.stop(taskId, { force: true });
    await cleanUp(second, again);
    await second.runner.dispose();
    await assertGone(taskId);
  });

  test('a group that was lost with its machine is made again before whoever takes the task over starts a container', async () => {
    const workspace = newWorkspace();
    const first = await openLab({ workspace });
    const restartPolicy = { enabled: true, restartAttemptPeriod: 1 };
    const run = await begin(first, task([unlimited('one', obedient, { restartPolicy })], { memory: '64' }), shared);
    const { taskId, containers } = await run.task.started;
    await eventually(() => Date.now() - (run.times.get('one RUNNING') ?? Infinity) > 1_500, 'the policy to apply');
    await first.runner.dispose();
    const id = containers[0]?.runtimeId ?? '';
    await lab.port.kill(id);
    await eventually(async () => (await lab.port.inspect(id))?.state === 'exited', 'its end');
    const { cgroupDriver, cgroupVersion } = lab.runner.engine;
    assert.ok(cgroupDriver !== 'none');
    await inGroups(removalSteps(groupName(taskId, cgroupDriver), cgroupVersion));
    await assertGone(taskId);

    const second = await openLab({ workspace, store: first.store });
    const again = await adopted(second, taskId);
    await eventually(async () => (await lab.port.inspect(id))?.state === 'running', 'the restart');
    const limit = await read(taskId, 'memory', cgroupVersion === 1 ? 'memory.limit_in_bytes' : 'memory.max');
    assert.equal(Number(limit), 64 * 1_048_576);
    await second.runner.stop(taskId, { force: true });
    await cleanUp(second, again);
    await second.runner.dispose();
    await assertGone(taskId);
  });

  test('where the engine refuses the group each container has the limits for itself, which is said', async () => {
    const refusing = await openLab({
      wrap: (port) =>
        overriding(port, {
          create: async (name, body, options) => {
            const isMaker = body.Cmd?.[0] === 'cgroup';
            return port.create(name, isMaker ? { ...body, User: '65534:65534' } : body, options);
          },
        }),
    });
    const told: string[] = [];
    const run = await begin(
      refusing,
      task([unlimited('one', obedient), unlimited('two', obedient)], { memory: '64' }),
      shared,
      {
        notice: ({ code, text }) => told.push(`${code}: ${text}`),
      },
    );
    const { taskId, containers } = await run.task.started;
    assert.match(told.join('\n'), /^shared-limits-unavailable: .*Permission denied.*\ntask-memory-each: /);
    for (const { runtimeId } of containers) {
      const { CgroupParent, Memory } = (await inspected(refusing, runtimeId)).HostConfig;
      assert.deepEqual({ CgroupParent, Memory }, { CgroupParent: '', Memory: 64 * 1_048_576 });
    }
    const found = await refusing.runner.inspect(taskId);
    assert.ok(
      found.notices.some(({ code }) => code === 'shared-limits-unavailable'),
      'whoever takes it over knows',
    );
    await refusing.runner.stop(taskId, { force: true });
    await cleanUp(refusing, run);
    await refusing.runner.dispose();
  });
});
