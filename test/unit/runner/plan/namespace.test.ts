import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ServiceConnect } from '../../../../client/runner/serviceConnect';
import { label } from '../../../../client/runner/labels';
import type { TaskDefinition } from '../../../../server/index';
import { awsvpc, codes, container, pauseName, planned, specOf, task } from '../planned';

describe('names in a namespace (runner.md §4.7)', () => {
  const ports = (name: string, containerPort: number) => ({ portMappings: [{ name, containerPort }] });
  const shop = task([container('a', ports('http', 8080)), container('b', ports('admin', 9000))]);
  const plan = (serviceConnect: ServiceConnect, definition: TaskDefinition = shop, workspace = '/w') =>
    planned(definition, { workspace, overrides: { from: 'ecs.local.json', serviceConnect } });
  const orders = { portName: 'http', discoveryName: 'orders', clientAliases: [{ port: 8080, dnsName: 'shop-orders' }] };
  const elsewhere = { ...orders, clientAliases: [{ port: 80, dnsName: 'shop-orders' }] };
  const pointer = '/containerDefinitions/0/portMappings/0';

  test('a container has the names of its ports; in awsvpc the pause has them all', () => {
    const given = { namespace: 'shop', services: [orders, { portName: 'admin' }, { portName: 'of another task' }] };
    assert.deepEqual(plan(given).namespace?.names, { a: ['orders.shop', 'shop-orders'], b: ['admin.shop'] });
    const shared = plan(given, { ...shop, ...awsvpc });
    assert.deepEqual(shared.namespace?.names, { [pauseName]: ['orders.shop', 'shop-orders', 'admin.shop'] });
    assert.equal(specOf(shared, pauseName).body.Labels[label.namespace], shared.namespace.dockerName);
    assert.equal(specOf(shared).body.Labels[label.namespace], undefined);
  });

  test('a name that is asked for at another port leads to who passes it on', () => {
    const forward = { dnsName: 'shop-orders', port: 80, pointer };
    const { namespace, notices } = plan({ namespace: 'shop', services: [elsewhere] });
    assert.deepEqual(namespace?.names, { a: ['orders.shop'], b: [] });
    assert.deepEqual(namespace?.forwards, [{ ...forward, to: { container: 'a', port: 8080 } }]);
    assert.ok(!codes(notices).some((one) => one.startsWith('namespace-port')));
    const shared = plan({ namespace: 'shop', services: [elsewhere] }, { ...shop, ...awsvpc }).namespace;
    assert.deepEqual(shared?.forwards, [{ ...forward, to: { container: pauseName, port: 8080 } }]);
  });

  test('the name it has by itself may be the one that is asked for', () => {
    const unnamed = { ...orders, clientAliases: [{ port: 80 }] };
    const { namespace } = plan({ namespace: 'shop', services: [unnamed] });
    assert.deepEqual(namespace?.names, { a: [], b: [] });
    assert.deepEqual(
      namespace?.forwards.map(({ dnsName }) => dnsName),
      ['orders.shop'],
    );
  });

  test('a name that is asked for at several ports leads to one who passes on each of them', () => {
    const admin = { portName: 'admin', clientAliases: [{ port: 81, dnsName: 'shop-orders' }] };
    const same = { ...orders, discoveryName: 'same' };
    const { namespace, notices } = plan({ namespace: 'shop', services: [elsewhere, admin, same] });
    assert.deepEqual(namespace?.names, { a: ['orders.shop', 'same.shop'], b: ['admin.shop'] });
    assert.deepEqual(
      namespace?.forwards.map(({ dnsName, port, to }) => `${dnsName}:${port} ${to.container}:${to.port}`),
      ['shop-orders:80 a:8080', 'shop-orders:8080 a:8080', 'shop-orders:81 b:9000'],
    );
    assert.ok(!codes(notices).some((one) => one.startsWith('namespace-port')));
  });

  test('without a port a name stands for the task, and without names the task only looks for others', () => {
    assert.deepEqual(
      plan({ namespace: 'shop', services: [{ discoveryName: 'all' }] }, { ...shop, ...awsvpc }).namespace?.names,
      {
        [pauseName]: ['all.shop'],
      },
    );
    assert.deepEqual(plan({ namespace: 'shop' }).namespace?.names, { a: [], b: [] });
  });

  test('a namespace is one of a workspace', () => {
    const nameIn = (workspace: string, namespace: string) => plan({ namespace }, shop, workspace).namespace?.dockerName;
    assert.equal(nameIn('/w', 'shop'), nameIn('/w', 'shop'));
    assert.equal(new Set([nameIn('/w', 'shop'), nameIn('/w', 'other'), nameIn('/v', 'shop')]).size, 3);
  });

  test('what differs from ECS is said', () => {
    const twice = { portName: 'admin', clientAliases: elsewhere.clientAliases };
    const { namespace, notices } = plan({ namespace: 'shop', services: [elsewhere, twice] });
    assert.deepEqual(namespace?.forwards, []);
    const said = codes(notices).filter((one) => /namespace|service-connect/.test(one));
    assert.deepEqual(
      said.sort(),
      ['namespace ', `namespace-port ${pointer}`, 'namespace-port /containerDefinitions/1/portMappings/0'].sort(),
    );
    const port = notices.find(({ code }) => code === 'namespace-port');
    assert.equal(
      port?.text,
      'Here shop-orders answers on port 8080, not on 80: the proxy that listens there on ECS is absent.',
    );
    const lost = plan({ namespace: 'shop' }, { ...shop, networkMode: 'none' });
    assert.equal(lost.namespace, undefined);
    assert.ok(codes(lost.notices).includes('namespace /networkMode'));
  });

  test('nothing is made of it unless it is asked for', () => {
    assert.equal(plan({ enabled: false, namespace: 'shop' }).namespace, undefined);
    assert.equal(planned(shop).namespace, undefined);
  });
});
