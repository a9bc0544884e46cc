import { isIpOrCidr } from '../../model/address';
import { type CheckRule, defineRule } from '../define';
import { api } from '../sources';
import { base, mesh, uid } from './example';
import { propertyOf, proxyOf } from './properties';

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
const all = (text: string, test: (part: string) => boolean): boolean =>
  text.split(',').every((part) => test(part.trim()));

const forms: Readonly<Record<string, readonly [test: (text: string) => boolean, form: string]>> = {
  ProxyIngressPort: [isPort, 'a port'],
  ProxyEgressPort: [isPort, 'a port'],
  AppPorts: [(text) => all(text, isPort), 'ports with commas between them'],
  EgressIgnoredPorts: [(text) => all(text, isPort), 'ports with commas between them'],
  EgressIgnoredIPs: [(text) => all(text, isIpOrCidr), 'addresses with commas between them'],
};

export const proxyPortValue = defineRule<CheckRule>({
  id: 'proxy-port-value',
  group: 'proxy',
  severity: 'error',
  summary: 'A property of the proxy is no port or address',
  why: 'The agent sets up the redirection from these values and fails where it cannot read them.',
  source: api('ProxyConfiguration'),
  good: [mesh(), mesh({ properties: `${uid},${base.replace('"8080"', '"8080, 9090"')}` })],
  examples: [{ bad: mesh({ properties: `${uid},${base.replace('"8080"', '«"http"»')}` }) }],
  *check(task) {
    const block = proxyOf(task);
    for (const [name, [test, form]] of Object.entries(forms)) {
      const field = block && propertyOf(block, name);
      if (field?.known === undefined || test(field.known)) continue;
      yield { at: field.value, message: `"${name}" takes ${form}, not "${field.known}"` };
    }
  },
});
