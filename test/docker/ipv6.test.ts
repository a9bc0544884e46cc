import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import type { CreateBody } from '../../client/runner/plan';
import { container, serve, task } from '../support/definitions';
import { begin, openLab, overriding, stopAndCleanUp, type Lab } from '../support/lab';
import { withIPv6 } from '../support/privateEngine';
import { privateLab } from '../support/privateLab';

/** Without it in the kernel no engine has it, and what is proved is that nothing changes then. */
const hasIPv6 = existsSync('/proc/net/if_inet6');
const addresses = hasIPv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'];

describe('on an engine with IPv6', () => {
  const own = privateLab({ networks: hasIPv6 ? withIPv6 : [] });
  const { engine } = own;
  let lab: Lab;
  before(() => {
    ({ lab } = own);
  });
  const holders: ChildProcess[] = [];
  after(() => {
    for (const holder of holders) holder.kill('SIGKILL');
  });

  /** What each address of the engine's machine answers on a port, once the server listens. */
  async function textsAt(port: number | undefined): Promise<string[]> {
    const urls = addresses.map((address) => `http://${address.includes(':') ? `[${address}]` : address}:${port}/`);
    const asking = engine.inside(process.execPath, ['-e', ask, JSON.stringify(urls)]);
    const [answer] = await Promise.all([text(asking.stdout ?? assert.fail()), once(asking, 'exit')]);
    return JSON.parse(answer) as string[];
  }

  /** Somebody who listens on ::1, where there is one, and nowhere else. */
  async function hold(port: number): Promise<void> {
    const holder = engine.inside(process.execPath, ['-e', listen, String(port), addresses.at(-1) ?? '']);
    holders.push(holder);
    await once(holder.stdout ?? assert.fail(), 'data');
  }

  test('a port of mode bridge, given or open, is the same one on both addresses', async () => {
    const portMappings = [{ containerPort: 80, hostPort: 8080 }, { containerPort: 80 }, { containerPort: 80 }];
    const run = await begin(lab, bridged('both', portMappings));
    const { containers } = await run.task.started;
    const ports = containers[0]?.ports ?? [];
    const hostPorts = new Set(ports.map(({ hostPort }) => hostPort));
    assert.equal(hostPorts.size, 3, JSON.stringify(ports));
    for (const hostPort of hostPorts) {
      const bindings = ports.filter((port) => port.hostPort === hostPort);
      assert.deepEqual(bindings.map(({ hostIp }) => hostIp).sort(), addresses);
      assert.deepEqual(await textsAt(hostPort), Array(addresses.length).fill('both'));
    }
    const { detail } = (await lab.port.inspect(containers[0]?.runtimeId ?? '')) ?? assert.fail();
    assert.equal(detail.networks.bridge?.ipv6?.address.startsWith('fd00:7a5c:de::') ?? false, hasIPv6);
    await stopAndCleanUp(lab, run);
  });

  test('in awsvpc ::1 leads to a program that listens on 0.0.0.0 only', async () => {
    const web = container('web', serve('0.0.0.0:8081', 'shared'), { portMappings: [{ containerPort: 8081 }] });
    const run = await begin(lab, task([web], { networkMode: 'awsvpc' }));
    await run.task.started;
    assert.deepEqual(await textsAt(8081), Array(addresses.length).fill('shared'));
    await stopAndCleanUp(lab, run);
  });

  test('P7: a port that is taken on ::1 alone is moved on both', async () => {
    await hold(8082);
    const moved: number[] = [];
    const definition = bridged('moved', [{ containerPort: 80, hostPort: 8082 }]);
    const run = await begin(lab, definition, { portConflict: 'remap' }, { remapped: (_, to) => moved.push(to) });
    const { containers } = await run.task.started;
    assert.deepEqual(
      containers[0]?.ports.map(({ hostIp, hostPort }) => [hostIp, hostPort]).sort(),
      addresses.map((address) => [address, moved[0]]),
    );
    assert.deepEqual(await textsAt(moved[0]), Array(addresses.length).fill('moved'));
    await stopAndCleanUp(lab, run);
  });

  test('an open port that is taken by the time of the start is another one, and nobody is asked', async () => {
    let picked = 0;
    const create = async (name: string, body: CreateBody, platform: { platform?: string }): Promise<string> => {
      const bound = body.HostConfig.PortBindings as
        Readonly<Record<string, readonly { HostPort: string }[]>> | undefined;
      const hostPort = Number(bound?.['80/tcp']?.[0]?.HostPort ?? 0);
      if (picked === 0 && hostPort > 0) await hold((picked = hostPort));
      return lab.port.create(name, body, platform);
    };
    const racing = await openLab({ endpoint: engine.endpoint, wrap: (port) => overriding(port, { create }) });
    const asked: unknown[] = [];
    const run = await begin(
      racing,
      bridged('open', [{ containerPort: 80 }]),
      { portConflict: 'ask' },
      { portTaken: async (wish) => void asked.push(wish), remapped: (wish) => asked.push(wish) },
    );
    const { containers } = await run.task.started;
    const hostPorts = new Set(containers[0]?.ports.map(({ hostPort }) => hostPort));
    assert.equal(hostPorts.size, 1);
    assert.equal(hostPorts.has(picked), false);
    assert.deepEqual(await textsAt([...hostPorts][0]), Array(addresses.length).fill('open'));
    assert.deepEqual(asked, []);
    await stopAndCleanUp(racing, run);
    await racing.runner.dispose();
  });

  test('whose machine has no ::1, ports are on 127.0.0.1 only, which is said', async () => {
    await once(engine.inside('busybox', ['ip', '-6', 'addr', 'del', '::1/128', 'dev', 'lo']), 'exit');
    const told: string[] = [];
    const run = await begin(
      lab,
      bridged('alone', [{ containerPort: 80, hostPort: 8083 }, { containerPort: 80 }]),
      {},
      { notice: ({ code }) => told.push(code) },
    );
    const { containers } = await run.task.started;
    assert.deepEqual(
      containers[0]?.ports.map(({ hostIp }) => hostIp),
      ['127.0.0.1', '127.0.0.1'],
    );
    assert.deepEqual(told, hasIPv6 ? ['ipv6-refused'] : []);
    await stopAndCleanUp(lab, run);
  });
});

type Mappings = NonNullable<Parameters<typeof container>[2]>['portMappings'];

const bridged = (says: string, portMappings: Mappings) =>
  task([container('web', serve(80, says), { ...(portMappings && { portMappings }) })], { networkMode: 'bridge' });

// Before the bridge's own address is ready, a connection may wait for an answer that goes elsewhere: the next one does not.
const ask = `
  const until = Date.now() + 60_000;
  const answer = (url) => fetch(url, { signal: AbortSignal.timeout(2000) }).then((answer) => answer.text()).then((text) => text.trim());
  const again = (url, error) => (Date.now() < until ? insist(url) : String(error.cause ?? error));
  const insist = (url) => answer(url).catch((error) => new Promise((go) => setTimeout(go, 50)).then(() => again(url, error)));
  Promise.all(JSON.parse(process.argv[1]).map(insist)).then((texts) => console.log(JSON.stringify(texts)));
`;

const listen = `
  require('node:net').createServer().listen({ port: process.argv[1], host: process.argv[2] }, () => console.log('listening'));
`;
