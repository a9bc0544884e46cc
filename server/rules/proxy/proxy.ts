import type { Field } from '../../document/field';
import type { ContainerField, TaskView } from '../../document/view';
import { isIpOrCidr } from '../../model/address';
import type { ProxyConfiguration } from '../../model/taskDefinition';
import { type CheckRule, defineRule } from '../define';
import { withContainers } from '../example';
import { removeMember, setValue } from '../fixes';
import { findContainer, targetOf } from '../references';
import { closest } from '../similar';
import { agent, api, source } from '../sources';
import { atName, containerLabel, listed } from '../words';

/** App Mesh: a proxy container that all traffic of the task goes through. */

const needed = ['ProxyIngressPort', 'ProxyEgressPort', 'AppPorts', 'EgressIgnoredIPs'] as const;
const known: readonly string[] = ['IgnoredUID', 'IgnoredGID', ...needed, 'EgressIgnoredPorts'];

const property = (name: string, value: string): string => `{"name":${name},"value":${value}}`;
const base = [
  property('"ProxyIngressPort"', '"15000"'),
  property('"ProxyEgressPort"', '"15001"'),
  property('"AppPorts"', '"8080"'),
  property('"EgressIgnoredIPs"', '"169.254.170.2"'),
].join(',');
const uid = property('"IgnoredUID"', '"1337"');

const mesh = (
  parts: { properties?: string; user?: string; mode?: string; container?: string; key?: string } = {},
): string => {
  const { properties = `${uid},${base}`, user = ',"user":"1337"', mode = '"networkMode":"awsvpc",' } = parts;
  const { container = '"envoy"', key = '"proxyConfiguration"' } = parts;
  return withContainers(
    `{"name":"envoy","image":"e:1","memory":64${user}},{"name":"web","image":"a:1","memory":64}`,
    `${mode}${key}:{"type":"APPMESH","containerName":${container},"properties":[${properties}]}`,
  );
};

/** The block, unless the launch type or system refuses it as a whole. */
function proxyOf(task: TaskView): Field<ProxyConfiguration> | undefined {
  if (task.launchTypesUnknown || task.launchTypes.has('EXTERNAL') || task.os === 'windows') return undefined;
  return isOnlyManaged(task) ? undefined : task.root?.get('proxyConfiguration');
}

const isOnlyManaged = (task: TaskView): boolean => task.launchTypes.has('MANAGED_INSTANCES') && !task.isFargate;

/** The value of a property by its name; of repeated names the first. */
function propertyOf(block: Field<ProxyConfiguration>, name: string): Field | undefined {
  const item = block
    .get('properties')
    ?.items()
    .find((each) => each.get('name')?.text === name);
  return item?.get('value');
}

/** Whether a property may stand behind a name that is not known yet. */
const isOpen = (block: Field<ProxyConfiguration>): boolean => {
  const list = block.get('properties');
  return (
    list !== undefined && (list.type !== 'array' || list.items().some((item) => item.get('name')?.known === undefined))
  );
};

export const appMeshDiscontinued = defineRule<CheckRule>({
  id: 'app-mesh-discontinued',
  group: 'proxy',
  severity: 'warning',
  summary: 'App Mesh ended on 30 September 2026',
  why: 'The proxy has no control plane any more. Service Connect and VPC Lattice do what it did.',
  source: source(
    'Migrating from App Mesh to ECS Service Connect, AWS Containers Blog',
    'https://aws.amazon.com/blogs/containers/migrating-from-aws-app-mesh-to-amazon-ecs-service-connect/',
  ),
  good: [withContainers('{"name":"web","image":"a:1","memory":64}')],
  examples: [
    {
      bad: mesh({ key: '«"proxyConfiguration"»' }),
      fixed: withContainers(
        '{"name":"envoy","image":"e:1","memory":64,"user":"1337"},{"name":"web","image":"a:1","memory":64}',
        '"networkMode":"awsvpc"',
      ),
    },
  ],
  *check(task) {
    const field = task.root?.get('proxyConfiguration');
    if (field) yield { at: field.key, tag: 'deprecated', fixes: [removeMember(field)] };
  },
});

export const proxyNetworkMode = defineRule<CheckRule>({
  id: 'proxy-network-mode',
  group: 'proxy',
  severity: 'error',
  summary: 'A proxy configuration needs network mode awsvpc',
  why: 'The proxy takes over the network interface of the task, which exists in this mode only.',
  awsMessage: 'APPMESH proxy configuration is only supported in networkMode=awsvpc',
  source: api('ProxyConfiguration'),
  good: [mesh(), mesh({ mode: '"networkMode":"${MODE}",' })],
  examples: [{ bad: mesh({ mode: '', key: '«"proxyConfiguration"»' }) }],
  *check(task) {
    const field = proxyOf(task);
    const mode = task.networkMode;
    if (!field || mode === undefined || mode === 'awsvpc') return;
    yield { at: field.key, message: `A proxy configuration needs network mode awsvpc, not ${mode}` };
  },
});

