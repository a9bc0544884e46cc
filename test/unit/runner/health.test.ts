import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { taskHealth } from '../../../client/runner/health';
import type { Health } from '../../../client/runner/state';

const essential = (health: Health) => ({ essential: true, health });
const optional = (health: Health) => ({ essential: false, health });

describe("a task's health (runner.md §2.8)", () => {
  test('one UNHEALTHY decides, else one UNKNOWN', () => {
    assert.equal(taskHealth([essential('HEALTHY'), essential('HEALTHY')]), 'HEALTHY');
    assert.equal(taskHealth([essential('HEALTHY'), essential('UNKNOWN')]), 'UNKNOWN');
    assert.equal(taskHealth([essential('UNKNOWN'), essential('UNHEALTHY')]), 'UNHEALTHY');
  });

  test('only essential containers count', () => {
    assert.equal(taskHealth([essential('HEALTHY'), optional('UNHEALTHY'), optional('UNKNOWN')]), 'HEALTHY');
    assert.equal(taskHealth([optional('HEALTHY')]), 'UNKNOWN');
  });
});
