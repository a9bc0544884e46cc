import { createHash } from 'node:crypto';
import type { EngineInfo } from './plan';

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

/**
 * The network of a task in mode bridge, where it only leads to the endpoint: names are asked of the machine's own servers,
 * as on the default bridge and on ECS. Engines before version 25 put a name server of theirs, started as a process per
 * container, before those of whoever is on a network that its name says a person made; by this name nobody did. Later
 * ones go by other signs, and keep the plain name.
 */
export function bridgeNetworkName(taskId: string, engine: Pick<EngineInfo, 'version'>): string {
  return asksByItself(engine) ? networkName(taskId) : `container:${networkName(taskId)}`;
}

/** Has this engine a name server of its own for every container that is on a network of ours, whatever its name? */
export function asksByItself({ version }: Pick<EngineInfo, 'version'>): boolean {
  const major = Number.parseInt(version, 10);
  // Below these are other engines with the same API.
  return !(major >= 17 && major < 25);
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
