import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { portsToKeep } from '../../../client/runner/drive/keptPorts';
import { movePort, pickPorts, testPort, type PortTest } from '../../../client/runner/drive/ports';
import { EngineError } from '../../../client/runner/errors';
import { isIPv6Refused, withoutIPv6 } from '../../../client/runner/ipv6';
import { FakeEngine } from '../../support/fakeEngine';
import { planned } from '../runner/planned';

const both = ['127.0.0.1', '::1'];

const open = (engine: { hasIPv6?: boolean }) =>
  planned(
    {
      networkMode: 'bridge',
      containerDefinitions: [
        { name: 'web', image: 'busybox', portMappings: [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }] },
      ],
    },
    { portConflict: 'ask' },
    { engine },
  );
const webOf = ({ containers }: ReturnType<typeof open>) => containers[0] ?? assert.fail();

describe('a port that the definition leaves open', () => {
  test('is picked where there are two addresses, free on both, and no other one', async () => {
    const tried: number[] = [];
    const plan = open({ hasIPv6: true });
    const pick = await pickPorts(webOf(plan), async ({ hostIps, hostPort }) => {
      assert.deepEqual(hostIps, both);
      tried.push(hostPort);
      return tried.length < 3 ? 'taken' : 'free';
    });
    const picked = webOf(pick(plan));
    assert.deepEqual(
      picked.ports.map(({ hostPort }) => hostPort),
      [tried[2], 8081],
    );
    const bound = picked.body.HostConfig.PortBindings as Readonly<Record<string, readonly { HostPort: string }[]>>;
    assert.deepEqual(
      bound['80/tcp']?.map(({ HostPort }) => Number(HostPort)),
      [tried[2], tried[2]],
    );
    assert.ok(
      tried.every((port) => port >= 49_153 && port <= 65_535),
      tried.join(),
    );
  });

  test('is left to the engine where there is one address', async () => {
    const plan = open({});
    const pick = await pickPorts(webOf(plan), async () => assert.fail('nothing is to be tried'));
    assert.deepEqual(pick(plan), plan);
  });

  test('is the one of the last run while that is free, each mapping its own', async () => {
    const portMappings = [{ containerPort: 80 }, { containerPort: 80 }, { containerPort: 81, hostPort: 8081 }];
    const plan = planned({ containerDefinitions: [{ name: 'web', image: 'busybox', portMappings }] });
    const published = [
      ...[32_770, 32_769].map((hostPort) => ({ containerPort: 80, hostPort })),
      { containerPort: 81, hostPort: 8081 },
    ].flatMap((port) => both.map((hostIp) => ({ ...port, hostIp, protocol: 'tcp' as const })));
    const kept = portsToKeep(plan, { containers: [{ name: 'web', ports: published }] });
    assert.deepEqual(kept, { web: { '80/tcp': [32_770, 32_769] } });
    const portsWhen = async (test: PortTest) => webOf((await pickPorts(webOf(plan), test, kept))(plan)).ports;
    const isTaken: PortTest = async ({ hostPort }) => (hostPort === 32_770 ? 'taken' : 'free');
    const given = async (test: PortTest) => (await portsWhen(test)).map(({ hostPort }) => hostPort);
    assert.deepEqual(await given(async () => 'free'), [32_770, 32_769, 8081]);
    assert.deepEqual(await given(isTaken), [0, 32_769, 8081]);
    assert.deepEqual(await given(async () => 'unknown'), [0, 0, 8081]);
  });

  test('moves on without a question; one that the definition names does not', async () => {
    const asked: number[] = [];
    const asking = { portTaken: async ({ hostPort }: { hostPort: number }) => void asked.push(hostPort) };
    const free = async () => 'free' as const;
    const plan = open({ hasIPv6: true });
    const picked = (await pickPorts(webOf(plan), free))(plan);
    const [own, named] = webOf(picked).ports;
    assert.ok(own && named);
    const moved = await movePort(new FakeEngine(), picked, own, asking, free);
    assert.notEqual(webOf(moved).ports[0]?.hostPort, own.hostPort);
    assert.deepEqual(asked, []);
    await assert.rejects(movePort(new FakeEngine(), picked, named, asking, free), { code: 'port-taken' });
    assert.deepEqual(asked, [8081]);
  });
});

test('a port is taken when one of its addresses is', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: hostPort } = server.address() as AddressInfo;
  const wish = { hostPort, protocol: 'tcp' } as const;
  assert.equal(await testPort({ ...wish, hostIps: ['::1', '127.0.0.1'] }), 'taken');
  server.close();
  await once(server, 'close');
  assert.equal(await testPort({ ...wish, hostIps: ['127.0.0.1'] }), 'free');
  assert.equal(await testPort({ ...wish, hostIps: ['127.0.0.1', '192.0.2.1'] }), 'unknown', 'nobody has that address');
});

describe('an engine that publishes nothing on ::1', () => {
  const failed = 'driver failed programming external connectivity on endpoint web (0f3c): ';
  const cases: readonly [EngineError['kind'], string, boolean][] = [
    [
      'refused',
      `${failed}Error starting userland proxy: listen tcp6 [::1]:8080: bind: cannot assign requested address`,
      true,
    ],
    ['refused', `${failed}listen tcp6 [::1]:80: socket: address family not supported by protocol`, true],
    ['refused', '::1:67 has invalid format, should be <ip>:[port]', true],
    ['port-taken', "Ports are not available: listen tcp6 [::1]:80: bind: can't assign requested address", true],
    ['port-taken', `${failed}listen tcp6 [::1]:8080: bind: address already in use`, false],
    ['port-taken', `${failed}Bind for ::1:8080 failed: port is already allocated`, false],
    ['refused', 'listen tcp4 127.0.0.1:80: bind: permission denied', false],
    ['refused', 'no route to fd00:7a5c::1', false],
  ];
  for (const [kind, message, isRefused] of cases)
    test(`${isRefused ? 'says' : 'does not say'}: ${message}`, () => {
      assert.equal(isIPv6Refused(new EngineError(kind, message)), isRefused);
    });

  test('runs the task on 127.0.0.1, and that is told', () => {
    const plan = withoutIPv6(open({ hasIPv6: true }));
    assert.deepEqual(webOf(plan).body.HostConfig, webOf(open({})).body.HostConfig);
    assert.equal(plan.notices.at(-1)?.code, 'ipv6-refused');
  });
});
