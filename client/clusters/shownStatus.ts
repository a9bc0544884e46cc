import type { ContainerSnapshot } from '../runner/runner';

/** The engine has nothing of a container that waits: PENDING for ECS, where the agent itself would say NONE. */
export const shownStatus = ({ lastStatus }: Pick<ContainerSnapshot, 'lastStatus'>): string =>
  lastStatus === 'NONE' ? 'PENDING' : lastStatus;
