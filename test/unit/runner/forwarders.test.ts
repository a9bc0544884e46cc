import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { Forwarders } from '../../../client/runner/drive/forwarders';
import { EngineError } from '../../../client/runner/errors';
import type { Notice } from '../../../client/runner/notice';
import { containerFacts, noDetail } from '../../support/containerFacts';
import { container, engine, planned, task } from './planned';

describe('helpers that pass on to another port (runner.md §4.7)', () => {
  const services = [{ portName: 'http', clientAliases: [{ port: 80, dnsName: 'orders' }] }];
  const plan = planned(task([container('a', { portMappings: [{ name: 'http', containerPort: 8080 }] })]), {
    workspace: '/w',
    overrides: { from: 'ecs.local.json', serviceConnect: { namespace: 'shop', services } },
  });
  const network = plan.namespace?.dockerName ?? '';

  const onNetwork = { prefixLength: 24, gateway: '10.0.0.254', mac: '02:42:0a:00:00:02' };

  /** An engine that takes its time, and gives a name once. */
  function opened() {
    const there = new Map<string, string>();
    const notices: Notice[] = [];
    const port = {
      inspect: async (id: string) =>
        containerFacts({ detail: { ...noDetail, networks: { [network]: { ...onNetwork, address: `10.0.0.${id}` } } } }),
      remove: async (name: string) => {
        await turn();
        there.delete(name);
      },
      create: async (name: string, body: { readonly Cmd?: unknown }) => {
        await turn();
        if (there.has(name)) throw new EngineError('conflict', `${name} is taken`);
        there.set(name, JSON.stringify(body.Cmd));
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
    return { there, notices, forwarders: new Forwarders(surface, plan, (notice) => notices.push(notice)) };
  }

  test('one that is restarted while its helper is being made is led to where it is now', async () => {
    const { forwarders, there, notices } = opened();
    forwarders.lead('a', '1');
    forwarders.lead('a', '2');
    for (let turns = 0; turns < 40; turns++) await turn();
    assert.deepEqual([...there.values()], ['["relay","0.0.0.0","80","10.0.0.2","8080"]']);
    assert.deepEqual(notices, []);
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
