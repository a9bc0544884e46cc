import { changedContainers, type Change, type ChangedContainer } from '../changes';
import { label } from '../labels';
import { localName } from '../local/name';
import type { Notice } from '../notice';
import type { TaskPlan } from '../plan';
import { withPortsOf } from '../remap';

interface Revision {
  readonly change: Change;
  /** By which the task goes on. */
  readonly plan: TaskPlan;
  /** What is new in it. */
  readonly notices: readonly Notice[];
}

/** What a newer plan means for a running task, which was `asked` for and has become `current` since. */
export function revise(current: TaskPlan, asked: TaskPlan, newer: TaskPlan): Revision {
  const next = withPortsOf(current, asked, newer);
  const change = changedContainers(current, next);
  const notices = change.kind === 'containers' ? change.containers.map((one) => replaced(one, next)) : [];
  return { change, notices, plan: withOwnDefinition(next) };
}

/** Said of each container that is made anew while its task runs. */
function replaced({ name, members }: ChangedContainer, { containers }: TaskPlan): Notice {
  const why = members.length > 0 ? members.join(', ') : `what ${localName} or a file of variables says`;
  return {
    code: 'container-replaced',
    pointer: containers.find(({ facts }) => facts.name === name)?.pointer ?? '',
    verdict: 'approximated',
    text: `${name} is made anew in its running task, since this was changed: ${why}. ECS would start another task.`,
  };
}

/**
 * Every container of the plan carries the whole task: whoever takes the task over reads it off the newest, since what
 * the pause carries is how the task began.
 */
function withOwnDefinition(plan: TaskPlan): TaskPlan {
  const packed = plan.containers.flatMap(({ body }) => body.Labels[label.definition] ?? [])[0];
  if (packed === undefined) return plan;
  const containers = plan.containers.map((spec) => ({
    ...spec,
    body: { ...spec.body, Labels: { ...spec.body.Labels, [label.definition]: packed } },
  }));
  return { ...plan, containers };
}
