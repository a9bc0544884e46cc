import { type Case, cases } from './cases';
import {
  awsvpc,
  external,
  fargate,
  fargateWindows,
  host,
  inContainer,
  inTask,
  managed,
  named,
  none,
  onFargate,
  root,
  windows,
} from './frames';

const ports = (...items: readonly string[]): string => `"portMappings":[${items.map((item) => `{${item}}`).join(',')}]`;
const both = (first: string, second: string, task = ''): string =>
  root(task, named('a', `"memory":64,${ports(first)}`), named('b', `"memory":64,${ports(second)}`));

const ids: Readonly<Record<string, string>> = {
  hostname: 'hostname-awsvpc',
  extraHosts: 'extra-hosts-awsvpc',
  dnsServers: 'dns-servers-awsvpc',
  dnsSearchDomains: 'dns-search-awsvpc',
  disableNetworking: 'disable-networking-awsvpc',
  links: 'links-awsvpc',
};

cases('Host ports by network mode', [
  [inContainer(ports('"containerPort":80,"hostPort":8080'))],
  [onFargate(ports('"containerPort":80,"hostPort":80'))],
  [onFargate(ports('"containerPort":80,"hostPort":«8080»')), 'error awsvpc-host-port-mismatch'],
  [onFargate(ports('"containerPort":80,"hostPort":«0»')), 'warning awsvpc-host-port-zero'],
  [onFargate(ports('"containerPort":«"${PORT}"»,"hostPort":80')), 'info unresolved-placeholder'],
  [
    inContainer(`"user":"app",${ports('"containerPort":80,"hostPort":«81»')}`, `${host}`).replace('"host"', '«"host"»'),
    'warning host-network-mode',
    'error host-host-port-mismatch',
  ],
  [inContainer(`«"portMappings"»:[{"containerPort":80}]`, none), 'error none-with-port-mappings'],
  [inContainer(ports('"containerPort":«0»')), 'error container-port-range'],
  [inContainer(ports('"containerPort":65535'))],
  [inContainer(ports('"containerPort":«65536»')), 'error container-port-range'],
  [inContainer(ports('"containerPort":80,"hostPort":«65536»')), 'error host-port-range'],
  [inContainer(ports('"containerPort":80,"hostPort":32767'))],
  [inContainer(ports('"containerPort":80,"hostPort":«32768»')), 'warning host-port-ephemeral'],
  [inContainer(ports('"containerPort":80,"hostPort":«"40000"»')), 'error integer-expected'],
  [inContainer(ports('"containerPort":80,"hostPort":«51680»')), 'warning host-port-reserved'],
  [inContainer(`"cpu":256,"user":"ContainerUser",${ports('"containerPort":80,"hostPort":51680')}`, windows)],
  [
    inContainer(`"cpu":256,"user":"ContainerUser",${ports('"containerPort":80,"hostPort":«3389»')}`, windows),
    'warning host-port-reserved',
  ],
  [inContainer(ports('"containerPort":53,"hostPort":22,"protocol":"udp"'))],
  [
    root(
      fargateWindows.replace('"1024"', '«"1024"»'),
      named('web', `"user":"ContainerUser",${ports('"containerPort":«3150»')}`),
    ),
    'info windows-task-size-ignored',
    'error fargate-windows-port-3150',
  ],
]);

cases('One port twice', [
  [both('"containerPort":80', '"containerPort":80')],
  [both('"containerPort":80', '"containerPort":«80»', awsvpc), 'error container-port-duplicate'],
  [both('"containerPort":53', '"containerPort":53,"protocol":"udp"', awsvpc)],
  [both('"containerPort":80,"hostPort":80', '"containerPort":81,"hostPort":«80»'), 'error host-port-duplicate'],
  [inContainer(ports('"containerPort":80', '"containerPort":«80»')), 'warning container-port-duplicate'],
  [inContainer(ports('"containerPortRange":"80-90"', '"containerPortRange":"91-99"'))],
  [inContainer(ports('"containerPortRange":"80-90"', '"containerPortRange":«"90-99"»')), 'error port-range-overlap'],
]);

