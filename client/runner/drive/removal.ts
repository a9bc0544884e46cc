import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError, isGone } from '../errors';
import type { EnginePort, ListedContainer } from '../enginePort';
import { removeGroups } from '../cgroups/removeGroups';
import { groupRole, label, linkRole } from '../labels';

const firstPause = 200;
const longestPause = 3_000;
const attempts = 5;

/**
 * Removes what carries these labels, in an order in which nothing is in use any more: applications, pause, networks,
 * volumes of the task, its control group (runner.md §5.7). Every step may be repeated, and none stops the others; what
 * stayed is returned.
 */
export async function removeAll(port: EnginePort, labels: readonly string[]): Promise<string[]> {
  const residue: string[] = [];
  const remove = async (what: string, call: () => Promise<void>) => {
    const failure = await persistently(call);
    if (failure !== undefined) residue.push(`${what} (${failure})`);
  };
  const all = await port.list(labels);
  const has =
    (wanted: string) =>
    ({ labels: { [label.role]: role } }: ListedContainer) =>
      role === wanted;
  const [isPause, isLink, isGroupMaker] = [has('pause'), has(linkRole), has(groupRole)];
  const containers = all.filter((container) => !isGroupMaker(container));
  // Whoever drove the task may have gone before it could end them.
  await Promise.all(containers.filter(isLink).map(async ({ id }) => port.kill(id)));
  const removeContainers = async (some: readonly ListedContainer[]) =>
    Promise.all(some.map(async ({ id, name }) => remove(`container ${name}`, async () => port.remove(id))));
  await removeContainers(containers.filter((container) => !isPause(container)));
  await removeContainers(containers.filter(isPause));
  const [networks, volumes] = await Promise.all([port.listNetworks(labels), port.listVolumes(labels)]);
  await Promise.all([
    ...networks.map(async ({ id, name }) => remove(`network ${name}`, async () => port.removeNetwork(id))),
    ...volumes
      .filter(({ labels: { [label.scope]: scope } }) => scope === 'task')
      .map(async ({ name }) => remove(`volume ${name}`, async () => port.removeVolume(name))),
  ]);
  return [...residue, ...(await removeGroups(port, all.filter(isGroupMaker)))];
}

/** "In use" passes when what uses it has gone; any other refusal stands. */
async function persistently(call: () => Promise<void>): Promise<string | undefined> {
  for (let attempt = 1, pause = firstPause; ; attempt++, pause = Math.min(longestPause, pause * 2)) {
    try {
      await call();
      return undefined;
    } catch (error) {
      if (!(error instanceof EngineError) || isGone(error)) throw error;
      const passes = error.kind === 'conflict' || error.status === 403;
      if (!passes || attempt === attempts) return error.message;
      await sleep(pause);
    }
  }
}
