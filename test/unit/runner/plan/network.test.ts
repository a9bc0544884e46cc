import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TaskPlan } from '../../../../client/runner/plan';
import { withHostPort } from '../../../../client/runner/remap';
import type { TaskDefinition } from '../../../../server/index';
import {
  awsvpc,
  codes,
  container,
  fargate,
  hostConfig,
  imageFacts,
  one,
  pauseName,
  planned,
  specOf,
  task,
} from '../planned';

describe('ports (runner.md §1.6)', () => {
  test('P2, P4, P5: fixed, free, and twice free', () => {
    const portMappings = [
      { containerPort: 80, hostPort: 8080 },
      { containerPort: 81 },
      { containerPort: 82 },
      { containerPort: 82 },
    ];
    const plan = planned(one({ portMappings }));
    const free = { HostIp: '127.0.0.1', HostPort: '' };
    assert.deepEqual(hostConfig(plan).PortBindings, {
      '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }],
      '81/tcp': [free],
      '82/tcp': [free, free],
    });
    assert.deepEqual(
      specOf(plan).ports.map(({ hostPort }) => hostPort),
      [8080, 0, 0, 0],
    );
  });

  test('in awsvpc they are the pause’s, on the same port', () => {
    const plan = planned(one({ portMappings: [{ containerPort: 8080 }] }, awsvpc));
    assert.deepEqual(hostConfig(plan, pauseName).PortBindings, {
      '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }],
    });
    assert.deepEqual(
      specOf(plan, pauseName).ports.map(({ container: name }) => name),
      ['a'],
    );
    assert.deepEqual(
      [specOf(plan).ports, hostConfig(plan).PortBindings, specOf(plan).body.ExposedPorts],
      [[], undefined, undefined],
    );
    assert.equal(hostConfig(plan).NetworkMode, `container:${specOf(plan, pauseName).dockerName}`);
  });

  test('without a mapping the ports of the image are published, and said', () => {
    const images = new Map([['busybox', imageFacts({ exposed: ['80/tcp', '53/udp'] })]]);
    const plan = planned(one({}, awsvpc), {}, { around: { images } });
    assert.deepEqual(
      specOf(plan, pauseName).ports.map(({ containerPort }) => containerPort),
      [80],
    );
    assert.ok(codes(plan.notices).includes('exposed-ports-published /containerDefinitions/0/image'));
    assert.deepEqual(
      specOf(planned(one({}), {}, { around: { images } })).ports,
      [],
      'bridge publishes what is mapped only',
    );
    const absent = planned(one({}, awsvpc), {}, { around: { images: new Map() } });
    assert.ok(codes(absent.notices).includes('exposed-ports-unknown /containerDefinitions/0/image'));
    const mapped = planned(one({ portMappings: [{ containerPort: 9 }] }, awsvpc), {}, { around: { images } });
    assert.deepEqual(
      specOf(mapped, pauseName).ports.map(({ containerPort }) => containerPort),
      [9],
    );
  });

  test('a range is one port after the other', () => {
    const plan = planned(one({ portMappings: [{ containerPortRange: '8000-8002', protocol: 'udp' }] }, awsvpc));
    assert.deepEqual(Object.keys(specOf(plan, pauseName).body.ExposedPorts ?? {}), [
      '8000/udp',
      '8001/udp',
      '8002/udp',
    ]);
    assert.deepEqual(codes(planned(one({ portMappings: [{ containerPortRange: '9-8' }] })).refusals), [
      'port-range /containerDefinitions/0/portMappings/0/containerPortRange',
    ]);
  });

  test('P9: what cannot both be had is refused', () => {
    const both = [
      container('a', { portMappings: [{ containerPort: 80 }] }),
      container('b', { portMappings: [{ containerPort: 80 }] }),
    ];
    assert.deepEqual(codes(planned(task(both, awsvpc)).refusals), [
      'port-duplicate /containerDefinitions/1/portMappings/0',
    ]);
    assert.deepEqual(planned(task(both)).refusals, []);
    const fixed = { portMappings: [{ containerPort: 80, hostPort: 80 }] };
    assert.equal(planned(task([container('a', fixed), container('b', fixed)])).refusals[0]?.code, 'port-duplicate');
    const other = one({ portMappings: [{ containerPort: 80, hostPort: 8080 }] }, awsvpc);
    assert.equal(planned(other).refusals[0]?.code, 'host-port-mismatch');
  });

  test('P10: host and none publish nothing', () => {
    for (const networkMode of ['host', 'none'] as const) {
      const plan = planned(one({ portMappings: [{ containerPort: 80 }] }, { networkMode }));
      assert.deepEqual([specOf(plan).ports, hostConfig(plan).NetworkMode], [[], networkMode]);
    }
  });

  test('mode bridge opens ports to this machine only, which is told once for the task', () => {
    const mapped = { portMappings: [{ containerPort: 80, hostPort: 8080 }] };
    const told = (definition: TaskDefinition) =>
      codes(planned(definition).notices.filter(({ code }) => code === 'bridge-local'));
    const three = task([
      container('a'),
      container('b', mapped),
      container('c', { portMappings: [{ containerPort: 1 }] }),
    ]);
    assert.deepEqual(told(three), ['bridge-local /containerDefinitions/1/portMappings']);
    for (const networkMode of ['awsvpc', 'host', 'none'] as const)
      assert.deepEqual(told(one({ portMappings: [{ containerPort: 80 }] }, { networkMode })), [], networkMode);
    assert.deepEqual(told(one({ portMappings: [] })), []);
  });

  test('on an engine with IPv6 every port is on ::1 too, and what that means for a program is said', () => {
    const onIPv6 = { engine: { hasIPv6: true } };
    const mapped = { portMappings: [{ containerPort: 80, hostPort: 8080 }, { containerPort: 81 }] };
    const plan = planned(one(mapped), {}, onIPv6);
    assert.deepEqual(hostConfig(plan).PortBindings, {
      '80/tcp': [
        { HostIp: '127.0.0.1', HostPort: '8080' },
        { HostIp: '::1', HostPort: '8080' },
      ],
      '81/tcp': [
        { HostIp: '127.0.0.1', HostPort: '' },
        { HostIp: '::1', HostPort: '' },
      ],
    });
    const aboutIPv6 = ({ notices }: TaskPlan) => codes(notices.filter(({ text }) => text.includes('::1')));
    assert.deepEqual(aboutIPv6(plan), [
      'bridge-local /containerDefinitions/0/portMappings',
      'ports-on-ipv6 /containerDefinitions/0/portMappings',
    ]);
    const shared = planned(one({ portMappings: [{ containerPort: 80 }] }, awsvpc), {}, onIPv6);
    assert.deepEqual(hostConfig(shared, pauseName).PortBindings, {
      '80/tcp': [
        { HostIp: '127.0.0.1', HostPort: '80' },
        { HostIp: '::1', HostPort: '80' },
      ],
    });
    assert.deepEqual(aboutIPv6(shared), ['awsvpc-local /networkMode']);
    assert.deepEqual(aboutIPv6(planned(one({}), {}, onIPv6)), []);
    assert.deepEqual(aboutIPv6(planned(one(mapped))), []);
  });

  test('ports that an instance needs itself are free here, which is told', () => {
    const portMappings = [
      { containerPort: 22, hostPort: 22 },
      { containerPort: 80, hostPort: 51_678 },
      { containerPort: 2375, hostPort: 0 },
      { containerPort: 2376, hostPort: 2376, protocol: 'udp' as const },
    ];
    const told = (more: Partial<TaskDefinition>) =>
      planned(one({ portMappings }, more))
        .notices.filter(({ code }) => code === 'host-port-reserved')
        .map(({ pointer, text }) => `${pointer.slice(-1)} ${text}`);
    assert.deepEqual(told({}), [
      '0 Port 22 of an instance belongs to SSH, so ECS could place this task nowhere; here it is free.',
      '1 Port 51678 of an instance belongs to the ECS agent, so ECS could place this task nowhere; here it is free.',
    ]);
    assert.deepEqual([told(awsvpc), told(fargate)], [[], []]);
    const host = planned(one({ portMappings: [{ containerPort: 2375 }] }, { networkMode: 'host' }));
    assert.ok(codes(host.notices).includes('host-port-reserved /containerDefinitions/0/portMappings/0'));
  });

  test('a port that is taken can be moved, and only that one', () => {
    const portMappings = [
      { containerPort: 80, hostPort: 80 },
      { containerPort: 81, hostPort: 81 },
    ];
    const plan = planned(one({ portMappings }));
    const moved = withHostPort(plan, specOf(plan).ports[0]!, 8080);
    assert.deepEqual(
      specOf(moved).ports.map(({ hostPort }) => hostPort),
      [8080, 81],
    );
    assert.deepEqual(hostConfig(moved).PortBindings, {
      '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }],
      '81/tcp': [{ HostIp: '127.0.0.1', HostPort: '81' }],
    });
    assert.deepEqual(specOf(moved).body.Labels, specOf(plan).body.Labels);
  });
});

