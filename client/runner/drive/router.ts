import type { ContainerFactsOnEngine, EnginePort } from '../enginePort';
import { fluentVariables } from '../fieldMap/firelens/routed';
import type { ContainerSpec } from '../plan';

/** Puts its files into a container. Before each start, so that it does not matter who has made it. */
export async function putFiles(
  port: Pick<EnginePort, 'copyInto'>,
  id: string,
  { files = [] }: ContainerSpec,
): Promise<void> {
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
