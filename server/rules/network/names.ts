import { isIpAddress } from '../../model/address';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { docker } from '../sources';

/** Addresses and names that Docker writes into a container outside of awsvpc mode. */

const hosts = (hostname: string, ipAddress: string): string =>
  `"extraHosts":[{"hostname":${hostname},"ipAddress":${ipAddress}}]`;

export const extraHostsIp = defineRule<CheckRule>({
  id: 'extra-hosts-ip',
  group: 'network',
  severity: 'error',
  summary: 'An extra host is a name with an IP address',
  why: 'Docker refuses to create a container with an entry that is not for the hosts file.',
  source: docker('--add-host', 'reference/cli/docker/container/run/#add-host'),
  good: [
    inContainer(hosts('"db"', '"10.0.0.1"')),
    inContainer(hosts('"db"', '"fd00::1"')),
    inContainer(hosts('"me"', '"host-gateway"')),
    inContainer(hosts('"db"', '"${DB_IP}"')),
  ],
  examples: [{ bad: inContainer(hosts('"db"', '«"db.local"»')) }, { bad: inContainer(hosts('«" "»', '"10.0.0.1"')) }],
  *check(task) {
    const mode = task.networkMode;
    if (mode !== 'bridge' && mode !== 'host') return;
    for (const container of task.containers) {
      for (const item of container.get('extraHosts')?.items() ?? []) {
        const address = item.get('ipAddress');
        const known = address?.known;
        if (address && known !== undefined && known !== 'host-gateway' && !isIpAddress(known)) {
          yield { at: address.value, message: `"${known}" is no IP address` };
        }
        const name = item.get('hostname');
        if (name?.text !== undefined && name.text.trim() === '')
          yield { at: name.value, message: 'The host name is blank' };
      }
    }
  },
});

export const dnsServerIp = defineRule<CheckRule>({
  id: 'dns-server-ip',
  group: 'network',
  severity: 'warning',
  summary: 'A DNS server is given by its IP address',
  why: 'Without one, nothing could look its name up.',
  source: docker('--dns', 'reference/cli/docker/container/run/'),
  inContainerArray: true,
  good: [inContainer('"dnsServers":["10.0.0.2","2001:db8::1","${DNS}"]')],
  examples: [{ bad: inContainer('"dnsServers":[«"dns.example.com"»]') }],
  *check(task) {
    if (task.networkMode === 'awsvpc') return;
    for (const container of task.containers) {
      for (const item of container.get('dnsServers')?.items() ?? []) {
        const known = item.known;
        if (known !== undefined && !isIpAddress(known))
          yield { at: item.value, message: `"${known}" is no IP address` };
      }
    }
  },
});