describe('network (runner.md §4)', () => {
  test('P12: net.* goes to the pause, the rest stays', () => {
    const systemControls = [
      { namespace: 'net.core.somaxconn', value: '9' },
      { namespace: 'kernel.msgmax', value: '1' },
    ];
    const plan = planned(one({ systemControls }, awsvpc));
    assert.deepEqual(hostConfig(plan, pauseName).Sysctls, { 'net.core.somaxconn': '9' });
    assert.deepEqual(hostConfig(plan).Sysctls, { 'kernel.msgmax': '1' });
    assert.deepEqual(hostConfig(planned(one({ systemControls }))).Sysctls, {
      'net.core.somaxconn': '9',
      'kernel.msgmax': '1',
    });
  });

  test('two values for one setting of a shared network are said', () => {
    const wants = (value: string) => ({ systemControls: [{ namespace: 'net.core.somaxconn', value }] });
    const plan = planned(task([container('a', wants('1')), container('b', wants('2'))], awsvpc));
    assert.deepEqual(hostConfig(plan, pauseName).Sysctls, { 'net.core.somaxconn': '2' });
    assert.ok(codes(plan.notices).includes('system-control-conflict /containerDefinitions/1/systemControls'));
  });

  test("the host's own settings are left alone", () => {
    const systemControls = [
      { namespace: 'net.core.somaxconn', value: '9' },
      { namespace: 'kernel.msgmax', value: '1' },
    ];
    assert.deepEqual(codes(planned(one({ systemControls }, { networkMode: 'host' })).refusals), [
      'system-control-of-host /containerDefinitions/0/systemControls/0',
    ]);
    assert.deepEqual(codes(planned(one({ systemControls }, { ipcMode: 'host' })).refusals), [
      'system-control-of-host /containerDefinitions/0/systemControls/1',
    ]);
  });

  test('what the engine refuses beside another namespace never reaches it', () => {
    for (const [field, value] of Object.entries({
      hostname: 'x',
      links: ['b'],
      dnsServers: ['10.0.0.2'],
      dnsSearchDomains: ['x'],
      extraHosts: [{ hostname: 'h', ipAddress: '10.0.0.1' }],
    })) {
      const plan = planned(task([container('a', { [field]: value }), container('b')], awsvpc));
      assert.deepEqual(codes(plan.refusals), [`network-mode-forbids /containerDefinitions/0/${field}`]);
      assert.deepEqual(
        Object.keys(hostConfig(plan)).filter((key) => ['Links', 'Dns', 'DnsSearch', 'ExtraHosts'].includes(key)),
        [],
      );
      assert.equal(specOf(plan).body.Hostname, undefined);
    }
  });

  test('the network of mode bridge brings no name server where its name decides that', () => {
    const definition = one({ dnsServers: ['10.0.0.2'] });
    const onEngine = (version: string) => {
      const { network, notices } = planned(definition, {}, { engine: { version } });
      return [network?.dockerName, ...notices.map(({ code }) => code).filter((code) => code === 'dns-forwarded')];
    };
    for (const version of ['17.06.2-ce', '20.10.24+dfsg1', '24.0.9'])
      assert.deepEqual(onEngine(version), ['container:taskdef-0123456789ab'], version);
    for (const version of ['4.9.3', '5.0.0', '25.0.0', '28.2.2', 'dev'])
      assert.deepEqual(onEngine(version), ['taskdef-0123456789ab', 'dns-forwarded'], version);
    assert.equal(
      planned(one({}, awsvpc)).network?.dockerName,
      'taskdef-0123456789ab',
      'the pause has names of its own',
    );
  });

  test('in a namespace the engine asks the servers a container names', () => {
    const named = one({ dnsServers: ['10.0.0.2'], portMappings: [{ containerPort: 80, name: 'http' }] });
    const codesWith = (enabled: boolean) =>
      codes(
        planned(named, { overrides: { from: 'ecs.local.json', serviceConnect: { enabled, namespace: 'shop' } } })
          .notices,
      );
    const forwarded = 'dns-forwarded /containerDefinitions/0/dnsServers';
    assert.deepEqual(
      [true, false].map((enabled) => codesWith(enabled).includes(forwarded)),
      [true, false],
    );
  });

  test('who has no network is told of no endpoint', () => {
    const isTold = (definition: TaskDefinition) =>
      planned(definition).notices.some(({ code }) => code === 'task-endpoints');
    assert.equal(isTold(one({}, { networkMode: 'none' })), false);
    assert.equal(isTold(one({ disableNetworking: true })), false);
    assert.equal(isTold(task([container('a', { disableNetworking: true }), container('b')])), true);
  });

  test('a link names the other container as the engine knows it', () => {
    const plan = planned(task([container('a', { links: ['b:other'] }), container('b')]));
    assert.deepEqual(hostConfig(plan).Links, [`${specOf(plan, 'b').dockerName}:other`]);
    assert.deepEqual(specOf(plan).facts.dependsOn, [{ container: 'b', condition: 'START' }]);
  });

  test('a mode ECS does not have is not passed on', () => {
    const plan = planned(one({}, { networkMode: 'container:victim' as never }));
    assert.deepEqual([plan.refusals[0]?.code, hostConfig(plan).NetworkMode], ['network-mode-unknown', 'none']);
  });

  test('C12: processes and memory of the task are those of the pause', () => {
    const shared = planned(one({}, { ...awsvpc, pidMode: 'task', ipcMode: 'task' }));
    const pause = `container:${specOf(shared, pauseName).dockerName}`;
    assert.deepEqual([hostConfig(shared).PidMode, hostConfig(shared).IpcMode], [pause, pause]);
    assert.equal(hostConfig(shared, pauseName).IpcMode, 'shareable');
    for (const networkMode of ['bridge', 'host', 'none'] as const) {
      const plan = planned(one({ portMappings: [{ containerPort: 80 }] }, { networkMode, pidMode: 'task' }));
      assert.equal(hostConfig(plan).PidMode, `container:${specOf(plan, pauseName).dockerName}`);
      assert.equal(hostConfig(plan).NetworkMode, networkMode, 'the network stays what it is');
      const { NetworkMode, PortBindings } = hostConfig(plan, pauseName);
      assert.deepEqual([NetworkMode, PortBindings, specOf(plan, pauseName).ports], ['none', undefined, []]);
      const [edge] = specOf(plan).facts.dependsOn;
      assert.deepEqual(edge, { container: pauseName, condition: 'RESOURCES_PROVISIONED' });
    }
    assert.equal(planned(one({})).containers.length, 1);
  });
});
