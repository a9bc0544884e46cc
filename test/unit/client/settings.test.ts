import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSettings } from '../../../client/settings';

const read = (values: Record<string, unknown>) => readSettings({ get: (key: string) => values[key] });

const defaults = {
  files: [],
  endpoint: undefined,
  pull: 'default',
  portConflict: 'ask',
  credentials: 'none',
  profile: undefined,
  region: undefined,
};

describe('settings', () => {
  test('have defaults', () => assert.deepEqual(read({}), defaults));

  test('are read as typed values', () => {
    const values = {
      'docker.endpoint': ' tcp://127.0.0.1:2375 ',
      'docker.pull': 'prefer-cached',
      'run.portConflict': 'remap',
      'aws.credentials': 'role',
      'aws.profile': 'dev ',
      'aws.region': 'eu-west-1',
      files: ['ecs/*.json', 3],
    };
    assert.deepEqual(read(values), {
      files: ['ecs/*.json'],
      endpoint: 'tcp://127.0.0.1:2375',
      pull: 'prefer-cached',
      portConflict: 'remap',
      credentials: 'role',
      profile: 'dev',
      region: 'eu-west-1',
    });
  });

  test('of a wrong kind count as not set', () => {
    assert.deepEqual(read({ 'docker.endpoint': 1, 'docker.pull': 'never', 'run.portConflict': null }), defaults);
    assert.deepEqual(read({ 'aws.credentials': 'mine', 'aws.profile': 1, 'aws.region': '' }), defaults);
    assert.deepEqual(read({ 'docker.endpoint': '  ', files: 'a' }), defaults);
  });
});
