import type { ContainerField, TaskView } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { notWindows, offFargate } from '../scope';
import { securityHub, source } from '../sources';
import { toAwsvpc } from './toAwsvpc';
import { atName, containerLabel, sentence } from '../words';

const host = '"networkMode":"host"';

export const hostNetworkMode = defineRule<CheckRule>({
  id: 'host-network-mode',
  group: 'network',
  severity: 'warning',
  summary: "The containers use their host's network directly",
  why: 'They reach services of the instance that listen on localhost only, the metadata of its role among them.',
  source: securityHub(17),
  good: [inTask('"networkMode":"bridge"')],
  examples: [{ bad: inTask('"networkMode":«"host"»'), fixed: inTask('"networkMode":"awsvpc"') }],
  *check(task) {
    const field = task.root?.get('networkMode');
    if (!offFargate(task) || field?.text !== 'host') return;
    yield {
      at: field.value,
      fixes:
        task.launchTypes.has('EXTERNAL') || task.os === 'windows'
          ? []
          : [{ title: 'Change to "awsvpc"', changes: () => toAwsvpc(task) }],
    };
  },
});

/** `root` or uid 0, with any group. */
export const isRoot = (user: string): boolean => /^(root|0)(:.*)?$/.test(user.trim());

/** Whether `host-network-root-user` speaks about this container's user, so that weaker rules are silent. */
export function isHostRoot(task: TaskView, container: ContainerField): boolean {
  const user = container.get('user');
  const mayBeRoot = user === undefined || user.text === '' || (user.known !== undefined && isRoot(user.known));
  return (
    task.networkMode === 'host' &&
    offFargate(task) &&
    notWindows(task) &&
    mayBeRoot &&
    container.get('privileged')?.bool !== true
  );
}

export const hostNetworkRootUser = defineRule<CheckRule>({
  id: 'host-network-root-user',
  absence: 'here',
  group: 'network',
  severity: 'warning',
  summary: "Root in the container, on its host's network",
  why: 'Root may open raw sockets and low ports, here on the instance itself.',
  source: source(
    'AWS Config rule ecs-task-definition-user-for-host-mode-check',
    'https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-user-for-host-mode-check.html',
  ),
  good: [
    inContainer('"user":"1000"', host),
    inContainer('"user":"${USER_ID}"', host),
    inContainer('"privileged":true', host),
    inContainer('"user":"root"'),
  ],
  examples: [
    {
      bad: inContainer('', host).replace('"web"', '«"web"»'),
      fixed: inContainer('"user":"1000"', host),
    },
    { bad: inContainer('"user":«"root"»', host), fixed: inContainer('"user":"1000"', host) },
  ],
  *check(task) {
    for (const container of task.containers) {
      if (!isHostRoot(task, container)) continue;
      const user = container.get('user');
      yield {
        at: user?.value ?? atName(container),
        message: user?.text
          ? `${sentence(containerLabel(container))} runs as root on the network of its host`
          : `${sentence(containerLabel(container))} names no user, so it may be root on the network of its host`,
        fixes: [{ title: 'Set "user" to "1000"', changes: () => [{ set: [...container.path, 'user'], to: '1000' }] }],
      };
    }
  },
});
