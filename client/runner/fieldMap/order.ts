import type { ContainerFacts, Dependency } from '../state';
import { pauseName } from '../names';
import { linkTargets } from './network';
import { hasPause, type ContainerScope } from './scope';

/** Longest wait between the stop signal and SIGKILL on Fargate, in seconds. */
const fargateStopTimeout = 120;

/** What the reducer has to know of a container: its weight in the task, its timeouts, and what it waits for. */
export function factsOf(scope: ContainerScope): ContainerFacts {
  const { container, name, target } = scope;
  const { restartPolicy } = container;
  const stopTimeout = container.stopTimeout ?? 30;
  return {
    name,
    role: 'app',
    essential: container.essential ?? true,
    dependsOn: dependenciesOf(scope),
    startTimeout: container.startTimeout,
    stopTimeout: target === 'FARGATE' ? Math.min(stopTimeout, fargateStopTimeout) : stopTimeout,
    hasHealthCheck: Boolean(container.healthCheck?.command?.length),
    restartPolicy: restartPolicy?.enabled
      ? {
          ignoredExitCodes: restartPolicy.ignoredExitCodes ?? [],
          restartAttemptPeriod: restartPolicy.restartAttemptPeriod ?? 300,
        }
      : undefined,
  };
}

/** The edges that are written, and those that links, volumesFrom, a log router and the pause imply. */
function dependenciesOf(scope: ContainerScope): Dependency[] {
  const { container, containers } = scope;
  const edges: Dependency[] = [];
  const add = (name: string | undefined, condition: Dependency['condition']): void => {
    const known = edges.some((edge) => edge.container === name && edge.condition === condition);
    if (name && !known) edges.push({ container: name, condition });
  };
  if (hasPause(scope)) add(pauseName, 'RESOURCES_PROVISIONED');
  for (const { containerName, condition } of container.dependsOn ?? []) add(containerName, condition ?? 'START');
  for (const target of linkTargets(container.links)) add(target, 'START');
  for (const { sourceContainer } of container.volumesFrom ?? []) add(sourceContainer, 'CREATED');
  if (container.logConfiguration?.logDriver === 'awsfirelens') {
    const router = containers.find(({ firelensConfiguration }) => firelensConfiguration);
    if (router !== container && !router?.dependsOn?.length) add(router?.name, 'START');
  }
  return edges;
}
