import { type CheckRule, defineRule } from '../define';
import { inContainer, inFargate } from '../example';
import { removeMember, setValue } from '../fixes';
import { api, ec2Guide } from '../sources';
import { containerLabel } from '../words';
import { mappingsOf } from './ports';

/** What `hostPort` may say in each network mode. */

const awsvpc = '"networkMode":"awsvpc"';
const host = '"networkMode":"host"';
const ports = (members: string): string => `"portMappings":[{${members}}]`;

export const awsvpcHostPortMismatch = defineRule<CheckRule>({
  id: 'awsvpc-host-port-mismatch',
  group: 'network',
  severity: 'error',
  summary: 'In network mode awsvpc the host port is the container port',
  why: 'The task has a network interface of its own, so nothing translates ports. To answer on another port, let the container listen there.',
  awsMessage: 'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
  source: api('PortMapping'),
  good: [
    inFargate('', ports('"containerPort":80,"hostPort":80')),
    inFargate('', ports('"containerPort":80')),
    inFargate('', ports('"containerPort":"${PORT}","hostPort":80')),
    inContainer(ports('"containerPort":80,"hostPort":8080')),
  ],
  examples: [
    {
      bad: inFargate('', ports('"containerPort":80,"hostPort":«8080»')),
      fixed: inFargate('', ports('"containerPort":80')),
    },
  ],
  *check(task) {
    if (task.networkMode !== 'awsvpc') return;
    for (const { container, item, containerPort, hostPort } of mappingsOf(task)) {
      const field = item.get('hostPort');
      if (!field || !hostPort || containerPort === undefined || hostPort === containerPort) continue;
      yield {
        at: field.value,
        message: `In network mode awsvpc ${containerLabel(container)} answers on its own port ${containerPort}; "hostPort" cannot be ${hostPort}`,
        fixes: [removeMember(field), setValue(field.path, containerPort)],
      };
    }
  },
});

export const awsvpcHostPortZero = defineRule<CheckRule>({
  id: 'awsvpc-host-port-zero',
  group: 'network',
  severity: 'warning',
  summary: 'Network mode awsvpc has no dynamic host ports',
  why: 'Host port 0 asks for a free port of the instance, which only bridge mode can give.',
  source: api('PortMapping'),
  good: [inContainer(ports('"containerPort":80,"hostPort":0'))],
  examples: [
    {
      bad: inFargate('', ports('"containerPort":80,"hostPort":«0»')),
      fixed: inFargate('', ports('"containerPort":80')),
    },
  ],
  *check(task) {
    if (task.networkMode !== 'awsvpc') return;
    for (const { item, hostPort } of mappingsOf(task)) {
      const field = item.get('hostPort');
      if (field && hostPort === 0) yield { at: field.value, fixes: [removeMember(field)] };
    }
  },
});

export const awsvpcHostPortRedundant = defineRule<CheckRule>({
  id: 'awsvpc-host-port-redundant',
  group: 'network',
  severity: 'hint',
  off: true,
  summary: 'In network mode awsvpc the host port goes without saying',
  why: 'It always equals the container port.',
  source: api('PortMapping'),
  good: [inContainer(ports('"containerPort":80,"hostPort":80'))],
  examples: [
    {
      bad: inFargate('', ports('"containerPort":80,«"hostPort"»:80')),
      fixed: inFargate('', ports('"containerPort":80')),
    },
  ],
  *check(task) {
    if (task.networkMode !== 'awsvpc') return;
    for (const { item, containerPort, hostPort } of mappingsOf(task)) {
      const field = item.get('hostPort');
      if (!field || !hostPort || hostPort !== containerPort) continue;
      yield { at: field.key, tag: 'unnecessary', fixes: [removeMember(field, { safe: true })] };
    }
  },
});

export const hostHostPortMismatch = defineRule<CheckRule>({
  id: 'host-host-port-mismatch',
  group: 'network',
  severity: 'error',
  summary: 'In network mode host the host port is the container port',
  why: "The container uses its host's network directly, so nothing translates ports.",
  awsMessage: 'When networkMode=host, the host ports and container ports in port mappings must match',
  source: api('PortMapping'),
  good: [inContainer(ports('"containerPort":80,"hostPort":80'), host), inContainer(ports('"containerPort":80'), host)],
  examples: [
    {
      bad: inContainer(ports('"containerPort":80,"hostPort":«8080»'), host),
      fixed: inContainer(ports('"containerPort":80'), host),
    },
  ],
  *check(task) {
    if (task.networkMode !== 'host') return;
    for (const { container, item, containerPort, hostPort } of mappingsOf(task)) {
      const field = item.get('hostPort');
      if (!field || !hostPort || containerPort === undefined || hostPort === containerPort) continue;
      yield {
        at: field.value,
        message: `In network mode host ${containerLabel(container)} answers on its own port ${containerPort}; "hostPort" cannot be ${hostPort}`,
        fixes: [removeMember(field), setValue(field.path, containerPort)],
      };
    }
  },
});

export const noneWithPortMappings = defineRule<CheckRule>({
  id: 'none-with-port-mappings',
  group: 'network',
  severity: 'error',
  summary: 'Network mode none leaves nothing to map ports to',
  why: 'The containers have no connection to the outside, so ECS refuses port mappings.',
  source: ec2Guide,
  good: [inContainer('"portMappings":[]', '"networkMode":"none"'), inContainer(ports('"containerPort":80'), awsvpc)],
  examples: [
    {
      bad: inContainer('«"portMappings"»:[{"containerPort":80}]', '"networkMode":"none"'),
      fixed: inContainer('', '"networkMode":"none"'),
    },
  ],
  *check(task) {
    if (task.networkMode !== 'none') return;
    for (const container of task.containers) {
      const field = container.get('portMappings');
      if (!field || field.items().length === 0) continue;
      yield {
        at: field.key,
        message: `Network mode none leaves ${containerLabel(container)} without ports to map`,
        fixes: [removeMember(field)],
      };
    }
  },
});
