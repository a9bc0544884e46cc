import type { NetworkMode } from '../../model/taskDefinition';
import { type CheckRule, type Fix, type ShapeRule, defineRule } from '../define';
import { inContainer, inFargate, withContainers } from '../example';
import { addMember } from '../fixes';
import { docker, api, issue } from '../sources';
import { containerLabel, sentence } from '../words';
import { isAbsent } from '../missing';
import { type Mapping, effectiveHostPort, hostPortField, mappingsOf } from './ports';

const two = (first: string, second: string, task = ''): string =>
  withContainers(
    `{"name":"web","image":"nginx:1.27","memory":64,"portMappings":[${first}]},{"name":"api","image":"app:1","memory":64,"portMappings":[${second}]}`,
    task,
  );

export const containerPortMissing = defineRule<ShapeRule>({
  id: 'container-port-missing',
  group: 'network',
  severity: 'error',
  summary: 'A port mapping needs a container port',
  why: 'Without "containerPort", or a "containerPortRange", there is nothing to map.',
  awsMessage: "Invalid 'containerPort' setting for container 'web'.",
  source: issue('aws/aws-cli', 7288),
  inContainerArray: true,
  good: [
    inContainer('"portMappings":[{"containerPort":80},{"containerPortRange":"90-99"},{"containerPort":"${PORT}"}]'),
    inContainer('"portMappings":[{"ContainerPort":80}]'),
    inContainer('"portMappings":[{"container":80}]'),
  ],
  examples: [
    {
      bad: inContainer('"portMappings":[«{"hostPort":8080}»]'),
      fixed: inContainer('"portMappings":[{"hostPort":8080,"containerPort":8080}]'),
    },
  ],
  describe({ field, schema }) {
    if (!isAbsent(field, 'containerPort', schema) || !isAbsent(field, 'containerPortRange', schema)) return undefined;
    const port = field.member('hostPort')?.num;
    return { at: field.value, fixes: [addMember(field, 'containerPort', port && port <= 65_535 ? port : 80)] };
  },
});

/** The first mapping for each key, and every later one that has the same. */
function* repeated(
  mappings: readonly Mapping[],
  keyOf: (mapping: Mapping) => string | undefined,
): Iterable<readonly [first: Mapping, second: Mapping]> {
  const seen = new Map<string, Mapping>();
  for (const mapping of mappings) {
    const key = keyOf(mapping);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first) yield [first, mapping];
    else seen.set(key, mapping);
  }
}

const deleteMapping = (mapping: Mapping): Fix => ({
  title: 'Delete this mapping',
  changes: () => [{ remove: mapping.item.path }],
});

export const hostPortDuplicate = defineRule<CheckRule>({
  id: 'host-port-duplicate',
  group: 'network',
  severity: 'error',
  summary: 'Two mappings want the same port of the host',
  why: 'A port of the host can be given away once.',
  awsMessage: "TCP host port '3000' is mapped multiple times in task.",
  source: docker('Published ports', 'engine/network/#published-ports'),
  good: [
    two('{"containerPort":80,"hostPort":0}', '{"containerPort":80}'),
    two('{"containerPort":53,"hostPort":53}', '{"containerPort":53,"hostPort":53,"protocol":"udp"}'),
    two('{"containerPort":80,"hostPort":80}', '{"containerPort":80,"hostPort":80,"protocol":"${PROTOCOL}"}'),
  ],
  examples: [
    { bad: two('{"containerPort":80,"hostPort":80}', '{"containerPort":81,"hostPort":«80»}') },
    { bad: two('{"containerPort":80}', '{"containerPort":«80»}', '"networkMode":"host"') },
  ],
  *check(task) {
    const mode = task.networkMode;
    if (mode !== 'bridge' && mode !== 'host') return;
    for (const [first, second] of repeated(mappingsOf(task), (mapping) => hostKey(mapping, mode))) {
      yield {
        at: hostPortField(second).value,
        message: `Port ${effectiveHostPort(second, mode)!} of the host is already taken by ${containerLabel(first.container)}`,
        related: [{ at: hostPortField(first).value, message: 'Taken here' }],
        fixes:
          first.container === second.container && first.containerPort === second.containerPort
            ? [deleteMapping(second)]
            : [],
      };
    }
  },
});

function hostKey(mapping: Mapping, mode: NetworkMode): string | undefined {
  const port = effectiveHostPort(mapping, mode);
  return port === undefined || mapping.protocol === undefined ? undefined : `${port}/${mapping.protocol}`;
}

export const containerPortDuplicate = defineRule<CheckRule>({
  id: 'container-port-duplicate',
  group: 'network',
  severity: 'error',
  summary: 'The same container port is mapped twice',
  why: 'In network mode awsvpc all containers share one network interface, so each port belongs to one of them. In bridge mode the second mapping says nothing new.',
  awsMessage: 'container port is used multiple times in task',
  source: api('PortMapping'),
  good: [
    two('{"containerPort":80}', '{"containerPort":80}'),
    inFargate('', '"portMappings":[{"containerPort":53},{"containerPort":53,"protocol":"udp"}]'),
    inContainer('"portMappings":[{"containerPort":80,"hostPort":80},{"containerPort":80,"hostPort":81}]'),
  ],
  examples: [
    {
      bad: two('{"containerPort":80}', '{"containerPort":«80»}', '"networkMode":"awsvpc"'),
      fixed: two('{"containerPort":80}', '', '"networkMode":"awsvpc"'),
    },
    {
      bad: inFargate('', '"portMappings":[{"containerPort":80},{"containerPort":«80»,"protocol":"tcp"}]'),
      fixed: inFargate('', '"portMappings":[{"containerPort":80}]'),
    },
    {
      bad: inContainer('"portMappings":[{"containerPort":80},{"containerPort":«80»}]'),
      fixed: inContainer('"portMappings":[{"containerPort":80}]'),
    },
  ],
  *check(task) {
    const mode = task.networkMode;
    if (mode !== 'awsvpc' && mode !== 'bridge') return;
    for (const [first, second] of repeated(mappingsOf(task), (mapping) => containerKey(mapping, mode))) {
      const same = first.container === second.container;
      const field = second.item.get('containerPort')!;
      yield {
        at: field.value,
        ...(mode === 'bridge' && { severity: 'warning' as const }),
        message: same
          ? `${sentence(containerLabel(second.container))} maps port ${second.containerPort!} twice`
          : `Port ${second.containerPort!} is already used by ${containerLabel(first.container)}, and both share one network`,
        related: [{ at: first.item.get('containerPort')!.value, message: 'First mapped here' }],
        fixes: [deleteMapping(second)],
      };
    }
  },
});

/** Task-wide in awsvpc; in bridge mode only identical, dynamic mappings of one container (fixed ones clash on the host). */
function containerKey(mapping: Mapping, mode: NetworkMode): string | undefined {
  const { container, containerPort, hostPort, protocol, item } = mapping;
  if (containerPort === undefined || protocol === undefined) return undefined;
  const port = `${containerPort}/${protocol}`;
  if (mode === 'awsvpc') return port;
  const isDynamic = hostPort === 0 || !item.get('hostPort');
  return isDynamic ? `${container.pointer} ${port}` : undefined;
}
