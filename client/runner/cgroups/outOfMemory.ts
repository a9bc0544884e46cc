import type { ContainerFactsOnEngine, EngineEvent, EnginePort } from '../enginePort';
import { unlessGone } from '../errors';
import { isOfTask, label } from '../labels';
import type { EngineInfo } from '../plan';

/**
 * Milliseconds that may lie between the engine telling of the cause and the end, and the other way round: a busy engine
 * is late. That somebody has killed it is known before.
 */
const causeBefore = 5_000;
const looks = [100, 1_000, 4_000];
const causeAfter = 1_000;

/** What has killed a container; `perhaps` memory, where the engine has seen its end and nothing that led to it. */
export type Verdict = 'memory' | 'perhaps' | 'other';

/**
 * Was a container that has ended with 137 killed for want of memory? Only what is certain counts, after the fact as well
 * (runner.md §1.5): nobody had it killed, and the engine told of a want of memory at that moment. It may have missed it in
 * a container that wanted more as soon as it was started; a program that ends itself like this looks the same, so that is
 * a doubt. So is a word of version 1 about several containers; an engine that has been started anew since has forgotten
 * what else it knew, and may have ended them itself.
 *
 * Version 1 tells of a group's want to all that is in it, so what inspect says may have been another container's end, and
 * is missing for one that ended before it could be told. Version 2 tells who was killed (containerd 1.5.11 and 1.6.2).
 * The files of the group tell less: a page cache that fills a limit counts in `memory.failcnt` as well; those of a
 * container's own go with its end. `shared`: the version of the group that it shares.
 */
export async function whyKilled(
  port: Pick<EnginePort, 'past' | 'list' | 'inspect'>,
  container: ContainerFactsOnEngine,
  shared: EngineInfo['cgroupVersion'] | undefined,
): Promise<Verdict> {
  const { id, startedAt, finishedAt, oomKilled } = container;
  if (startedAt === undefined || finishedAt === undefined) return 'other';
  const isKill = (event: EngineEvent) => event.action === 'kill' && event.id === id;
  const isCause = (event: EngineEvent) =>
    event.action === 'oom' && (event.id === id || shared === 1) && event.time * 1000 >= finishedAt - causeBefore;
  const isEnd = ({ action, id: of, time }: EngineEvent) =>
    action === 'die' && of === id && time * 1000 >= finishedAt - causeAfter;
  let hasSeenIt = false;
  // Of what is long over one look shows all.
  const isDue = (later: number | undefined) => later !== undefined && finishedAt + later < Date.now();
  for (const later of looks.filter((_, index) => !isDue(looks[index + 1]))) {
    const asked = { actions: ['oom', 'kill', 'die'], since: startedAt / 1000, until: (finishedAt + later) / 1000 };
    const events = await port.past([ofTask(container)], asked).catch(unlessGone([]));
    if (events.some(isKill)) return 'other';
    if (later >= causeAfter && events.some(isCause)) return 'memory';
    hasSeenIt = events.some(isEnd);
  }
  if (oomKilled && (shared !== 1 || (await hasLivedAlone(port, container)))) return 'memory';
  return oomKilled || hasSeenIt ? 'perhaps' : 'other';
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