cases('Port ranges', [
  [inContainer(ports('"containerPortRange":"1-65535"'))],
  [inContainer(ports('"containerPortRange":«"0-9"»')), 'error port-range-bounds'],
  [inContainer(ports('"containerPortRange":«"60000-65536"»')), 'error port-range-bounds'],
  [inContainer(ports('"containerPortRange":«"70000-60000"»')), 'error port-range-reversed'],
  [inContainer(ports('"containerPortRange":«"80-80"»')), 'error port-range-reversed'],
  [inContainer(ports('"containerPortRange":«"80..70"»')), 'error port-range-format'],
  [
    inContainer('"portMappings":[«{"containerPort":85,"containerPortRange":"80-90"}»]'),
    'error port-range-with-single-port',
  ],
  [inContainer('"portMappings":[«{"hostPort":80,"containerPortRange":"80-90"}»]'), 'error port-range-with-single-port'],
]);

cases('What awsvpc does not take', [
  ...[
    '"hostname":"h"',
    '"extraHosts":[{"hostname":"a","ipAddress":"10.0.0.1"}]',
    '"dnsServers":["10.0.0.2"]',
    '"dnsSearchDomains":["a.b"]',
    '"disableNetworking":true',
    '"links":["db"]',
  ].map((member): Case => [onFargate(member.replace(/^"\w+"/, '«$&»')), `error ${ids[/\w+/.exec(member)![0]]!}`]),
  [
    onFargate(
      '"hostname":"","extraHosts":[],"dnsServers":[],"dnsSearchDomains":[],"disableNetworking":false,"links":[]',
    ).replace('"hostname":"",', ''),
  ],
  [
    onFargate('"extraHosts":«"${HOSTS}"»,"links":«"${LINKS}"»'),
    'info unresolved-placeholder',
    'info unresolved-placeholder',
  ],
  [root(managed, named('web', '"memory":64,«"hostname"»:"h"')), 'error managed-instances-unsupported-parameter'],
  [inContainer('"hostname":"h"', external)],
]);

cases('Addresses and names', [
  [
    inContainer(
      '"extraHosts":[{"hostname":"a","ipAddress":"2001:db8::1"},{"hostname":"b","ipAddress":"host-gateway"},{"hostname":"c","ipAddress":"::ffff:10.0.0.1"}]',
    ),
  ],
  [inContainer('"extraHosts":[{"hostname":"a","ipAddress":«"256.0.0.1"»}]'), 'error extra-hosts-ip'],
  [inContainer('"dnsServers":["fd00::53","10.0.0.2"],"dnsSearchDomains":["a","corp.example.com"]')],
  [inContainer('"dnsServers":[«"resolver.example"»]'), 'warning dns-server-ip'],
  [
    inContainer(
      ports(
        `"containerPort":80,"name":"${'a'.repeat(64)}"`,
        '"containerPort":81,"name":"_1"',
        '"containerPort":82,"name":"0-"',
      ),
    ),
  ],
  [inContainer(ports(`"containerPort":80,"name":«"${'a'.repeat(65)}"»`)), 'error port-name-invalid'],
  [inContainer(ports('"containerPort":80,"protocol":«"TCP"»')), 'warning port-protocol-unknown'],
  [
    inContainer(ports('"containerPort":80,"protocol":"${PROTOCOL}"')).replace('"${PROTOCOL}"', '«"${PROTOCOL}"»'),
    'info unresolved-placeholder',
  ],
]);

cases('Network modes', [
  [
    root(fargate.replace('"awsvpc"', '«"bridge"»'), named('web', '"links":[],"hostname":"h"')),
    'error fargate-network-mode',
  ],
  [root(fargate.replace('"awsvpc"', '«""»'), named('web')), 'error fargate-network-mode'],
  [inTask(`${external},"networkMode":«"awsvpc"»`), 'error external-network-mode'],
  [inTask(`${managed},"networkMode":«"none"»`), 'warning managed-instances-network-mode'],
  [inTask(`${managed},"networkMode":«"bridge"»`), 'error managed-instances-network-mode'],
  [inContainer('"user":"1000","hostname":"h"', '"networkMode":«"host"»'), 'warning host-network-mode'],
  [
    inContainer('"user":«"0:0"»', '"networkMode":«"host"»'),
    'warning host-network-mode',
    'warning host-network-root-user',
  ],
]);
