import { find } from '../containers';
import type { AdoptOptions, RunObserver } from '../runner';
import { soFar } from '../soFar';
import type { FoundTask } from './foundTasks';
import type { Surface } from './surface';
import { TaskDriver } from './taskDriver';

/** A driver for a task that another process has begun (runner.md §5.4), knowing all that the engine and labels tell. */
export function driverFor(
  surface: Surface,
  { plan, state, facts }: FoundTask,
  { observer, tail }: AdoptOptions & { readonly observer?: RunObserver },
): TaskDriver {
  const images = surface.images(plan);
  for (const spec of plan.containers) {
    const digest = find(state, spec.facts.name)?.imageDigest;
    if (digest !== undefined) images.recall(spec, digest);
  }
  for (const move of soFar(state)) observer?.transition?.(move);
  const driver = new TaskDriver(surface, plan, state, images, observer);
  for (const [container, one] of facts) driver.learn(container, one, tail);
  return driver;
}

/** Is something still to be made that needs the task's network and volumes? */
export function needsResources({ plan, state, facts }: FoundTask): boolean {
  return state.desired === 'RUNNING' && plan.containers.some(({ facts: { name } }) => !facts.has(name));
}
