import type { ContainerFactsOnEngine, EnginePort } from '../enginePort';
import { fluentVariables } from '../fieldMap/firelens/routed';
import type { ContainerSpec } from '../plan';

/**
 * Puts its files into a container before it starts for the first time, whoever has made it. Later they are there, and
 * whoever has taken the task over may not know all of them.
 */
export async function putFiles(
  port: Pick<EnginePort, 'copyInto' | 'inspect'>,
  id: string,
  { files = [] }: ContainerSpec,
): Promise<void> {
  if (files.length === 0 || (await port.inspect(id))?.state !== 'created') return;
  for (const folder of new Set(files.map((file) => file.folder)))
    await port.copyInto(
      id,
      folder,
      files.filter((file) => file.folder === folder),
    );
}

/** Where a log router answers on the engine's bridge; nowhere while it does not run, of which ECS tells nothing, either. */
export function addressOf(router: ContainerFactsOnEngine | undefined): Readonly<Record<string, string>> {
  const { bridge } = router?.addresses ?? {};
  return bridge === undefined ? {} : fluentVariables(bridge);
}
