import type { Groups } from '../cgroups/groups';
import { isUnanswered } from '../errors';
import type { RunnerEvent, TaskState } from '../state';
import type { EventHub } from './eventHub';
import { failed } from './failure';
import type { Operations } from './operations';
import type { Sightings } from './sightings';

export interface Looking {
  readonly groups: Pick<Groups, 'judged'>;
  readonly hub: Pick<EventHub, 'verify'>;
  readonly operations: Pick<Operations, 'inspect' | 'ids' | 'plan'>;
  readonly sightings: Sightings;
}

/** Asks the engine about a container of a task, and tells its answer as the reducer takes it. */
export async function lookAt(
  { groups, hub, operations, sightings }: Looking,
  container: string,
  task: TaskState,
): Promise<RunnerEvent> {
  const { plan, ids } = operations;
  try {
    const facts = await groups.judged(plan, await operations.inspect(container), task);
    if (facts) sightings.see(container, facts);
    return { type: 'observed', container, observation: sightings.of(container, facts, ids.get(container) ?? '') };
  } catch (error) {
    if (isUnanswered(error)) await hub.verify();
    return failed(container, 'inspect', error, plan.target);
  }
}