export const proxyContainerUnknown = defineRule<CheckRule>({
  id: 'proxy-container-unknown',
  group: 'proxy',
  severity: 'error',
  summary: 'The proxy is a container that is not in the task',
  why: 'Its traffic could not be told from that of the others.',
  awsMessage: 'Proxy container [envoy] does not exist',
  source: api('ProxyConfiguration'),
  good: [mesh(), mesh({ container: '"${PROXY}"' })],
  examples: [{ bad: mesh({ container: '«"envoi"»' }), fixed: mesh() }],
  *check(task, document) {
    const field = proxyOf(task)?.get('containerName');
    if (!field || findContainer(task, document, field) !== 'missing') return;
    const meant = closest(
      field.text!,
      task.containers.flatMap((each) => each.get('name')?.known ?? []),
    );
    yield {
      at: field.value,
      message: `The task has no container "${field.text!}"`,
      fixes: meant ? [setValue(field.path, meant)] : [],
    };
  },
});

export const proxyPropertyMissing = defineRule<CheckRule>({
  id: 'proxy-property-missing',
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
    const missing = needed.filter((name) => !propertyOf(block, name));
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
          title: `Add ${listed(missing.map((name) => `"${name}"`))}`,
          changes: () =>
            [...missing, ...(list ? [] : ['IgnoredUID'])].map((name) => ({
              insert: [...block.path, 'properties'],
              item: { name, value: defaults[name] },
            })),
        },
      ],
    };
  },
});

export const proxyIgnoredId = defineRule<CheckRule>({
  id: 'proxy-ignored-id',
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
      fixes: values[0]
        ? [setValue(values[0].path, '1337', { title: 'Set "IgnoredUID" to "1337"' })]
        : [
            {
              title: 'Add "IgnoredUID": "1337"',
              changes: () => [{ insert: list.path, item: { name: 'IgnoredUID', value: '1337' } }],
            },
          ],
    };
  },
});

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

export const proxyPropertyUnknown = defineRule<CheckRule>({
  id: 'proxy-property-unknown',
  group: 'proxy',
  severity: 'warning',
  summary: 'App Mesh reads no such property, or reads it once',
  why: 'Seven properties are known; others and repetitions have no effect.',
  source: api('ProxyConfiguration'),
  good: [mesh()],
  examples: [
    {
      bad: mesh({ properties: `${uid},${base},${property('«"EgressIgnoredPort"»', '"22"')}` }),
      fixed: mesh({ properties: `${uid},${base},${property('"EgressIgnoredPorts"', '"22"')}` }),
    },
    { bad: mesh({ properties: `${uid},${base},${property('«"AppPorts"»', '"22"')}` }) },
  ],
  *check(task) {
    const seen = new Set<string>();
    for (const item of proxyOf(task)?.get('properties')?.items() ?? []) {
      const field = item.get('name');
      const name = field?.known;
      if (!field || name === undefined) continue;
      const isRepeated = seen.has(name);
      seen.add(name);
      if (isRepeated) yield { at: field.value, message: `"${name}" is given twice` };
      if (known.includes(name)) continue;
      const meant = closest(
        name,
        known.filter((other) => !seen.has(other)),
      );
      yield {
        at: field.value,
        message: `App Mesh reads no property "${name}"`,
        fixes: meant ? [setValue(field.path, meant)] : [],
      };
    }
  },
});

function proxyContainer(task: TaskView, block: Field<ProxyConfiguration>): ContainerField | undefined {
  const name = block.get('containerName')?.text;
  return name ? task.container(name) : undefined;
}

export const proxyUserMismatch = defineRule<CheckRule>({
  id: 'proxy-user-mismatch',
  group: 'proxy',
  severity: 'warning',
  summary: 'The proxy runs as another user than the one whose traffic is left alone',
  why: 'What the proxy sends then comes back to it, without end.',
  source: api('ProxyConfiguration'),
  good: [mesh(), mesh({ user: ',"user":"${USER_ID}"' }), mesh({ user: ',"user":"1337:1337"' })],
  examples: [{ bad: mesh({ user: ',"user":«"1000"»' }), fixed: mesh() }],
  *check(task) {
    const block = proxyOf(task);
    const field = block && proxyContainer(task, block)?.get('user');
    const ignored = block && propertyOf(block, 'IgnoredUID')?.known;
    if (!field?.known || !ignored || !/^\d+(:|$)/.test(field.known) || field.known.split(':')[0] === ignored) return;
    yield {
      at: field.value,
      message: `The proxy runs as user ${field.known}, but the traffic of ${ignored} is left alone`,
      fixes: [setValue(field.path, ignored)],
    };
  },
});

export const proxyUserMissing = defineRule<CheckRule>({
  id: 'proxy-user-missing',
  group: 'proxy',
  severity: 'warning',
  summary: 'The proxy names no user, so its traffic cannot be told from that of the others',
  why: 'What the proxy sends is recognised by the user it runs as.',
  awsMessage: 'user needs to be specified for proxy container',
  source: agent('App Mesh'),
  good: [mesh(), mesh({ user: '', properties: `${property('"IgnoredGID"', '"1337"')},${base}` })],
  examples: [{ bad: mesh({ user: '' }).replace('"name":"envoy"', '"name":«"envoy"»'), fixed: mesh() }],
  *check(task, document) {
    const block = proxyOf(task);
    const container = block && targetOf(findContainer(task, document, block.get('containerName')));
    const ignored = block && propertyOf(block, 'IgnoredUID')?.known;
    if (!container || container.get('user') || !ignored) return;
    yield {
      at: atName(container),
      message: `${containerLabel(container).replace('container', 'The proxy')} names no user, so its traffic cannot be told from that of the others`,
      fixes: [
        {
          title: `Add "user": "${ignored}"`,
          changes: () => [{ set: [...container.path, 'user'], to: ignored }],
        },
      ],
    };
  },
});
