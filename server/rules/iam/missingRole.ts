import type { Change } from '../../document/change';
import type { Anchor } from '../../document/span';
import type { TaskView } from '../../document/view';
import type { Found } from '../define';

interface Missing {
  readonly member: 'executionRoleArn' | 'taskRoleArn';
  /** What the member would say, once somebody has filled it in. */
  readonly add: (task: TaskView) => Change;
  /** A sentence: what needs the role. */
  readonly what: string;
  /** Where it is needed. */
  readonly needed: readonly Anchor[];
}

/**
 * A role that is needed and not named is missing once. To ECS an empty text names none, so that is what has to be filled
 * in; leaving it out, as is said of other empty texts, would help nobody.
 */
export function* missingRole(task: TaskView, { member, add, what, needed }: Missing): Iterable<Found> {
  const [first, ...others] = needed;
  if (!first) return;
  const changes = () => [add(task)];
  const empty = task.root?.get(member);
  yield empty
    ? {
        at: empty.value,
        message: `${what}, and this one is empty`,
        related: needed.map((at) => ({ at, message: 'Needed here' })),
        fixes: [{ title: `Fill in "${member}"`, changes }],
      }
    : {
        at: first,
        message: what,
        related: others.map((at) => ({ at, message: 'Needed here too' })),
        fixes: [{ title: `Add "${member}"`, changes }],
      };
}
