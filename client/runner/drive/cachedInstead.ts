import { find } from '../containers';
import type { Notice } from '../notice';
import type { TaskPlan } from '../plan';
import type { TaskState } from '../state';

/**
 * Told of each container that a step has created although its image could not be pulled: it runs what the engine had,
 * which may be older than what was asked for. Where nobody has tried to pull there is nothing to tell.
 */
export function cachedInstead({ containers }: TaskPlan, before: TaskState, after: TaskState): Notice[] {
  return after.containers.flatMap(({ facts: { name }, known, pullError }) => {
    const spec = containers.find(({ facts }) => facts.name === name);
    if (!spec || pullError === undefined || known !== 'CREATED' || find(before, name)?.known === 'CREATED') return [];
    return {
      code: 'pull-failed-cached',
      pointer: `${spec.pointer}/image`,
      verdict: 'substituted',
      text: `${name} runs the image ${spec.image} that is here, which may be an older one: ${pullError}`,
    };
  });
}
