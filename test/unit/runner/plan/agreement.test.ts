import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RunOptions } from '../../../../client/runner/plan';
import type { ContainerDefinition, LaunchType, TaskDefinition } from '../../../../server/index';
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

  test('a definition that does not say what it is for is run as its project says, unless a run says more', () => {
    const silent = one({}, { ...fargate, requiresCompatibilities: [] });
    const launchType = 'FARGATE';
    assert.equal(planned(silent).target, 'EC2');
    assert.equal(planned(silent, { launchType }).target, 'FARGATE');
    assert.equal(planned(silent, { launchType, target: 'EXTERNAL' }).target, 'EXTERNAL');
    assert.equal(planned({ ...silent, requiresCompatibilities: ['EC2'] }, { launchType }).target, 'EC2');
  });

  test('a launch type that the definition does not name is tried, and told', () => {
    const told = (listed: LaunchType[] | undefined, target?: LaunchType) =>
      planned(one({}, listed ? { ...awsvpc, requiresCompatibilities: listed } : awsvpc), target ? { target } : {})
        .notices.filter(({ code }) => code === 'launch-type-unlisted')
        .map(({ text }) => text);
    assert.deepEqual(told(['FARGATE'], 'EC2'), [
      'The task behaves as on EC2, while requiresCompatibilities names FARGATE: before ECS runs it so, add "EC2" there.',
    ]);
    assert.deepEqual(told(undefined, 'FARGATE'), [
      'The task behaves as on FARGATE, while requiresCompatibilities is absent: before ECS runs it so, add "FARGATE" there.',
    ]);
    for (const quiet of [told(undefined), told(undefined, 'EC2'), told(['EC2', 'FARGATE'], 'EC2'), told(['EXTERNAL'])])
      assert.deepEqual(quiet, []);
    assert.deepEqual(refusals(one({}, fargate), { target: 'EC2' }), []);
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

  test('placeholders where a run needs to know', () => {
    const template = (members: object): TaskDefinition => JSON.parse(JSON.stringify(one(members))) as TaskDefinition;
    const at = (definition: TaskDefinition, options: RunOptions = {}) => codes(planned(definition, options).refusals);
    const port = template({ portMappings: [{ containerPort: '${PORT}' }] });
    assert.deepEqual(at(port), ['placeholder /containerDefinitions/0/portMappings/0/containerPort']);
    assert.deepEqual(at(template({ dependsOn: '{{ waits }}' })), ['placeholder /containerDefinitions/0/dependsOn']);
    assert.deepEqual(at(template({ image: 'web:${TAG}' })), ['placeholder /containerDefinitions/0/image']);
    assert.deepEqual(at(template({ image: '${IMAGE}' }), { images: { a: 'busybox' } }), []);
    const driver = template({ logConfiguration: { logDriver: '<DRIVER>' } });
    assert.deepEqual(at(driver), ['placeholder /containerDefinitions/0/logConfiguration/logDriver']);
    const type = { ...one({}), ...(JSON.parse('{"requiresCompatibilities":["{{type}}"]}') as TaskDefinition) };
    assert.deepEqual(at(type), ['placeholder /requiresCompatibilities/0']);
    assert.deepEqual(at(type, { target: 'EC2' }), []);
    const mode = { ...one({}), ...(JSON.parse('{"networkMode":"$MODE"}') as TaskDefinition) };
    assert.deepEqual(at(mode), ['placeholder /networkMode']);
  });

  test('placeholders are passed on where any text will do, or an override stands', () => {
    const free = { command: ['echo', '${HOME}'], environment: [{ name: 'A', value: '${A}' }], hostname: '${HOST}' };
    assert.deepEqual(refusals(one(free)), []);
    const size = JSON.parse('{"memory":"${MEMORY}"}') as ContainerDefinition;
    assert.deepEqual(refusals(one(size)), ['placeholder']);
    assert.deepEqual(refusals(one(size), { overrides: { from: 'x', containers: { a: { memory: 64 } } } }), []);
  });
});
