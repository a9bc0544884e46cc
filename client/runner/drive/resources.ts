import { setTimeout as sleep } from 'node:timers/promises';
import { label } from '../labels';
import { EngineError, isGone } from '../errors';
import type { EnginePort, MadeNetwork } from '../enginePort';
import type { NetworkSpec, TaskPlan, VolumeSpec } from '../plan';
import { routesOfThisMachine, subnetsFor, type Range } from './subnets';

/** The network or a volume of a task could not be made; the name is the one ECS gives such an error. */
export class ResourceError extends Error {
  constructor(
    override readonly name: 'ContainerNetworkingError' | 'VolumeError',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Makes what all containers of a task need. Safe to repeat: what is there already is used. Gives the network, whoever
 * made it. Rejects with a ResourceError, or with an EngineError when the engine is gone.
 */
export async function makeResources(
  port: EnginePort,
  plan: Pick<TaskPlan, 'taskId' | 'network' | 'volumes'> & Partial<Pick<TaskPlan, 'namespace'>>,
  routes: () => readonly Range[] = routesOfThisMachine,
): Promise<{ readonly network: MadeNetwork | undefined }> {
  const own = { labels: [`${label.task}=${plan.taskId}`], subnets: () => subnetsFor(plan.taskId, routes()) };
  const network = plan.network && makeNetwork(port, plan.network, own);
  const namespace = plan.namespace && makeNamespace(port, plan.namespace, routes);
  const volumes = plan.volumes.map(async (volume) => makeVolume(port, volume));
  // All are awaited before the first failure is told, so that nothing is still being made when the task is given up.
  await Promise.allSettled([network, namespace, ...volumes]);
  await Promise.all([namespace, ...volumes]);
  return { network: await network };
}

/**
 * Every window tries the same subnet first, and the engine gives a subnet once, though it may give a name twice
 * (runner.md §4.4): so whoever finds the first one taken waits for the network of another window to show itself.
 */
async function makeNetwork(
  port: EnginePort,
  { dockerName: name, labels }: NetworkSpec,
  found: { readonly labels: readonly string[]; readonly subnets: () => Iterable<string> },
): Promise<MadeNetwork> {
  const madeByAnother = async () => (await port.listNetworks(found.labels)).find((network) => network.name === name);
  let looks = 20;
  for (const subnet of found.subnets())
    try {
      return { id: await port.createNetwork({ name, labels, subnet }), subnet };
    } catch (error) {
      if (!(error instanceof EngineError) || isGone(error)) throw error;
      const mayBeOurs = error.kind === 'overlap' || error.kind === 'conflict';
      for (; mayBeOurs && looks > 0; looks--, await sleep(100)) {
        const other = await madeByAnother();
        if (other) return other;
      }
      if (error.kind !== 'overlap')
        throw new ResourceError('ContainerNetworkingError', error.message, { cause: error });
    }
  throw new ResourceError('ContainerNetworkingError', 'every subnet of 10.213.0.0/16 is in use');
}

/** Makes the network of a namespace, unless a task is on it already. Rejects as `makeResources` does. */
export async function makeNamespace(
  port: EnginePort,
  namespace: NetworkSpec,
  routes: () => readonly Range[] = routesOfThisMachine,
): Promise<void> {
  const { dockerName } = namespace;
  const labels = [`${label.namespace}=${dockerName}`];
  if ((await port.listNetworks(labels)).length > 0) return;
  await makeNetwork(port, namespace, { labels, subnets: () => subnetsFor(dockerName, routes(), 24) });
}

async function makeVolume(port: EnginePort, volume: VolumeSpec): Promise<void> {
  const { dockerName: name, driver, driverOpts, labels, mustExist } = volume;
  try {
    if (!mustExist)
      return await port.createVolume({ name, driverOpts, labels, ...(driver !== undefined && { driver }) });
    if (await port.volumeExists(name)) return;
  } catch (error) {
    if (!(error instanceof EngineError) || isGone(error)) throw error;
    throw new ResourceError('VolumeError', `volume ${name}: ${error.message}`, { cause: error });
  }
  const text = `the shared volume ${name} does not exist, and autoprovision is false: create it with "docker volume create ${name}"`;
  throw new ResourceError('VolumeError', text);
}
