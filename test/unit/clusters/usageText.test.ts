import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { taskRef } from '../../../client/clusters/describeTask';
import { DockerClusters } from '../../../client/clusters/dockerClusters';
import { EngineConnection } from '../../../client/clusters/engineConnection';
import { usageLine, usageLines } from '../../../client/clusters/usageText';
import type { Usage } from '../../../client/runner/runner';
import { FakeRunner, taskSnapshot } from '../../support/fakeRunner';

const used = (change: Partial<Usage> = {}): Usage => ({
  ...{ cpus: 0.125, cpuLimit: 0.25, memory: 34 * 2 ** 20, memoryLimit: 512 * 2 ** 20 },
  ...change,
});

describe('what a container uses, in words', () => {
  test('stands against what it may use', () => {
    assert.deepEqual(usageLines(used()), ['CPU: 50 % of 0.25 vCPU', 'Memory: 34 MiB of 512 MiB (7 %)']);
  });

  test('stands alone where nothing limits it', () => {
    const free = used({ cpuLimit: undefined, memoryLimit: undefined, memory: 0.54 * 2 ** 20 });
    assert.deepEqual(usageLines(free), ['CPU: 0.13 vCPU', 'Memory: 0.5 MiB']);
  });

  test('is asked of the engine for a container, or for all of a task, a line each', async () => {
    const runner = new FakeRunner([taskSnapshot()]);
    runner.used.set('web', used()).set('db', used({ cpus: 0 }));
    const clusters = new DockerClusters(new EngineConnection(async () => runner));
    const { ref } = (await clusters.children(taskRef(taskSnapshot().taskId)))[0] ?? assert.fail();
    assert.deepEqual(await clusters.usage(ref), usageLines(used()));
    assert.deepEqual(await clusters.usage(taskRef(taskSnapshot().taskId)), [
      usageLine('web', used()),
      'db: 0 % of 0.25 vCPU · 34 MiB of 512 MiB (7 %)',
    ]);
  });
});
