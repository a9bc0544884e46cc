import { type CheckRule, defineRule } from '../define';
import { api } from '../sources';
import { listed } from '../words';
import { base, mesh, property, uid } from './example';
import { giveProperty, isOpen, neededProperties, propertyOf, proxyOf } from './properties';

export const proxyPropertyMissing = defineRule<CheckRule>({
  id: 'proxy-property-missing',
  absence: 'here',
  group: 'proxy',
  severity: 'error',
  summary: 'The proxy configuration lacks a property that App Mesh needs',
  why: 'Both ports of the proxy, the ports of the application, and the addresses to leave alone have to be there.',
  awsMessage: 'Ingress port not found',
  awsWordings: ['Egress port not found', 'App ports not found', 'Egress ignored IPs not found'],
  source: api('ProxyConfiguration'),
  good: [mesh(), mesh({ properties: `${uid},${base.replace('"169.254.170.2"', '""')}` })],
  examples: [
    {
      bad: mesh({ properties: `${uid},${base.split(',').slice(2).join(',')}` }).replace(
        '"properties"',
        '«"properties"»',
      ),
      fixed: mesh({
        properties: `${uid},${base.split(',').slice(2).join(',')},${property('"ProxyIngressPort"', '"15000"')}`,
      }),
    },
  ],
  *check(task) {
    const block = proxyOf(task);
    if (block?.type !== 'object' || isOpen(block)) return;
    const list = block.get('properties');
    const missing = neededProperties.filter((name) => !propertyOf(block, name));
    if (missing.length === 0) return;
    const defaults: Readonly<Record<string, string>> = {
      ProxyIngressPort: '15000',
      ProxyEgressPort: '15001',
      AppPorts: '8080',
      EgressIgnoredIPs: '169.254.170.2,169.254.169.254',
      IgnoredUID: '1337',
    };
    yield {
      at: (list ?? block).key,
      message: `The proxy configuration needs ${listed(missing.map((name) => `"${name}"`))}`,
      fixes: [
        {
          title: `Set ${listed(missing.map((name) => `"${name}"`))}`,
          changes: () =>
            [...missing, ...(list ? [] : ['IgnoredUID'])].map((name) => giveProperty(block, name, defaults[name]!)),
        },
      ],
    };
  },
});

export const proxyIgnoredId = defineRule<CheckRule>({
  id: 'proxy-ignored-id',
  absence: 'here',
  group: 'proxy',
  severity: 'error',
  summary: 'The proxy configuration does not say whose traffic to leave alone',
  why: 'Without "IgnoredUID" or "IgnoredGID" the traffic of the proxy goes through the proxy again.',
  source: api('ProxyConfiguration'),
  good: [mesh(), mesh({ properties: `${property('"IgnoredGID"', '"1337"')},${base}` })],
  examples: [
    {
      bad: mesh({ properties: base }).replace('"properties"', '«"properties"»'),
      fixed: mesh({ properties: `${base},${uid}` }),
    },
  ],
  *check(task) {
    const block = proxyOf(task);
    const list = block?.get('properties');
    if (!block || !list || isOpen(block)) return;
    const values = ['IgnoredUID', 'IgnoredGID'].map((name) => propertyOf(block, name));
    if (values.some((field) => field && field.text !== '')) return;
    yield {
      at: list.key,
      fixes: [{ title: 'Set "IgnoredUID" to "1337"', changes: () => [giveProperty(block, 'IgnoredUID', '1337')] }],
    };
  },
});
