import { setTimeout as sleep } from 'node:timers/promises';
import type { EnginePort, ListedContainer } from '../enginePort';
import { label } from '../labels';
import type { PortWish } from '../plan';

/** How often the engine is asked, and after how many milliseconds again. */
const looks = 20;
const pause = 100;

/** Milliseconds after which a task that was never started is no longer thought to be just starting. */
const recently = 60_000;

/**
 * Who publishes a port that a task (`taskId`) finds taken, in words, if it is a container. One that is just being started
 * has the port before the engine lists it there, so while there is one of another task, the engine is asked again.
 */
export async function holderOf(
  port: Pick<EnginePort, 'list'>,
  wish: Pick<PortWish, 'hostPort' | 'protocol'>,
  taskId: string,
): Promise<string | undefined> {
  for (let look = 1; ; look++) {
    const containers = await port.list([]).catch((): ListedContainer[] => []);
    const holder = containers.find(({ ports }) =>
      ports.some(({ hostPort, protocol }) => hostPort === wish.hostPort && protocol === wish.protocol),
    );
    if (holder) return nameOf(holder);
    if (look === looks || !containers.some((container) => isStarting(container, taskId))) return undefined;
    await sleep(pause);
  }
}

function isStarting({ labels, state }: ListedContainer, taskId: string): boolean {
  const { [label.task]: task, [label.created]: created } = labels;
  return state === 'created' && task !== undefined && task !== taskId && Date.now() - Number(created) < recently;
}

function nameOf({ labels, name }: ListedContainer): string {
  const family = labels['com.amazonaws.ecs.task-definition-family'];
  const task = labels[label.task];
  return task === undefined || family === undefined ? `container ${name}` : `task ${family} (${task.slice(0, 8)})`;
}
