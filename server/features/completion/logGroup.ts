import type { TaskView } from '../../document/view';

/** The name the ECS console gives a log group: after the family, where the file tells it. */
export function groupFor({ root }: TaskView): string {
  const family = root?.get('family')?.known;
  return family && /^[A-Za-z0-9_-]+$/.test(family) ? `/ecs/${family}` : '/ecs/app';
}
