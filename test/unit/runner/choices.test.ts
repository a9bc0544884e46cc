import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { credentialsChoice } from '../../../client/runner/choices';

describe('whose credentials', () => {
  for (const [source, profile, expected] of [
    [undefined, undefined, undefined],
    ['none', undefined, undefined],
    ['role', undefined, { source: 'role' }],
    [undefined, 'dev', { source: 'profile', profile: 'dev' }],
    // AWS is asked for what the task needs; its containers get nothing.
    ['none', 'dev', { source: 'none', profile: 'dev' }],
    ['role', 'dev', { source: 'role', profile: 'dev' }],
  ] as const)
    test(`${source ?? 'nothing'} and ${profile ?? 'no profile'}`, () =>
      assert.deepEqual(credentialsChoice(source, profile), expected));
});
