import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TaskPlan } from '../../../../client/runner/plan';
import type { TaskDefinition } from '../../../../server/index';
import { codes, container, fargate, hostConfig, one, planned, specOf, task } from '../planned';

describe('size and limits (runner.md §1.4, §1.5)', () => {
  const limits = (plan: TaskPlan, name = 'a') => {
    const { Memory, MemoryReservation, NanoCpus, CpuShares } = hostConfig(plan, name);
    return { Memory, MemoryReservation, NanoCpus, CpuShares };
  };
  const MiB = 1_048_576;

  test('C4: floors and reservations', () => {
    const plan = planned(task([container('a', { cpu: 0, memory: 4 }), container('b', { memoryReservation: 50 })]));
    assert.deepEqual(limits(plan), {
      Memory: 6 * MiB,
      MemoryReservation: undefined,
      NanoCpus: undefined,
      CpuShares: 2,
    });
    assert.ok(codes(plan.notices).includes('memory-floor /containerDefinitions/0/memory'));
    assert.equal(limits(plan, 'b').MemoryReservation, 52_428_800);
    const little = planned(task([container('a', { memoryReservation: 4 })], { memory: '5' }));
    const { Memory, MemoryReservation } = limits(little);
    assert.deepEqual([Memory, MemoryReservation], [6 * MiB, 6 * MiB]);
    assert.deepEqual(
      little.notices.filter(({ code }) => code === 'memory-floor').map(({ pointer, text }) => `${pointer} ${text}`),
      [
        '/memory Docker counts memory from 6 MiB on, so a gets 6 MiB instead of 5 MiB.',
        '/containerDefinitions/0/memoryReservation Docker counts memory from 6 MiB on, so a gets 6 MiB instead of 4 MiB.',
      ],
    );
    assert.equal(planned(one({ memory: 10, memoryReservation: 20 })).refusals[0]?.code, 'memory-reservation');
  });

  test('C11: the size of the task is a ceiling for each container', () => {
    const plan = planned(
      task([container('a'), container('b', { memory: 32, cpu: 512 })], { memory: '64', cpu: '1 vCPU' }),
    );
    assert.deepEqual(limits(plan), { Memory: 64 * MiB, MemoryReservation: undefined, NanoCpus: 1e9, CpuShares: 2 });
    assert.deepEqual(limits(plan, 'b'), {
      Memory: 32 * MiB,
      MemoryReservation: undefined,
      NanoCpus: 1e9,
      CpuShares: 512,
    });
    assert.deepEqual(
      codes(plan.notices).filter((it) => it.startsWith('task-')),
      ['task-endpoints ', 'task-cpu-each /cpu', 'task-memory-each /memory'],
    );
    assert.deepEqual(codes(planned(one({}, { memory: '64' })).notices), ['task-endpoints '], 'exact for one container');
  });

  test('a task bigger than the engine gets what there is', () => {
    const plan = planned(one({}, { cpu: '16384', memory: '120 GB' }));
    assert.deepEqual([limits(plan).NanoCpus, limits(plan).Memory], [4e9, 8 * 1024 ** 3]);
    assert.deepEqual(codes(plan.notices).slice(1), ['task-cpu-clamped /cpu', 'task-memory-clamped /memory']);
  });

  test('C5: swap', () => {
    const swap = (linuxParameters: object, engine = {}) => {
      const { MemorySwap, MemorySwappiness } = hostConfig(
        planned(one({ memory: 100, linuxParameters }), {}, { engine }),
      );
      return [MemorySwap, MemorySwappiness];
    };
    assert.deepEqual(swap({ maxSwap: 200, swappiness: 90 }), [300 * MiB, 90]);
    assert.deepEqual(swap({ maxSwap: 0 }), [100 * MiB, undefined]);
    assert.deepEqual(swap({}), [undefined, undefined]);
    assert.deepEqual(swap({ swappiness: 90 }), [undefined, undefined]);
    assert.deepEqual(swap({ maxSwap: 200, swappiness: 90 }, { cgroupVersion: 2 }), [300 * MiB, undefined]);
    assert.deepEqual(swap({ maxSwap: 200 }, { swapLimit: false }), [undefined, undefined]);
  });

  test('Fargate opens more files and waits two minutes at most', () => {
    const plan = planned(one({ stopTimeout: 500 }, fargate));
    assert.deepEqual(hostConfig(plan).Ulimits, [{ Name: 'nofile', Soft: 65_535, Hard: 65_535 }]);
    assert.equal(specOf(plan).facts.stopTimeout, 120);
    assert.equal(hostConfig(planned(one({}))).Ulimits, undefined);
  });
});

describe('health checks (runner.md §1.3, §1.4)', () => {
  const check = (definition: TaskDefinition) => specOf(planned(definition)).body.Healthcheck;

  test("C10: ECS's defaults are sent, in nanoseconds", () => {
    assert.deepEqual(check(one({ healthCheck: { command: ['CMD', 'true'] } })), {
      Test: ['CMD', 'true'],
      Interval: 30e9,
      Timeout: 5e9,
      Retries: 3,
      StartPeriod: 0,
    });
  });

  test("the image's own check does not run on Fargate and counts for nothing on EC2", () => {
    assert.deepEqual(check(one({}, fargate)), { Test: ['NONE'] });
    assert.equal(check(one({})), undefined);
    assert.equal(specOf(planned(one({}))).facts.hasHealthCheck, false);
  });
});
