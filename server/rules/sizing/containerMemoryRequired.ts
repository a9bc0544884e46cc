import type { ContainerField } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inFargate, withContainers } from '../example';
import { offFargate, onEc2OrExternal } from '../scope';
import { api, source } from '../sources';
import { isAbsent } from '../missing';
import { containerNode } from '../../schema/lookup';
import { atName, containerLabel, sentence } from '../words';
import { memoryOf, reservationOf } from './sizes';

const web = (members: string, task = ''): string =>
  withContainers(`{"name":«"web"»,"image":"nginx:1.27"${members}}`, task);
const plain = (members: string, task = ''): string => web(members, task).replace(/[«»]/g, '');

/**
 * Whether a limit is written that has a finding of its own, or none: it cannot be read as a number, is negative, or is
 * spelled in another way.
 */
const unreadable = (container: ContainerField): boolean =>
  (['memory', 'memoryReservation'] as const).some((name) => {
    const field = container.get(name);
    if (field) return field.num === undefined || field.num < 0;
    return !isAbsent(container, name, containerNode);
  });

export const containerMemoryRequired = defineRule<CheckRule>({
  id: 'container-memory-required',
  absence: 'here',
  group: 'sizing',
  severity: 'error',
  summary: 'A container needs a memory limit when the task has none',
  why: 'On EC2 the scheduler has to know how much memory a task takes: from the task, or from each container.',
  awsMessage: "Invalid setting for container 'web'. At least one of 'memory' or 'memoryReservation' must be specified.",
  source: api('ContainerDefinition'),
  good: [
    plain(',"memory":128'),
    plain(',"memoryReservation":128'),
    plain(',"memory":"${MEMORY}"'),
    plain(',"Memory":128'),
    plain(',"mem":128'),
    plain('', '"memory":"512"'),
    plain('', '"memory":"${MEMORY}"'),
    inFargate(''),
  ],
  examples: [
    { bad: web(''), fixed: plain(',"memory":512') },
    { bad: web(',"memory":0'), fixed: plain(',"memory":512') },
  ],
  *check(task) {
    const memory = task.root?.get('memory');
    if (!offFargate(task) || (memory && memory.text !== '')) return;
    for (const container of task.containers) {
      if (memoryOf(container) || reservationOf(container) || unreadable(container)) continue;
      yield {
        at: atName(container),
        message: `${sentence(containerLabel(container))} needs "memory" or "memoryReservation", since the task has no "memory"`,
        fixes: [{ title: 'Add "memory": 512', changes: () => [{ set: [...container.path, 'memory'], to: 512 }] }],
      };
    }
  },
});

export const containerMemoryLimitMissing = defineRule<CheckRule>({
  id: 'container-memory-limit-missing',
  absence: 'here',
  group: 'sizing',
  severity: 'info',
  summary: 'Only a soft memory limit: the container may take all memory of its instance',
  why: '"memoryReservation" reserves memory but stops nobody. Without a hard limit one leak can starve every task on the instance.',
  source: source(
    'Control Tower control CT.ECS.PR.7',
    'https://docs.aws.amazon.com/controltower/latest/controlreference/ecs-rules.html',
  ),
  good: [
    plain(',"memory":128,"memoryReservation":64'),
    plain(',"memoryReservation":64', '"memory":"512"'),
    plain(',"memoryReservation":64,"memory":"${MEMORY}"'),
  ],
  examples: [{ bad: web(',"memoryReservation":128'), fixed: plain(',"memoryReservation":128,"memory":256') }],
  *check(task) {
    if (!onEc2OrExternal(task) || task.root?.get('memory')) return;
    for (const container of task.containers) {
      const reservation = reservationOf(container);
      if (reservation === undefined || memoryOf(container) || unreadable(container)) continue;
      yield {
        at: atName(container),
        message: `${sentence(containerLabel(container))} reserves ${reservation} MiB but has no hard limit, so it may take all memory of its instance`,
        fixes: [
          {
            title: `Add "memory": ${reservation * 2}`,
            changes: () => [{ set: [...container.path, 'memory'], to: reservation * 2 }],
          },
        ],
      };
    }
  },
});
