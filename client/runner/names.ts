import { createHash } from 'node:crypto';

/**
 * Names follow from the task id alone, so that creating a container is taking its lock (runner.md §5.1, §5.3). The
 * shapes are those of the ECS agent.
 */

/** The pause's name inside a task, as the agent has it. */
export const pauseName = '~internal~ecs~pause';

/** What every name of a task is made of. */
export interface TaskNaming {
  readonly taskId: string;
  readonly family: string;
  readonly revision: string;
}

export function containerName(task: TaskNaming, container: string): string {
  const reduced = container.replace(/[^A-Za-z0-9-]/g, '');
  return `${prefix(task)}-${reduced}-${hash(`${task.taskId}/${container}`, 20)}`;
}

export function volumeName(task: TaskNaming, volume: string): string {
  return `${prefix(task)}-${volume}-${hash(`${task.taskId}/volume/${volume}`, 20)}`;
}

/** Without what the engine does not allow in a name. */
const prefix = ({ family, revision }: TaskNaming): string =>
  `ecs-${family}-${revision}`.replace(/[^A-Za-z0-9_.-]/g, '');

export function networkName(taskId: string): string {
  return `taskdef-${taskId.slice(0, 12)}`;
}

/** The network on which the tasks of a workspace find each other by name. Sorts behind those of tasks, which lead outside. */
export function namespaceName(workspace: string, namespace: string): string {
  return `taskdef-ns-${hash(`${workspace}/${namespace}`, 12)}`;
}

/** Cluster and account are made up: a local task has neither. */
export function taskArn(region: string, taskId: string): string {
  return `arn:aws:ecs:${region}:000000000000:task/local/${taskId}`;
}

export function clusterArn(region: string): string {
  return `arn:aws:ecs:${region}:000000000000:cluster/local`;
}

/** The variables through which a container finds its endpoints. Their values are secrets of the container. */
export const endpointVariables: ReadonlySet<string> = new Set([
  'ECS_CONTAINER_METADATA_URI',
  'ECS_CONTAINER_METADATA_URI_V4',
  'ECS_AGENT_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
]);

/** The container that owns a task's 169.254.170.2, and those that forward to it. */
export const linkName = '~internal~taskdef~link';

/** Its name on the engine: of the task id alone, so that it can be there before anybody knows what the task will be. */
export function linkContainerName(taskId: string): string {
  return `${networkName(taskId)}-link`;
}

/** The control group of a task, as `CgroupParent` names it. To systemd a dash is a step down, and groups are slices. */
export function groupName(taskId: string, driver: 'cgroupfs' | 'systemd'): string {
  return driver === 'systemd' ? `${networkName(taskId).replace('-', '_')}.slice` : `/${networkName(taskId)}`;
}

/** The container that makes it. */
export function groupMakerName(taskId: string): string {
  return `${networkName(taskId)}-cgroup`;
}

/** The first hex digits of a SHA-256. */
export function hash(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
