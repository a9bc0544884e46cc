import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { Forwarders } from '../../../client/runner/drive/forwarders';
import { EngineError } from '../../../client/runner/errors';
import type { Notice } from '../../../client/runner/notice';
import type { CreateBody } from '../../../client/runner/plan';
import type { ServiceConnect } from '../../../client/runner/serviceConnect';
import { containerFacts, noDetail } from '../../support/containerFacts';
import { container, engine, planned, task } from './planned';

describe('helpers that pass on to another port (runner.md §4.7)', () => {
  const planWith = (services: ServiceConnect['services']) =>
    planned(task([container('a', { portMappings: [{ name: 'http', containerPort: 8080 }] })]), {
      workspace: '/w',
      overrides: { from: 'ecs.local.json', serviceConnect: { namespace: 'shop', services: services ?? [] } },
    });
  const plan = planWith([{ portName: 'http', clientAliases: [{ port: 80, dnsName: 'orders' }] }]);
  const network = plan.namespace?.dockerName ?? '';

  const onNetwork = { prefixLength: 24, gateway: '10.0.0.254', mac: '02:42:0a:00:00:02' };

  /** An engine that takes its time, and gives a name once. */
  function opened(opening = plan) {
    const there = new Map<string, string>();
    const networks = new Map<string, unknown>();
    const notices: Notice[] = [];
    const port = {
      inspect: async (id: string) =>
        containerFacts({ detail: { ...noDetail, networks: { [network]: { ...onNetwork, address: `10.0.0.${id}` } } } }),
      remove: async (name: string) => {
        await turn();
        there.delete(name);
      },
      create: async (name: string, body: CreateBody) => {
        await turn();
        if (there.has(name)) throw new EngineError('conflict', `${name} is taken`);
        there.set(name, JSON.stringify(body.Cmd));
        networks.set(name, body.HostConfig.NetworkMode);
        return name;
      },
      start: async () => {
        await turn();
      },
      kill: async (name: string) => {
        await turn();
        there.delete(name);
      },
    };
    const surface = { port, engine, helperImage: 'helper' };
    return { there, networks, notices, forwarders: new Forwarders(surface, opening, (notice) => notices.push(notice)) };
  }

  test('one that is restarted while its helper is being made is led to where it is now', async () => {
    const { forwarders, there, notices } = opened();
    forwarders.lead('a', '1');
    forwarders.lead('a', '2');
    for (let turns = 0; turns < 40; turns++) await turn();
    assert.deepEqual([...there.values()], ['["relay","0.0.0.0","80","10.0.0.2","8080"]']);
    assert.deepEqual(notices, []);
  });

  test('a name with several ports belongs to one that holds it, in whose network each port is passed on', async () => {
    const both = [{ portName: 'http', clientAliases: [80, 81].map((port) => ({ port, dnsName: 'orders' })) }];
    const { forwarders, there, networks, notices } = opened(planWith(both));
    forwarders.lead('a', '1');
    for (let turns = 0; turns < 40; turns++) await turn();
    assert.deepEqual([...there.values()].sort(), [
      '["pause"]',
      '["relay","0.0.0.0","80","10.0.0.1","8080"]',
      '["relay","0.0.0.0","81","10.0.0.1","8080"]',
    ]);
    const [holder] = [...there].find(([, command]) => command === '["pause"]') ?? [];
    assert.deepEqual([...networks.values()].sort(), [...[0, 1].map(() => `container:${holder}`), network]);
    assert.deepEqual(notices, []);
    await forwarders.close();
    assert.deepEqual([...there.keys()], []);
  });

  test('none is left by a task that ends while one is being made', async () => {
    const { forwarders, there, notices } = opened();
    forwarders.lead('a', '1');
    forwarders.lead('another', '1');
    await forwarders.close();
    for (let turns = 0; turns < 40; turns++) await turn();
    assert.deepEqual([[...there.keys()], notices], [[], []]);
  });
});
