import type { LaunchType } from './taskDefinition';

/** What ECS can run tasks on, in the order of the API's documentation. */
export const launchTypes: readonly LaunchType[] = ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'];
