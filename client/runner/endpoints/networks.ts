import type { NetworkFacts } from '../enginePort';
import { pauseName } from '../names';
import { regionOf, type TaskView } from './view';

/**
 * A container's `Networks` (runner.md §3.3): in awsvpc mode those of the pause, whose namespace it shares, with its IPv6
 * address if it has one. Of a bridge the agent tells none.
 */
export function networks(view: TaskView, container: string, version: 3 | 4): readonly object[] {
  const { plan, facts } = view;
  const { networkMode: NetworkMode } = plan;
  if (NetworkMode === 'host' || NetworkMode === 'none') return [{ NetworkMode }];
  const isShared = NetworkMode === 'awsvpc';
  const all = facts.get(isShared ? pauseName : container)?.detail.networks ?? {};
  const own = isShared && plan.network ? all[plan.network.dockerName] : all.bridge;
  const addresses = {
    NetworkMode,
    IPv4Addresses: own?.address ? [own.address] : [],
    ...(isShared && own?.ipv6 && { IPv6Addresses: [own.ipv6.address] }),
  };
  return [version === 4 && isShared && own ? { ...addresses, ...asInterface(view, own) } : addresses];
}

function asInterface(view: TaskView, { address, prefixLength, gateway, mac, ipv6 }: NetworkFacts): object {
  const domain = `${regionOf(view) === 'us-east-1' ? 'ec2' : `${regionOf(view)}.compute`}.internal`;
  return {
    AttachmentIndex: 0,
    MACAddress: mac,
    IPv4SubnetCIDRBlock: `${networkOf(address, prefixLength)}/${prefixLength}`,
    DomainNameServers: gateway ? [gateway] : [],
    DomainNameSearchList: [domain],
    PrivateDNSName: `ip-${address.replaceAll('.', '-')}.${domain}`,
    SubnetGatewayIpv4Address: `${gateway}/${prefixLength}`,
    ...(ipv6 && { IPv6SubnetCIDRBlock: `${networkOfIPv6(ipv6.address, ipv6.prefixLength)}/${ipv6.prefixLength}` }),
    ...(ipv6?.gateway && { SubnetGatewayIpv6Address: `${ipv6.gateway}/${ipv6.prefixLength}` }),
  };
}

function networkOf(address: string, prefixLength: number): string {
  const number = address.split('.').reduce((all, part) => all * 256 + Number(part), 0);
  const size = 2 ** (32 - prefixLength);
  const first = Math.floor(number / size) * size;
  return [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
}

function networkOfIPv6(address: string, prefixLength: number): string {
  const [left = [], right = []] = address.split('::').map((side) => side.split(':').filter((group) => group !== ''));
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  const masked = groups.map((group, index) => {
    const own = Math.min(16, Math.max(0, prefixLength - 16 * index));
    return (parseInt(group, 16) & (0xffff << (16 - own)) & 0xffff).toString(16);
  });
  // A URL shortens the zeros as everybody does.
  return new URL(`http://[${masked.join(':')}]`).hostname.slice(1, -1);
}
