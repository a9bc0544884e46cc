import type { TaskPlan } from './plan';

/** Bytes that a container may use at most; in a group, what all of it may use together. Undefined where nothing limits it. */
export function memoryLimitOf(
  { containers, group }: Pick<TaskPlan, 'containers' | 'group'>,
  name: string,
): number | undefined {
  const { Memory } = containers.find(({ facts }) => facts.name === name)?.body.HostConfig ?? {};
  return typeof Memory === 'number' ? Memory : group?.memory;
}
