import type { BodyPart, ContainerScope } from './scope';

const second = 1_000_000_000;

/**
 * ECS's own defaults are sent for all four values, since Docker's differ. A check that only the image has counts for
 * nothing in ECS: Fargate does not run it, EC2 runs it and reports UNKNOWN.
 */
export function mapHealthCheck({ container, target }: ContainerScope): BodyPart {
  const check = container.healthCheck;
  if (!check?.command?.length) return target === 'FARGATE' ? { config: { Healthcheck: { Test: ['NONE'] } } } : {};
  return {
    config: {
      Healthcheck: {
        Test: check.command,
        Interval: (check.interval ?? 30) * second,
        Timeout: (check.timeout ?? 5) * second,
        Retries: check.retries ?? 3,
        StartPeriod: (check.startPeriod ?? 0) * second,
      },
    },
  };
}
