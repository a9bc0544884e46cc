import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EngineInfo } from '../../../../client/runner/plan';
import { codes, one, planned, specOf } from '../planned';

describe('dockerSecurityOptions', () => {
  const on = (option: string, engine: Partial<EngineInfo> = {}) => {
    const plan = planned(one({ dockerSecurityOptions: [option] }), {}, { engine });
    const at = ' /containerDefinitions/0/dockerSecurityOptions/0';
    const notices = codes(plan.notices).flatMap((told) => (told.endsWith(at) ? told.slice(0, -at.length) : []));
    return { passed: specOf(plan).body.HostConfig.SecurityOpt, notices };
  };

  test('are passed on', () => {
    for (const option of ['no-new-privileges', 'no-new-privileges:true', 'apparmor:web', 'label:type:web'])
      assert.deepEqual(on(option), { passed: [option], notices: [] });
  });

  test('that an engine without the confinement takes and forgets are announced', () => {
    const confinements = ['seccomp'];
    assert.deepEqual(on('apparmor:web', { confinements }).notices, ['confinement']);
    assert.deepEqual(on('apparmor=web', { confinements }).notices, ['confinement']);
    assert.deepEqual(on('label:type:web', { confinements }).notices, ['confinement']);
    assert.deepEqual(on('seccomp=unconfined', { confinements }).notices, []);
  });

  test('with which a Linux container would not start are left out, and that is announced', () => {
    for (const option of ['credentialspec:file://a.json', 'credentialspec=file://a.json'])
      assert.deepEqual(on(option), { passed: undefined, notices: ['credential-specs'] });
  });
});
