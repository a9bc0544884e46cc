import type { ContainerFactsOnEngine, EngineEvent, EnginePort } from '../enginePort';
import { unlessGone } from '../errors';
import { isOfTask, label } from '../labels';
import type { EngineInfo } from '../plan';

/** Milliseconds that may lie between the engine telling of the cause and the end, and the other way round: a busy engine is late. */
const causeBefore = 5_000;
const causeAfter = [1_000, 4_000];

/**
 * Was a container that has ended with 137, in a group, killed for want of memory? Only what is certain counts, after the
 * fact as well (runner.md §1.5): nobody had it killed, and the engine told of a want of memory at that moment.
 *
 * Version 1 tells of a group's want to all that is in it, so what inspect says may have been another container's end, and
 * is missing for one that ended before it could be told. Version 2 tells who was killed (containerd 1.5.11 and 1.6.2).
 * The files of the group tell less: a page cache that fills a limit counts in `memory.failcnt` as well.
 */
export async function wasOutOfMemory(
  port: Pick<EnginePort, 'past' | 'list' | 'inspect'>,
  container: ContainerFactsOnEngine,
  version: EngineInfo['cgroupVersion'],
): Promise<boolean> {
  const { id, startedAt, finishedAt, oomKilled } = container;
  if (startedAt === undefined || finishedAt === undefined) return false;
  const isKill = (event: EngineEvent) => event.action === 'kill' && event.id === id;
  const isCause = (event: EngineEvent) =>
    event.action === 'oom' && (event.id === id || version === 1) && event.time * 1000 >= finishedAt - causeBefore;
  for (const later of causeAfter) {
    const asked = { actions: ['oom', 'kill'], since: startedAt / 1000, until: (finishedAt + later) / 1000 };
    const events = await port.past([ofTask(container)], asked).catch(unlessGone([]));
    if (events.some(isKill)) return false;
    if (events.some(isCause)) return true;
  }
  return oomKilled && (version === 2 || hasLivedAlone(port, container));
}

/** Without another application in the group the engine's word can only have been about this one. */
async function hasLivedAlone(
  port: Pick<EnginePort, 'list' | 'inspect'>,
  container: ContainerFactsOnEngine,
): Promise<boolean> {
  const { id, startedAt = 0 } = container;
  const listed = await port.list([ofTask(container)]);
  const others = listed.filter((one) => one.id !== id && isOfTask(one.labels) && one.labels[label.role] !== 'pause');
  const facts = await Promise.all(others.map(async (other) => port.inspect(other.id)));
  return facts.every((other) => other?.startedAt === undefined || (other.finishedAt ?? Infinity) < startedAt);
}

const ofTask = ({ labels }: ContainerFactsOnEngine): string => `${label.task}=${labels[label.task] ?? ''}`;
