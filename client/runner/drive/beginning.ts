import { EngineError, isUnanswered } from '../errors';
import { makeResources, ResourceError } from './resources';
import type { Ahead } from './standby';
import type { Surface } from './surface';
import type { TaskDriver } from './taskDriver';

interface Beginning {
  /** Network and link were made ahead. */
  readonly ahead?: Ahead;
  readonly helperIsThere?: () => Promise<void>;
}

/**
 * Makes what all containers of a task need, then lets the task go. The engine's events are heard by then. What cannot
 * be made becomes the reason the task stops with; a lost engine is waited for.
 */
export async function beginTask(
  { port, hub }: Pick<Surface, 'port' | 'hub'>,
  driver: TaskDriver,
  { ahead, helperIsThere }: Beginning,
): Promise<void> {
  if (ahead) driver.endpoint.useLink();
  for (;;)
    try {
      const missing = ahead ? { ...driver.plan, network: undefined } : driver.plan;
      const [{ network }] = await Promise.all([makeResources(port, missing), helperIsThere?.(), hub.opened()]);
      if (driver.isReleased) return;
      if (network?.subnet !== undefined) driver.operations.useSubnet(network.subnet);
      driver.endpoint.open(network ?? ahead?.network);
      return driver.dispatch({ type: 'begin' });
    } catch (error) {
      if (driver.isReleased) return;
      if (isUnanswered(error) && (await hub.verify()) === 'back') continue;
      return driver.dispatch({ type: 'resourceFailed', error: reasonOf(error) });
    }
}

function reasonOf(error: unknown): { readonly name: string; readonly message: string } {
  if (error instanceof ResourceError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const isFull = error instanceof EngineError && error.kind === 'disk-full';
  const hint = isFull ? ' — free space on the engine\'s disk, for example with "docker system prune"' : '';
  return { name: 'ResourceInitializationError', message: message + hint };
}
