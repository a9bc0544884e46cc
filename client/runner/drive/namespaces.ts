import type { EnginePort } from '../enginePort';
import { EngineError } from '../errors';
import { label } from '../labels';
import type { NamespaceSpec } from '../plan';
import { makeNamespace } from './resources';

/** How often a start that has lost its network is tried. */
const attempts = 5;

/** Puts a container that is about to start on the network of its namespace, if it belongs to one. */
export async function joinNamespace(
  port: EnginePort,
  namespace: NamespaceSpec | undefined,
  { name, id }: { readonly name: string; readonly id: string },
): Promise<void> {
  const aliases = namespace?.names[name];
  if (!namespace || !aliases) return;
  const join = async () => port.connect(namespace.dockerName, id, { aliases });
  try {
    await join();
  } catch (error) {
    if (!(error instanceof EngineError) || error.kind !== 'not-found') throw error;
    // Another process has removed the network with the last task that was on it.
    await makeNamespace(port, namespace);
    await join();
  }
}

/**
 * Starts a container that has joined its namespace. Until it runs the engine counts it as no member of the network, which
 * another process may remove with the last task that was on it; it is made again, under the name by which it was joined.
 */
export async function startInNamespace(
  port: EnginePort,
  namespace: NamespaceSpec | undefined,
  start: () => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      return await start();
    } catch (error) {
      const isWithout = error instanceof EngineError && error.kind === 'not-found';
      if (!namespace || !isWithout || !error.message.includes(namespace.dockerName) || attempt === attempts)
        throw error;
      await makeNamespace(port, namespace);
    }
}

/** Removes the networks of namespaces that no task is on any more. A refusal means that one has just joined. */
export async function removeEmptyNamespaces(port: EnginePort): Promise<void> {
  const networks = await port.listNetworks([label.namespace]);
  const remove = async ({ id, labels: { [label.namespace]: namespace = '' } }: (typeof networks)[number]) => {
    if ((await port.list([`${label.namespace}=${namespace}`])).length === 0) await port.removeNetwork(id);
  };
  await Promise.allSettled(networks.map(remove));
}
