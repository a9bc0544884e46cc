import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { removeMember } from '../fixes';
import { onEc2, onFargateWindows } from '../scope';
import { isGiven } from '../given';
import { toAwsvpc } from '../network/toAwsvpc';
import { guide, windowsGuide } from '../sources';

const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';

export const windowsNetworkMode = defineRule<CheckRule>({
  id: 'windows-network-mode',
  group: 'platform',
  severity: 'error',
  summary: 'Windows containers take network mode awsvpc, or none written at all',
  why: 'Bridge, host and none are modes of Linux. Without a mode, Windows uses its own NAT network.',
  source: windowsGuide,
  yieldsTo: ['fargate-network-mode'],
  good: [
    inTask(`${windows},"networkMode":"awsvpc"`),
    inTask(windows),
    inTask(`${windows},"networkMode":"${'${MODE}'}"`),
  ],
  examples: [
    { bad: inTask(`${windows},"networkMode":«"bridge"»`), fixed: inTask(windows) },
    { bad: inTask(`${windows},"networkMode":«"nat"»`), fixed: inTask(windows) },
  ],
  *check(task) {
    const field = task.root?.get('networkMode');
    if (task.os !== 'windows' || field?.known === undefined) return;
    if (!['bridge', 'host', 'none', 'default', 'nat'].includes(field.known)) return;
    yield {
      at: field.value,
      message: `Windows containers do not run in network mode ${field.known}; leave it out for NAT, or use awsvpc`,
      fixes: [
        removeMember(field, { title: 'Remove it, for NAT' }),
        { title: 'Change to "awsvpc"', changes: () => toAwsvpc(task) },
      ],
    };
  },
});

export const windowsUnsupportedParameter = defineRule<CheckRule>({
  id: 'windows-unsupported-parameter',
  group: 'platform',
  severity: 'error',
  summary: 'Windows containers do not support this member',
  why: 'It sets up a feature of the Linux kernel. Most such members stop the container from starting; some are ignored.',
  source: windowsGuide,
  yieldsTo: ['fargate-privileged', 'fargate-ipc-mode', 'fargate-pid-mode-host'],
  good: [
    inContainer('"linuxParameters":{},"links":[],"ulimits":[],"privileged":false', windows),
    inContainer('"memoryReservation":256', windows),
    inContainer('"links":"${LINKS}","privileged":"${PRIVILEGED}"', windows),
    inContainer('"ulimits":[{"name":"nofile","softLimit":1024,"hardLimit":1024}]'),
  ],
  examples: [
    { bad: inContainer('«"links"»:["db"]', windows), fixed: inContainer('', windows) },
    {
      bad: inContainer('«"linuxParameters"»:{"initProcessEnabled":true}', windows),
      fixed: inContainer('', windows),
    },
    { bad: inContainer('«"privileged"»:true', windows), fixed: inContainer('', windows) },
    { bad: inTask(`${windows},«"pidMode"»:"task"`), fixed: inTask(windows) },
  ],
  *check(task) {
    if (task.os !== 'windows') return;
    for (const field of breaking(task)) {
      if (!isGiven(field)) continue;
      yield {
        at: field.key,
        message: `Windows containers do not start with "${field.name ?? ''}", which is for Linux`,
        fixes: [removeMember(field)],
      };
    }
    for (const field of ignored(task)) {
      if (!isGiven(field)) continue;
      yield {
        at: field.key,
        severity: 'warning',
        message: `Windows ignores "${field.name ?? ''}", which is for Linux`,
        fixes: [removeMember(field)],
      };
    }
  },
});

const breaking = (task: TaskView): (Field | undefined)[] => [
  task.root?.get('proxyConfiguration'),
  ...task.volumes.map((volume) => volume.get('efsVolumeConfiguration')),
  ...task.containers.flatMap((container) =>
    (
      [
        'links',
        'linuxParameters',
        'environmentFiles',
        'ulimits',
        'systemControls',
        'disableNetworking',
        'extraHosts',
        'dnsServers',
        'dnsSearchDomains',
      ] as const
    ).map((name) => container.get(name)),
  ),
];

const ignored = (task: TaskView): (Field | undefined)[] => [
  task.root?.get('pidMode'),
  task.root?.get('ipcMode'),
  ...task.containers.flatMap((container) => [
    container.get('privileged'),
    container.get('readonlyRootFilesystem'),
    ...(onFargateWindows(task) ? [container.get('memoryReservation')] : []),
  ]),
];

export const windowsTaskRoleSetup = defineRule<CheckRule>({
  id: 'windows-task-role-setup',
  group: 'platform',
  severity: 'info',
  summary: 'Task roles on Windows need their instances prepared, and take port 80',
  why: 'The instance has to be started with -EnableTaskIAMRole, and the credential proxy then occupies port 80.',
  source: guide('windows_task_IAM_roles', 'EC2 Windows instance additional configuration'),
  good: [inTask('"taskRoleArn":"app"'), inTask(windows)],
  examples: [{ bad: inTask(`${windows},"taskRoleArn":«"app"»`) }],
  *check(task) {
    const field = task.root?.get('taskRoleArn');
    if (task.os === 'windows' && onEc2(task) && field && field.text !== '') yield { at: field.value };
  },
});
