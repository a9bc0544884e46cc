import type { Health } from './state';

interface Subject {
  readonly essential: boolean;
  readonly health: Health;
}

/**
 * The task's health over its essential containers: one UNHEALTHY decides, else one UNKNOWN, else HEALTHY.
 * Read literally, as here, an essential sidecar without a check keeps the task UNKNOWN. Source: ECS API Reference, Task.
 */
export function taskHealth(containers: readonly Subject[]): Health {
  const essential = containers.filter((container) => container.essential).map(({ health }) => health);
  if (essential.includes('UNHEALTHY')) return 'UNHEALTHY';
  return essential.length === 0 || essential.includes('UNKNOWN') ? 'UNKNOWN' : 'HEALTHY';
}
