import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ContainerDefinition, TaskDefinition } from '../../server/index';
import { container, obedient, task } from '../support/definitions';
import { inspected } from '../support/inspected';
import { begin, cleanUp, openLab, runToEnd, type Lab } from '../support/lab';
import { testImage } from '../support/testImage';

const mebibyte = 1_048_576;
const codesOf = (notices: readonly { readonly code: string }[]) => notices.map(({ code }) => code);

/** What the kernel holds the container to, whichever version of cgroups it has: bytes in a line. */
const ownLimit = 'cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null';

/** A container without a limit of its own. */
const unlimited = (name: string, script: string): ContainerDefinition => ({
  ...{ name, image: testImage, command: ['sh', '-c', script], stopTimeout: 2 },
});

describe('size, limits, labels and log drivers reach the engine', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab?.runner.dispose());

  /** Runs containers until they are up; gives what the engine says of each, and what the plan announced. */
  async function made(containers: readonly ContainerDefinition[], more: Partial<TaskDefinition> = {}) {
    const definition = task(containers, more);
    const { notices } = await lab.runner.plan(definition);
    const run = await begin(lab, definition);
    const { containers: started } = await run.task.started;
    const all = await Promise.all(started.map(async ({ runtimeId }) => inspected(lab, runtimeId)));
    await lab.runner.stop(run.task.taskId, { force: true });
    await cleanUp(lab, run);
    return { all, codes: codesOf(notices), taskArn: run.task.snapshot().taskArn };
  }

  test('C4: shares and limits have floors; a reservation is none', async () => {
    const reserved = { ...unlimited('b', obedient), memoryReservation: 50 };
    const { all, codes } = await made([container('a', obedient, { cpu: 0, memory: 4 }), reserved]);
    const limits = all.map(({ HostConfig: { CpuShares, Memory, MemoryReservation } }) => ({
      ...{ CpuShares, Memory, MemoryReservation },
    }));
    assert.deepEqual(limits, [
      { CpuShares: 2, Memory: 6 * mebibyte, MemoryReservation: 0 },
      { CpuShares: 2, Memory: 0, MemoryReservation: 52_428_800 },
    ]);
    assert.ok(codes.includes('memory-floor'));
  });

  test('C5: swap comes on top of the memory, or not at all', async () => {
    const swapping = (name: string, maxSwap: number, swappiness: number) =>
      container(name, obedient, { memory: 100, linuxParameters: { maxSwap, swappiness } });
    const { all, codes } = await made([swapping('some', 200, 90), swapping('none', 0, 90)]);
    const { swapLimit, cgroupVersion } = lab.runner.engine;
    const expected = (bytes: number) => ({
      // Twice the memory is what the engine does by itself.
      MemorySwap: swapLimit ? bytes : 200 * mebibyte,
      swappiness: swapLimit && cgroupVersion === 1 ? 90 : undefined,
    });
    assert.deepEqual(
      all.map(({ HostConfig: { MemorySwap, MemorySwappiness } }) => ({
        ...{ MemorySwap, swappiness: MemorySwappiness ?? undefined },
      })),
      [expected(314_572_800), expected(104_857_600)],
    );
    const said = swapLimit ? (cgroupVersion === 1 ? [] : ['swappiness', 'swappiness']) : ['swap', 'swap'];
    assert.deepEqual(
      codes.filter((code) => code.startsWith('swap')),
      said,
    );
  });

  test('C7: labels of the definition are kept, those of the agent and ours are not given away', async () => {
    const { all, taskArn } = await made([
      container('a', obedient, { dockerLabels: { mylabel: 'kept', 'com.amazonaws.ecs.cluster': 'mine' } }),
    ]);
    const labels = all[0]?.Config.Labels ?? {};
    assert.equal(labels.mylabel, 'kept');
    const agents = Object.entries(labels).filter(([name]) => name.startsWith('com.amazonaws.ecs.'));
    assert.deepEqual(Object.fromEntries(agents), {
      'com.amazonaws.ecs.cluster': 'local',
      'com.amazonaws.ecs.container-name': 'a',
      'com.amazonaws.ecs.task-arn': taskArn,
      'com.amazonaws.ecs.task-definition-family': 'lab',
      'com.amazonaws.ecs.task-definition-version': '1',
    });
  });

  test("C8: a log driver of the engine's is given its options, and ECS's own way of delivery", async () => {
    const options = { 'max-size': '20m', 'max-file': '7' };
    const { all } = await made([container('a', obedient, { logConfiguration: { logDriver: 'json-file', options } })]);
    const Config = { ...options, mode: 'non-blocking', 'max-buffer-size': '10m' };
    assert.deepEqual(all[0]?.HostConfig.LogConfig, { Type: 'json-file', Config });
  });

  test('C11: each container may use the memory of the whole task and no more, which is said', async () => {
    const greedy = {
      ...unlimited('greedy', 'exec dd if=/dev/urandom of=/dev/shm/fill bs=1M'),
      linuxParameters: { sharedMemorySize: 512 },
    };
    const definition = task([greedy, { ...unlimited('modest', ownLimit), essential: false }], { memory: '64' });
    assert.ok(codesOf((await lab.runner.plan(definition)).notices).includes('task-memory-each'));
    const { run, end } = await runToEnd(lab, definition);
    assert.ok(run.lines.includes(`modest: ${64 * mebibyte}`), run.lines.join());
    assert.equal(end.containers[0]?.exitCode, 137);
    assert.equal(end.containers[0]?.reason, 'OutOfMemoryError: Container killed due to memory usage');
  });
});
