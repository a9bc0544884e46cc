import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usageBetween, usageOf } from '../../../client/runner/usage';

const sample = (second: number, cpu: number, memory: object = { usage: 1000 }) => ({
  read: `2026-11-22T08:41:${String(second).padStart(2, '0')}.000000001Z`,
  cpu_stats: { cpu_usage: { total_usage: cpu } },
  memory_stats: memory,
});

describe('what a container uses', () => {
  test('is measured between two samples, in processors and bytes', () => {
    assert.deepEqual(usageBetween(sample(1, 4e9), sample(3, 5e9)), { cpus: 0.5, memory: 1000 });
  });

  test('leaves out what is only a cache of files, under either version of cgroups', () => {
    for (const stats of [{ inactive_file: 300 }, { inactive_file: 1, total_inactive_file: 300 }])
      assert.equal(usageBetween(sample(1, 0), sample(2, 0, { usage: 1000, stats }))?.memory, 700);
  });

  test('is unknown of a container that has stopped, whose samples are empty', () => {
    assert.equal(
      usageBetween(sample(1, 1), { read: '0001-01-01T00:00:00Z', cpu_stats: {}, memory_stats: {} }),
      undefined,
    );
    assert.equal(usageBetween(sample(1, 1), sample(1, 1)), undefined);
  });

  test('is read from the engine until there are two samples, and no longer', async () => {
    let asked = 0;
    const stats = async function* () {
      for (let second = 1; ; second++) {
        asked++;
        yield sample(second, second * 1e9);
      }
    };
    assert.deepEqual(await usageOf({ stats }, 'x', undefined), { cpus: 1, memory: 1000 });
    assert.equal(asked, 2);
  });

  test('is unknown when it stops before the second', async () => {
    const stats = async function* () {
      yield sample(1, 1);
    };
    assert.equal(await usageOf({ stats }, 'x', undefined), undefined);
  });
});
