import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ResourceRequirement } from '../../../../server/index';
import { codes, hostConfig, one, planned } from '../planned';

describe('GPUs and other accelerators (runner.md §1.3)', () => {
  const plan = (requirements: ResourceRequirement[], gpu?: boolean) =>
    planned(one({ resourceRequirements: requirements }), {}, gpu === undefined ? {} : { engine: { gpu } });

  test('the engine is asked for as many as the container wants', () => {
    const { DeviceRequests } = hostConfig(plan([{ type: 'GPU', value: '2' }], true));
    assert.deepEqual(DeviceRequests, [{ Driver: '', Count: 2, Capabilities: [['gpu']] }]);
  });

  test('an engine without a runtime for them is no place for the task, and the way out is told', () => {
    const { refusals } = plan([{ type: 'GPU', value: '1' }], false);
    assert.deepEqual(codes(refusals), ['gpu-missing /containerDefinitions/0/resourceRequirements/0']);
    assert.match(refusals[0]?.next ?? '', /ecs\.local\.json.*"resourceRequirements": \[\]/);
    assert.deepEqual(plan([{ type: 'GPU', value: '1' }]).refusals, [], 'where it cannot be told the engine decides');
  });

  test('what only AWS has is left out, and said', () => {
    const { notices, ...rest } = plan([{ type: 'InferenceAccelerator', value: 'device' }]);
    assert.ok(codes(notices).includes('accelerator /containerDefinitions/0/resourceRequirements/0'));
    assert.equal(hostConfig({ ...rest, notices }).DeviceRequests, undefined);
  });
});
