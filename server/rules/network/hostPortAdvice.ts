import type { TaskView } from '../../document/view';
import { instancePorts } from '../../model/instancePorts';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember, setValue } from '../fixes';
import { onEc2OrExternal } from '../scope';
import { api, ec2Guide } from '../sources';
import { containerLabel } from '../words';
import { effectiveHostPort, hostPortField, mappingsOf } from './ports';

const ports = (members: string): string => `"portMappings":[{${members}}]`;

const windowsPorts = new Map([
  [53, 'DNS'],
  [135, 'RPC'],
  [139, 'NetBIOS'],
  [445, 'SMB'],
  [2375, 'Docker'],
  [2376, 'Docker'],
  [3389, 'Remote Desktop'],
  [5985, 'WinRM'],
  [5986, 'WinRM'],
  [51678, 'the ECS agent'],
  [51679, 'the ECS agent'],
]);

function reservedPorts(task: TaskView): ReadonlyMap<number, string> {
  if (task.os !== 'windows') return instancePorts;
  const role = task.root?.get('taskRoleArn');
  return role && role.text !== ''
    ? new Map([...windowsPorts, [80, 'the credential proxy of task roles']])
    : windowsPorts;
}

export const hostPortReserved = defineRule<CheckRule>({
  id: 'host-port-reserved',
  group: 'network',
  severity: 'warning',
  summary: 'This port of the instance is taken already',
  why: 'ECS keeps the ports that the instance itself needs, so no instance can place the task.',
  awsMessage: 'is already using a port required by your task',
  source: api('PortMapping'),
  good: [
    inContainer(ports('"containerPort":22,"hostPort":2222')),
    inContainer(ports('"containerPort":22'), '"networkMode":"awsvpc"'),
  ],
  examples: [
    { bad: inContainer(ports('"containerPort":22,"hostPort":«22»')), fixed: inContainer(ports('"containerPort":22')) },
    { bad: inContainer(ports('"containerPort":«2375»'), '"networkMode":"host"') },
    {
      bad: inContainer(
        ports('"containerPort":80,"hostPort":«80»'),
        '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},"taskRoleArn":"app"',
      ),
      fixed: inContainer(
        ports('"containerPort":80'),
        '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},"taskRoleArn":"app"',
      ),
    },
  ],
  *check(task) {
    const isNat = task.os === 'windows' && !task.root?.get('networkMode');
    const mode = task.networkMode;
    if (!onEc2OrExternal(task) || !(isNat || mode === 'bridge' || mode === 'host')) return;
    const reserved = reservedPorts(task);
    for (const mapping of mappingsOf(task)) {
      const port = effectiveHostPort(mapping, mode);
      const owner = port === undefined ? undefined : reserved.get(port);
      if (owner === undefined || mapping.protocol === 'udp') continue;
      const field = mapping.item.get('hostPort');
      yield {
        at: hostPortField(mapping).value,
        message: `Port ${port!} of the instance belongs to ${owner}, so nothing can place this task`,
        fixes: field && mode !== 'host' ? [removeMember(field, { title: 'Remove "hostPort" for a free port' })] : [],
      };
    }
  },
});

export const hostPortEphemeral = defineRule<CheckRule>({
  id: 'host-port-ephemeral',
  group: 'network',
  severity: 'warning',
  summary: 'This host port lies where dynamic ports are taken from',
  why: 'Ports from 32768 up are handed out to whoever asks, so this one may be gone when the task starts.',
  source: api('PortMapping'),
  yieldsTo: ['host-port-reserved'],
  good: [
    inContainer(ports('"containerPort":80,"hostPort":8080')),
    inContainer(ports('"containerPort":40000,"hostPort":40000'), '"networkMode":"host"'),
  ],
  examples: [
    {
      bad: inContainer(ports('"containerPort":80,"hostPort":«32768»')),
      fixed: inContainer(ports('"containerPort":80,"hostPort":0')),
    },
  ],
  *check(task) {
    if (!onEc2OrExternal(task) || task.networkMode !== 'bridge') return;
    for (const { item, hostPort } of mappingsOf(task)) {
      const field = item.get('hostPort');
      if (field?.type !== 'number' || hostPort === undefined || hostPort < 32_768 || hostPort > 65_535) continue;
      yield {
        at: field.value,
        message: `Host port ${hostPort} lies where dynamic ports are taken from (32768 to 65535)`,
        fixes: [setValue(field.path, 0, { title: 'Change to 0 for a free port' })],
      };
    }
  },
});

export const hostPortStatic = defineRule<CheckRule>({
  id: 'host-port-static',
  group: 'network',
  severity: 'info',
  off: true,
  summary: 'A fixed host port allows one such task per instance',
  why: 'Rolling deployments need a free instance for each new task. A dynamic port behind a load balancer does not.',
  source: ec2Guide,
  yieldsTo: ['host-port-ephemeral', 'host-port-reserved'],
  good: [inContainer(ports('"containerPort":80,"hostPort":0'))],
  examples: [
    {
      bad: inContainer(ports('"containerPort":80,"hostPort":«8080»')),
      fixed: inContainer(ports('"containerPort":80,"hostPort":0')),
    },
  ],
  *check(task) {
    if (!onEc2OrExternal(task) || task.networkMode !== 'bridge') return;
    for (const { container, item, hostPort } of mappingsOf(task)) {
      const field = item.get('hostPort');
      if (!field || !hostPort) continue;
      yield {
        at: field.value,
        message: `Only one task with ${containerLabel(container)} on port ${hostPort} fits on an instance`,
        fixes: [setValue(field.path, 0, { title: 'Change to 0 for a free port' })],
      };
    }
  },
});
