import type { ContainerScope } from '../scope';
import { isRouted, routerOf, socketFile, socketVolume } from './places';
import { forwardPort } from './router';

/**
 * Options of the engine's fluentd driver, pointed at the router's socket. It is the engine that opens it, in its own file system; a
 * router that is not there yet, or no longer, holds nothing up.
 */
export function routedLog(scope: ContainerScope): Readonly<Record<string, string>> {
  const { container, engine, name, taskId } = scope;
  const limit = container.logConfiguration?.options?.['log-driver-buffer-limit'];
  return {
    'fluentd-address': `unix://${engine.dataRoot}/volumes/${socketVolume(scope)}/_data/${socketFile}`,
    'fluentd-async': 'true',
    'fluentd-sub-second-precision': 'true',
    tag: `${name}-firelens-${taskId}`,
    ...(limit !== undefined && { 'fluentd-buffer-limit': limit }),
  };
}

/** Where an application may send records itself; in mode bridge the router's address is not known before it runs. */
export function forwardVariables({ container, containers, networkMode }: ContainerScope): [string, string][] {
  if (networkMode !== 'awsvpc' || !isRouted(container, containers)) return [];
  return Object.entries(fluentVariables('127.0.0.1'));
}

export const fluentVariables = (host: string): Readonly<Record<string, string>> => ({
  FLUENT_HOST: host,
  FLUENT_PORT: String(forwardPort),
});

/** The router whose address the container is to be told when it is made. */
export function routerToAsk({ container, containers, networkMode }: ContainerScope): string | undefined {
  return networkMode === 'bridge' && isRouted(container, containers) ? routerOf(containers)?.name : undefined;
}
