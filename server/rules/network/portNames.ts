import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { addMember, removeMember, setValue } from '../fixes';
import { api, guide } from '../sources';
import { containerLabel, sentence } from '../words';
import { type Mapping, mappingsOf } from './ports';

/** `name` and `appProtocol`: what Service Connect and VPC Lattice know a port by. */

const connectGuide = guide('service-connect-concepts-deploy', 'Service Connect components');
const ports = (...items: readonly string[]): string => `"portMappings":[${items.map((item) => `{${item}}`).join(',')}]`;
const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';

export const portNameDuplicate = defineRule<CheckRule>({
  id: 'port-name-duplicate',
  group: 'network',
  severity: 'error',
  summary: 'Two port mappings of the task have the same name',
  why: 'Service Connect finds a port by its name, so the name has to be unique in the task.',
  awsMessage: 'port mapping name is already used',
  source: api('PortMapping'),
  inContainerArray: true,
  good: [inContainer(ports('"containerPort":80,"name":"a"', '"containerPort":81,"name":"b"'))],
  examples: [
    {
      bad: inContainer(ports('"containerPort":80,"name":"http"', '"containerPort":81,"name":«"http"»')),
      fixed: inContainer(ports('"containerPort":80,"name":"http"', '"containerPort":81,"name":"http-2"')),
    },
  ],
  *check(task) {
    const seen = new Map<string, Mapping>();
    const taken = new Set(mappingsOf(task).map(({ item }) => item.get('name')?.text));
    for (const mapping of mappingsOf(task)) {
      const field = mapping.item.get('name');
      const name = field?.known;
      if (!field || name === undefined) continue;
      const first = seen.get(name);
      if (!first) {
        seen.set(name, mapping);
        continue;
      }
      let number = 2;
      while (taken.has(`${name}-${number}`)) number++;
      yield {
        at: field.value,
        message: `The port name "${name}" is already used by ${containerLabel(first.container)}`,
        related: [{ at: first.item.get('name')!.value, message: 'First used here' }],
        fixes: [setValue(field.path, `${name}-${number}`)],
      };
    }
  },
});

export const appProtocolWithoutName = defineRule<CheckRule>({
  id: 'app-protocol-without-name',
  absence: 'here',
  group: 'network',
  severity: 'warning',
  summary: 'An application protocol without a port name is never used',
  why: 'Service Connect, the only reader of "appProtocol", finds ports by their names.',
  source: connectGuide,
  good: [
    inContainer(ports('"containerPort":80,"name":"web","appProtocol":"http"')),
    inContainer(ports('"containerPort":80,"appProtocol":""')),
  ],
  examples: [
    {
      bad: inContainer(ports('"containerPort":80,"appProtocol":«"http"»')),
      fixed: inContainer(ports('"containerPort":80,"appProtocol":"http","name":"web-80-tcp"')),
    },
  ],
  *check(task) {
    if (task.networkMode !== 'awsvpc' && task.networkMode !== 'bridge') return;
    for (const mapping of mappingsOf(task)) {
      const field = mapping.item.get('appProtocol');
      if (!field || field.text === '' || mapping.item.get('name')) continue;
      const name = nameFor(mapping);
      const isTaken = mappingsOf(task).some(({ item }) => item.get('name')?.text === name);
      yield { at: field.value, fixes: isTaken || mapping.range ? [] : [addMember(mapping.item, 'name', name)] };
    }
  },
});

/** As the console names ports: container, number, protocol. */
function nameFor({ container, containerPort, protocol }: Mapping): string {
  const name = (container.get('name')?.known ?? 'port').toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-');
  return `${name}-${containerPort ?? 'port'}-${protocol ?? 'tcp'}`.replace(/^-+/, '').slice(-64);
}

export const appProtocolWithUdp = defineRule<CheckRule>({
  id: 'app-protocol-with-udp',
  group: 'network',
  severity: 'warning',
  summary: 'Service Connect speaks no UDP',
  why: 'HTTP, HTTP/2 and gRPC run over TCP, so the application protocol of a UDP port has no effect.',
  source: connectGuide,
  good: [inContainer(ports('"containerPort":80,"name":"web","appProtocol":"http","protocol":"tcp"'))],
  examples: [
    {
      bad: inContainer(ports('"containerPort":80,"name":"web","protocol":"udp","appProtocol":«"http"»')),
      fixed: inContainer(ports('"containerPort":80,"name":"web","protocol":"udp"')),
    },
  ],
  *check(task) {
    for (const { item, protocol } of mappingsOf(task)) {
      const field = item.get('appProtocol');
      if (field && protocol === 'udp') yield { at: field.value, fixes: [removeMember(field)] };
    }
  },
});

export const serviceConnectRange = defineRule<CheckRule>({
  id: 'service-connect-range',
  group: 'network',
  severity: 'warning',
  summary: 'Service Connect cannot use a port range',
  why: 'A named port stands for one port, so the name of a range is never used.',
  source: api('PortMapping'),
  good: [inContainer(ports('"containerPort":80,"name":"web"', '"containerPortRange":"90-99"'))],
  examples: [
    {
      bad: inContainer(ports('"containerPortRange":"90-99","name":«"web"»')),
      fixed: inContainer(ports('"containerPortRange":"90-99"')),
    },
  ],
  *check(task) {
    if (task.networkMode !== 'awsvpc' && task.networkMode !== 'bridge') return;
    for (const { item } of mappingsOf(task)) {
      const field = item.get('name');
      if (field && item.get('containerPortRange')) yield { at: field.value, fixes: [removeMember(field)] };
    }
  },
});

export const serviceConnectHostMode = defineRule<CheckRule>({
  id: 'service-connect-host-mode',
  group: 'network',
  severity: 'info',
  summary: 'Service Connect needs network mode awsvpc or bridge',
  why: 'Port names are read by Service Connect only, and it does not work in this network mode.',
  source: connectGuide,
  good: [inContainer(ports('"containerPort":80,"name":"web"'))],
  examples: [{ bad: inContainer(ports('"containerPort":80,"name":«"web"»'), '"networkMode":"host"') }],
  *check(task) {
    if (task.networkMode !== 'host') return; // with none, no mapping is possible: none-with-port-mappings
    for (const { container, item } of mappingsOf(task)) {
      const field = item.get('name') ?? item.get('appProtocol');
      if (!field) continue;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} names a port for Service Connect, which needs network mode awsvpc or bridge`,
      };
    }
  },
});

export const windowsServiceConnectPort = defineRule<CheckRule>({
  id: 'windows-service-connect-port',
  group: 'network',
  severity: 'info',
  summary: 'Service Connect is for Linux containers',
  why: 'Port names are read by Service Connect only, and its proxy does not run on Windows.',
  source: connectGuide,
  good: [inContainer(ports('"containerPort":80'), windows)],
  examples: [{ bad: inContainer(ports('"containerPort":80,"name":«"web"»'), windows) }],
  *check(task) {
    if (task.os !== 'windows') return;
    for (const { item } of mappingsOf(task)) {
      const field = item.get('name') ?? item.get('appProtocol');
      if (field) yield { at: field.value };
    }
  },
});
