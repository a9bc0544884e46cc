import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContainerDefinition, TaskDefinition } from '../../../../server/index';
import { awsvpc, codes, container, fargate, one, planned, specOf, task } from '../planned';

describe('what a person has to agree to', () => {
  const demands = (definition: TaskDefinition) =>
    planned(definition).demands.map(({ kind, pointer }) => `${kind} ${pointer}`);

  test('privileges and the host', () => {
    assert.deepEqual(demands(one({ privileged: true })), ['privileged /containerDefinitions/0/privileged']);
    assert.deepEqual(demands(one({}, { networkMode: 'host' })), ['host /networkMode']);
    assert.deepEqual(demands(one({}, { pidMode: 'host', ipcMode: 'host' })), ['host /pidMode', 'host /ipcMode']);
    assert.deepEqual(demands(one({ linuxParameters: { devices: [{ hostPath: '/dev/sda' }] } })), [
      'host /containerDefinitions/0/linuxParameters/devices/0',
    ]);
    assert.deepEqual(
      demands(one({ linuxParameters: { capabilities: { add: ['SYS_PTRACE', 'CAP_SYS_ADMIN', 'all'] } } })),
      [
        'host /containerDefinitions/0/linuxParameters/capabilities/add/1',
        'host /containerDefinitions/0/linuxParameters/capabilities/add/2',
      ],
    );
    const options = ['no-new-privileges', 'apparmor:unconfined', 'label:disable', 'seccomp=unconfined'];
    assert.equal(demands(one({ dockerSecurityOptions: options })).length, 3);
    assert.deepEqual(demands(one({ privileged: false, dockerSecurityOptions: ['no-new-privileges'] })), []);
  });

  test('agreement lifts its own kind only', () => {
    const definition = one({ privileged: true }, { networkMode: 'host' });
    assert.deepEqual(
      planned(definition, { allow: ['host'] }).demands.map(({ kind }) => kind),
      ['privileged'],
    );
    assert.deepEqual(planned(definition, { allow: ['host', 'privileged'] }).demands, []);
  });
});

describe('what is refused', () => {
  const refusals = (definition: TaskDefinition, options = {}, engine = {}) =>
    planned(definition, options, { engine }).refusals.map(({ code }) => code);

  test('Windows tasks on a Linux engine, and the other way round', () => {
    const windows = one({}, { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } });
    assert.deepEqual(refusals(windows), ['platform']);
    assert.deepEqual(refusals(windows, {}, { os: 'windows' }), []);
    assert.deepEqual(refusals(one({}), {}, { os: 'windows' }), ['platform']);
  });

  test('another architecture is only said', () => {
    const arm = planned(one({}, { runtimePlatform: { cpuArchitecture: 'ARM64' } }));
    assert.equal(specOf(arm).platform, 'linux/arm64');
    assert.ok(codes(arm.notices).includes('architecture-emulated /runtimePlatform/cpuArchitecture'));
    const silent = planned(one({}, fargate), {}, { engine: { architecture: 'arm64' } });
    assert.equal(specOf(silent).platform, undefined);
    assert.ok(codes(silent.notices).includes('architecture-differs /runtimePlatform'));
  });

  test('what Fargate does not have', () => {
    assert.deepEqual(codes(planned(one({ privileged: true, links: [] }, fargate)).refusals), [
      'fargate-unsupported /containerDefinitions/0/privileged',
    ]);
    assert.deepEqual(refusals(one({}, { requiresCompatibilities: ['FARGATE'] })), ['fargate-unsupported']);
    assert.deepEqual(refusals(one({ privileged: true }, fargate), { target: 'EC2' }), []);
  });

  test('O12, O23: waits that cannot end', () => {
    const on = (containerName: string, condition: 'START' | 'SUCCESS' | 'HEALTHY') => ({
      dependsOn: [{ containerName, condition }],
    });
    const pair = (a: Partial<ContainerDefinition>, b: Partial<ContainerDefinition> = {}) =>
      task([container('a', a), container('b', b)]);
    assert.deepEqual(refusals(pair(on('b', 'START'), on('a', 'START'))), ['dependency-unresolvable']);
    assert.deepEqual(refusals(one(on('a', 'START'))), ['dependency-unresolvable']);
    assert.deepEqual(refusals(one(on('z', 'START'))), ['dependency-unknown']);
    assert.deepEqual(refusals(pair({ links: ['z'] })), ['dependency-unresolvable']);
    assert.deepEqual(refusals(pair(on('b', 'SUCCESS'))), ['dependency-essential']);
    assert.deepEqual(refusals(pair(on('b', 'HEALTHY'))), ['dependency-no-health-check']);
    assert.deepEqual(refusals(pair(on('b', 'SUCCESS'), { essential: false })), []);
    assert.deepEqual(refusals(task([container('a', on('b', 'START')), container('b')], awsvpc)), []);
  });

  test('names, images, and somebody essential', () => {
    assert.deepEqual(refusals(task([])), ['no-containers']);
    assert.deepEqual(refusals(task([container('a'), container('a')])), ['name-duplicate']);
    assert.deepEqual(refusals(task([{ image: 'busybox' }])), ['name-missing']);
    assert.deepEqual(refusals(task([{ name: 'a' }])), ['image-missing']);
    assert.deepEqual(refusals(task([{ name: 'a' }]), { images: { a: 'busybox' } }), []);
    assert.deepEqual(refusals(one({ essential: false })), ['no-essential']);
    assert.deepEqual(refusals(one({}), { environment: { web: { A: '1' } } }), ['unknown-container']);
  });
});
