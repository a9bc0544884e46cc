import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { limitSteps, removalSteps } from '../../../../client/runner/cgroups/steps';
import type { EngineInfo, GroupSpec, RunOptions } from '../../../../client/runner/plan';
import type { Surroundings } from '../../../../client/runner/surroundings';
import type { TaskDefinition } from '../../../../server/index';
import { awsvpc, codes, container, hostConfig, pauseName, planned, surroundings, task } from '../planned';

const MiB = 1_048_576;
const shared: RunOptions = { overrides: { from: 'ecs.local.json', sharedLimits: true } };
const two = [container('a', { cpu: 100 }), container('b', { cpu: 28, memory: 32 })];
const sized = task(two, { cpu: '256', memory: '64', ...awsvpc });

describe('limits that containers share (runner.md §1.5, T2)', () => {
  const plan = (
    definition: TaskDefinition,
    engine: Partial<EngineInfo> = {},
    around: Partial<Surroundings> = {},
    options: RunOptions = {},
  ) => planned(definition, { ...shared, ...options }, { engine, around });
  const told = (found: ReturnType<typeof plan>) =>
    codes(found.notices).filter((code) => /^(task-(cpu|memory)|shared)/.test(code));

  test('C11: all containers are in one group, which has the limits; one of its own stays', () => {
    const found = plan(sized);
    const parent = `/taskdef-${surroundings.taskId.slice(0, 12)}`;
    assert.deepEqual(found.group, { parent, cpus: 0.25, shares: 128, memory: 64 * MiB });
    const limits = [pauseName, 'a', 'b'].map((name) => {
      const { CgroupParent, NanoCpus, Memory } = hostConfig(found, name);
      return { CgroupParent, NanoCpus, Memory };
    });
    assert.deepEqual(limits, [
      { CgroupParent: parent, NanoCpus: undefined, Memory: 16 * MiB },
      { CgroupParent: parent, NanoCpus: undefined, Memory: undefined },
      { CgroupParent: parent, NanoCpus: undefined, Memory: 32 * MiB },
    ]);
    assert.deepEqual(told(found), []);
  });

  test('somebody has to agree to it, and to nothing else with it', () => {
    const { demands } = plan(sized);
    assert.deepEqual(
      demands.map(({ kind, pointer }) => `${kind} ${pointer}`),
      ['cgroups /memory'],
    );
    assert.deepEqual(plan(sized, {}, {}, { allow: ['cgroups'] }).demands, []);
    assert.equal(plan(sized, {}, {}, { allow: ['host', 'privileged', 'mounts'] }).demands.length, 1);
    assert.deepEqual(planned(sized).demands, [], 'nobody has asked for it');
  });

  test('systemd calls a group a slice, and may undo its limits', () => {
    const found = plan(sized, { cgroupDriver: 'systemd' });
    assert.equal(found.group?.parent, `taskdef_${surroundings.taskId.slice(0, 12)}.slice`);
    assert.deepEqual(told(found), ['shared-limits-systemd /memory']);
  });

  test('no more is given than there is', () => {
    assert.deepEqual(plan(task(two, { cpu: '16384', memory: '120 GB' })).group?.cpus, 4);
    assert.deepEqual(plan(task(two, { cpu: '16384', memory: '120 GB' })).group?.memory, 8 * 1024 ** 3);
  });

  test('a task without a size has nothing to share', () => {
    const found = plan(task(two));
    assert.equal(found.group, undefined);
    assert.deepEqual([told(found), found.demands], [['shared-limits-none '], []]);
  });

  for (const [why, found] of [
    ['rootless', plan(sized, { confinements: ['seccomp', 'rootless'] })],
    ['without groups', plan(sized, { cgroupDriver: 'none' })],
    ['on Windows', plan(sized, { os: 'windows' })],
    ['without a helper', plan(sized, { architecture: 's390x' }, { pauseImage: '' })],
    ['that has refused the group', plan(sized, {}, {}, { groupRefused: 'memory: Read-only file system' })],
  ] as const)
    test(`an engine ${why} runs the task as without the wish, and says so`, () => {
      assert.equal(found.group, undefined);
      assert.equal(hostConfig(found).CgroupParent, undefined);
      assert.equal(hostConfig(found).Memory, 64 * MiB);
      assert.deepEqual(found.demands, []);
      assert.deepEqual(told(found), [
        'shared-limits-unavailable /memory',
        'task-cpu-each /cpu',
        'task-memory-each /memory',
      ]);
    });
});

describe('what the helper does with control groups', () => {
  const group: GroupSpec = { parent: '/t', cpus: 0.25, shares: 128, memory: 64 * MiB };
  const slice: GroupSpec = { parent: 't.slice', cpus: undefined, shares: 1024, memory: undefined };

  test('version 1 has a tree for each controller', () => {
    assert.deepEqual(limitSteps(group, 1), [
      '+cpu/t',
      '+memory/t',
      'cpu/t/cpu.cfs_period_us=100000',
      'cpu/t/cpu.cfs_quota_us=25000',
      'memory/t/memory.limit_in_bytes=67108864',
    ]);
    assert.deepEqual(limitSteps(slice, 1), ['+cpu/t.slice', '+memory/t.slice', 'cpu/t.slice/cpu.shares=1024']);
  });

  test('version 2 has one tree, whose controllers have to be turned on above', () => {
    const turnedOn = 'cgroup.subtree_control=+cpu +memory';
    assert.deepEqual(limitSteps(group, 2), [turnedOn, '+t', 't/cpu.max=25000 100000', 't/memory.max=67108864']);
    assert.deepEqual(limitSteps(slice, 2), [turnedOn, '+t.slice', 't.slice/cpu.weight=39']);
  });

  test('the kernel takes no quota below a millisecond', () => {
    assert.ok(limitSteps({ ...group, cpus: 2 / 1024 }, 1).includes('cpu/t/cpu.cfs_quota_us=1000'));
  });

  test('version 1 has the group in every tree', () => {
    assert.deepEqual(removalSteps('t.slice', 2), ['-t.slice']);
    const steps = removalSteps('/t', 1);
    for (const tree of ['cpu', 'memory', 'blkio', 'systemd']) assert.ok(steps.includes(`-${tree}/t`), tree);
  });
});
