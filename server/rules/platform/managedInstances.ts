import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import type { Change } from '../../document/change';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { removeMember, setValue } from '../fixes';
import { isGiven } from '../given';
import { toAwsvpc } from '../network/toAwsvpc';
import { managedInstancesGuide } from '../sources';

/** What ECS Managed Instances do not take. */

const managed = '"requiresCompatibilities":["MANAGED_INSTANCES"]';
const isManaged = (task: TaskView): boolean => task.launchTypes.has('MANAGED_INSTANCES');

export const managedInstancesNetworkMode = defineRule<CheckRule>({
  id: 'managed-instances-network-mode',
  group: 'platform',
  severity: 'error',
  summary: 'Managed Instances take network mode awsvpc or host',
  why: 'There is no Docker bridge on Managed Instances. AWS is not clear about "none".',
  source: managedInstancesGuide,
  yieldsTo: ['fargate-network-mode'],
  good: [inTask(`${managed},"networkMode":"host"`), inTask(managed), inTask('"networkMode":"bridge"')],
  examples: [
    { bad: inTask(`${managed},"networkMode":«"bridge"»`), fixed: inTask(`${managed},"networkMode":"awsvpc"`) },
    { bad: inTask(`${managed},"networkMode":«"none"»`), fixed: inTask(`${managed},"networkMode":"awsvpc"`) },
  ],
  *check(task) {
    const field = task.root?.get('networkMode');
    if (!isManaged(task) || !field || (field.text !== 'bridge' && field.text !== 'none')) return;
    yield {
      at: field.value,
      ...(field.text === 'none' && { severity: 'warning' as const }),
      message: `Managed Instances take network mode awsvpc or host, not ${field.text}`,
      fixes: [{ title: 'Change to "awsvpc"', changes: () => toAwsvpc(task) }],
    };
  },
});

export const managedInstancesOs = defineRule<CheckRule>({
  id: 'managed-instances-os',
  group: 'platform',
  severity: 'error',
  summary: 'Managed Instances run Linux only',
  why: 'The instances that ECS manages by itself come with Bottlerocket, a Linux.',
  source: managedInstancesGuide,
  yieldsTo: ['fargate-os-unsupported'],
  good: [inTask(`${managed},"runtimePlatform":{"operatingSystemFamily":"LINUX"}`)],
  examples: [
    {
      bad: inTask(`${managed},"runtimePlatform":{"operatingSystemFamily":«"WINDOWS_SERVER_2022_CORE"»}`),
      fixed: inTask(`${managed},"runtimePlatform":{"operatingSystemFamily":"LINUX"}`),
    },
  ],
  *check(task) {
    const field = task.root?.get('runtimePlatform')?.get('operatingSystemFamily');
    if (!isManaged(task) || !field || task.os !== 'windows') return;
    yield { at: field.value, fixes: [setValue(field.path, 'LINUX')] };
  },
});

export const managedInstancesUnsupportedParameter = defineRule<CheckRule>({
  id: 'managed-instances-unsupported-parameter',
  group: 'platform',
  severity: 'error',
  summary: 'Managed Instances do not take this member',
  why: 'The guide for Managed Instances lists it as unsupported.',
  source: managedInstancesGuide,
  yieldsTo: [
    'fargate-ipc-mode',
    'fargate-docker-volume',
    'fargate-docker-security-options',
    'fargate-shared-memory-size',
    'fargate-swap',
  ],
  good: [
    inContainer('"links":"${LINKS}","disableNetworking":"${OFF}"', managed),
    inContainer('"links":[],"disableNetworking":false', managed),
    inContainer('"hostname":"web"'),
  ],
  examples: [
    {
      bad: inContainer('«"hostname"»:"web"', `${managed},"networkMode":"host"`),
      fixed: inContainer('', `${managed},"networkMode":"host"`),
    },
    { bad: inTask(`${managed},«"ipcMode"»:"task"`), fixed: inTask(managed) },
  ],
  *check(task) {
    if (!isManaged(task)) return;
    for (const field of unsupported(task)) {
      if (!isGiven(field)) continue;
      yield {
        at: field.key,
        message: `Managed Instances do not take "${field.name ?? ''}"`,
        fixes: [removeMember(field)],
      };
    }
  },
});

const unsupported = (task: TaskView): (Field | undefined)[] => [
  task.root?.get('ipcMode'),
  task.root?.get('proxyConfiguration'),
  ...task.volumes.map((volume) => volume.get('dockerVolumeConfiguration')),
  ...task.containers.flatMap((container) => [
    container.get('dockerSecurityOptions'),
    container.get('disableNetworking'),
    container.get('links'),
    container.get('hostname'),
    container.get('dnsServers'),
    container.get('linuxParameters')?.get('maxSwap'),
    container.get('linuxParameters')?.get('swappiness'),
    container.get('linuxParameters')?.get('sharedMemorySize'),
  ]),
];

export const managedInstancesDockerLabels = defineRule<CheckRule>({
  id: 'managed-instances-docker-labels',
  group: 'platform',
  severity: 'warning',
  summary: 'Managed Instances do not support Docker labels',
  why: 'The guide for Managed Instances lists "dockerLabels" as unsupported; tags say the same to AWS tools.',
  source: managedInstancesGuide,
  good: [inContainer('"dockerLabels":{}', managed), inContainer('"dockerLabels":{"team":"a"}')],
  examples: [
    {
      bad: inContainer('«"dockerLabels"»:{"team":"a"}', managed),
      fixed: inContainer('', `${managed},"tags":[{"key":"team","value":"a"}]`),
    },
    { bad: inContainer('«"dockerLabels"»:{"a#b":"c"}', managed), fixed: inContainer('', managed) },
  ],
  *check(task) {
    if (!isManaged(task)) return;
    for (const container of task.containers) {
      const field = container.get('dockerLabels');
      if (isGiven(field)) yield { at: field.key, fixes: [...asTags(task, field), removeMember(field)] };
    }
  },
});

const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Labels that are legal as tags, and new among them, can be tags instead. */
function asTags(task: TaskView, labels: Field): Fix[] {
  const tags = task.root?.get('tags');
  const taken = new Set(tags?.items().map((tag) => tag.get('key')?.text));
  const wanted = labels.members().map((label) => ({ key: label.name ?? '', value: label.text ?? '' }));
  const fits =
    wanted.length + taken.size <= 50 &&
    (!tags || tags.type === 'array') &&
    wanted.every(
      ({ key, value }) =>
        key !== '' &&
        key.length <= 128 &&
        value.length <= 256 &&
        tagText.test(key + value) &&
        !/^aws:/i.test(key) &&
        !/^aws:/i.test(value) &&
        !taken.has(key),
    );
  if (!fits || !task.root) return [];
  const list = [...task.root.path, 'tags'];
  return [
    {
      title: 'Make them tags of the task definition',
      changes: () => [
        { remove: labels.path },
        ...(tags ? wanted.map((item): Change => ({ insert: list, item })) : [{ set: list, to: wanted }]),
      ],
    },
  ];
}
