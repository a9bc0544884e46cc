import type { EnginePort, ListedContainer } from '../enginePort';
import { EngineError, isGone } from '../errors';
import { label } from '../labels';
import { groupMakerName } from '../names';
import { helperBody, pass, type RunPort } from './helperRun';
import { removalSteps } from './steps';

type RemovalPort = RunPort & Pick<EnginePort, 'info' | 'inspect'>;

/**
 * Removes the groups that these containers have made, once nothing is in them, and then the containers themselves. A
 * group that cannot go keeps its container, so that it is found again; what stayed is returned.
 */
export async function removeGroups(port: RemovalPort, makers: readonly ListedContainer[]): Promise<string[]> {
  // One that runs is another window's, and goes by itself.
  const ended = makers.filter(({ state }) => state !== 'running');
  const parents = [...new Set(ended.map(parentOf))];
  const residue = await Promise.all(
    parents.map(async (parent) => {
      try {
        const own = ended.filter((maker) => parentOf(maker) === parent);
        await removeGroup(port, own, removalSteps(parent, (await port.info()).cgroupVersion));
        return [];
      } catch (error) {
        if (!(error instanceof EngineError) || isGone(error)) throw error;
        return [`control group ${parent} (${error.message})`];
      }
    }),
  );
  return residue.flat();
}

async function removeGroup(port: RemovalPort, makers: readonly ListedContainer[], steps: string[]): Promise<void> {
  const seen = await Promise.all(makers.map(async ({ id }) => port.inspect(id)));
  const facts = seen.find((one) => one !== undefined);
  // Without any of them somebody else has removed the group.
  if (facts) await pass(port, groupMakerName(facts.labels[label.task] ?? ''), helperBody(facts, steps));
  await Promise.all(makers.map(async ({ id }) => port.remove(id)));
}

const parentOf = ({ labels }: ListedContainer): string => labels[label.group] ?? '';
