import type { EnginePort } from '../enginePort';
import { EngineError } from '../errors';
import { label } from '../labels';
import type { NamespaceSpec } from '../plan';
import { makeNamespace } from './resources';

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

/** Removes the networks of namespaces that no task is on any more. A refusal means that one has just joined. */
export async function removeEmptyNamespaces(port: EnginePort): Promise<void> {
  const networks = await port.listNetworks([label.namespace]);
  const remove = async ({ id, labels: { [label.namespace]: namespace = '' } }: (typeof networks)[number]) => {
    if ((await port.list([`${label.namespace}=${namespace}`])).length === 0) await port.removeNetwork(id);
  };
  await Promise.allSettled(networks.map(remove));
}
