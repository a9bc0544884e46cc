import type { TaskLog } from '../clusters/taskLog';
import type { TaskPlan } from '../runner/plan';
import type { TaskChannels } from '../views/taskChannels';

/** Lines that are told of what each container wrote before. */
export const pastLines = 1_000;

/** The output of a task that this window drives, with what is run and how it differs from ECS. */
export function beginStory(channels: TaskChannels, plan: TaskPlan): { log: TaskLog; signal: AbortSignal } {
  const apps = plan.containers.map(({ facts }) => facts).filter(({ role }) => role === 'app');
  const names = apps.map(({ name }) => name);
  const story = channels.create(plan.taskId, plan.family, names);
  story.log.begin(plan);
  return story;
}
