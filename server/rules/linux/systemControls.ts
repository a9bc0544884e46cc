import type { Field } from '../../document/field';
import type { ContainerField } from '../../document/view';
import type { SystemControl } from '../../model/taskDefinition';
import { type CheckRule, defineRule } from '../define';
import { inContainer, withContainers } from '../example';
import { offFargate, onEc2OrExternal } from '../scope';
import { api } from '../sources';
import { containerLabel, sentence } from '../words';
import { perTask } from '../perTask';

const control = (namespace: string, value = '"1"'): string => `{"namespace":${namespace},"value":${value}}`;
const controls = (...items: readonly string[]): string => `"systemControls":[${items.join(',')}]`;

interface Control {
  readonly container: ContainerField;
  readonly item: Field<SystemControl>;
  readonly namespace: string;
}

const controlsOf = perTask((task): readonly Control[] =>
  task.containers.flatMap((container) =>
    (container.get('systemControls')?.items() ?? []).flatMap((item) => {
      const namespace = item.get('namespace')?.known;
      return namespace === undefined ? [] : [{ container, item, namespace }];
    }),
  ),
);

const isNetwork = (namespace: string): boolean => namespace.startsWith('net.');
const isIpc = (namespace: string): boolean => namespace.startsWith('kernel.') || namespace.startsWith('fs.mqueue.');

const removal = ({ container, item }: Control) => ({
  title: 'Delete this setting',
  changes: () => [
    { remove: container.get('systemControls')?.items().length === 1 ? item.path.slice(0, -1) : item.path },
  ],
});

export const systemControlHostNetwork = defineRule<CheckRule>({
  id: 'system-control-host-network',
  group: 'linux',
  severity: 'error',
  summary: 'Network settings cannot be changed in network mode host',
  why: 'They would change the network of the instance itself, so ECS refuses them.',
  source: api('SystemControl'),
  good: [inContainer(controls(control('"net.core.somaxconn"')))],
  examples: [
    {
      bad: inContainer(controls(control('«"net.core.somaxconn"»')), '"networkMode":"host"'),
      fixed: inContainer('', '"networkMode":"host"'),
    },
  ],
  *check(task) {
    if (!offFargate(task) || task.networkMode !== 'host') return;
    for (const each of controlsOf(task)) {
      if (!isNetwork(each.namespace)) continue;
      yield {
        at: each.item.get('namespace')!.value,
        message: `"${each.namespace}" cannot be set in network mode host`,
        fixes: [removal(each)],
      };
    }
  },
});

export const systemControlIpcHost = defineRule<CheckRule>({
  id: 'system-control-ipc-host',
  group: 'linux',
  severity: 'error',
  summary: 'Settings of shared memory cannot be changed with "ipcMode": "host"',
  why: 'They would change those of the instance itself, so ECS refuses them.',
  source: api('SystemControl'),
  good: [inContainer(controls(control('"kernel.shmmax"')), '"ipcMode":"task"')],
  examples: [
    {
      bad: inContainer(controls(control('«"kernel.shmmax"»')), '"ipcMode":"host"'),
      fixed: inContainer('', '"ipcMode":"host"'),
    },
  ],
  *check(task) {
    if (!onEc2OrExternal(task) || task.root?.get('ipcMode')?.text !== 'host') return;
    for (const each of controlsOf(task)) {
      if (!isIpc(each.namespace)) continue;
      yield {
        at: each.item.get('namespace')!.value,
        message: `"${each.namespace}" cannot be set with "ipcMode": "host"`,
        fixes: [removal(each)],
      };
    }
  },
});

const two = (first: string, second: string, task: string): string =>
  withContainers(
    `{"name":"a","image":"a:1","memory":64,${controls(control('"net.core.somaxconn"', first))}},{"name":"b","image":"b:1","memory":64,${controls(control('"net.core.somaxconn"', second))}}`,
    task,
  );

export const systemControlConflict = defineRule<CheckRule>({
  id: 'system-control-conflict',
  group: 'linux',
  severity: 'warning',
  summary: 'Two containers set one kernel setting to different values',
  why: 'The containers share it, so the one that starts last decides.',
  source: api('SystemControl'),
  good: [two('"1"', '"1"', '"networkMode":"awsvpc"'), two('"1"', '"2"', '')],
  examples: [{ bad: two('"1"', '«"2"»', '"networkMode":"awsvpc"') }],
  *check(task) {
    const sharesNetwork = task.networkMode === 'awsvpc';
    const sharesIpc = task.root?.get('ipcMode')?.text === 'task';
    const seen = new Map<string, Control>();
    for (const each of controlsOf(task)) {
      const { item, namespace, container } = each;
      if (!(isNetwork(namespace) ? sharesNetwork : isIpc(namespace) && sharesIpc)) continue;
      const first = seen.get(namespace);
      if (!first) seen.set(namespace, each);
      const [value, other] = [item.get('value'), first?.item.get('value')];
      if (!first || first.container === container || !value?.known || !other?.known) continue;
      if (value.known === other.known) continue;
      yield {
        at: value.value,
        message: `"${namespace}" is shared by the task, but ${containerLabel(first.container)} sets it to ${other.known} and ${containerLabel(container)} to ${value.known}`,
        related: [{ at: other.value, message: 'The other value' }],
      };
    }
  },
});

export const systemControlDuplicate = defineRule<CheckRule>({
  id: 'system-control-duplicate',
  group: 'linux',
  severity: 'warning',
  summary: 'A kernel setting is set twice',
  why: 'One value is enough, and which of the two counts is not said.',
  source: api('SystemControl'),
  inContainerArray: true,
  good: [inContainer(controls(control('"net.core.somaxconn"'), control('"net.ipv4.tcp_tw_reuse"')))],
  examples: [
    {
      bad: inContainer(controls(control('"net.core.somaxconn"'), control('«"net.core.somaxconn"»', '"2"'))),
      fixed: inContainer(controls(control('"net.core.somaxconn"'))),
    },
  ],
  *check(task) {
    const seen = new Set<string>();
    for (const each of controlsOf(task)) {
      const key = `${each.container.pointer} ${each.namespace}`;
      if (!seen.has(key)) {
        seen.add(key);
        continue;
      }
      yield {
        at: each.item.get('namespace')!.value,
        message: `${sentence(containerLabel(each.container))} sets "${each.namespace}" twice`,
        fixes: [removal(each)],
      };
    }
  },
});
