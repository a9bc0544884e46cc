import type { ContainerSnapshot, TaskSnapshot } from '../runner/runner';
import { exitCodeText } from './exitCodes';
import { localCluster, type Ability, type Resource, type ResourceRef, type ResourceState } from './resource';
import { shownStatus } from './shownStatus';

export const clusterRef: ResourceRef = { source: 'docker', kind: 'cluster', id: localCluster };

export const taskRef = (taskId: string): ResourceRef => ({ source: 'docker', kind: 'task', id: taskId });

/** A task as the tree shows it. */
export function describeTask(task: TaskSnapshot, { isAbandoned = false } = {}): Resource {
  const urls = task.containers.flatMap((container) => urlsOf(container));
  const state = taskState(task);
  return {
    ref: taskRef(task.taskId),
    label: task.family,
    description: joined([
      statusText(task.lastStatus, task.health),
      isAbandoned ? 'abandoned' : isLeftAlone(task) ? 'unattended' : undefined,
      firstLine(task.stoppedReason),
      `#${shortId(task)}`,
    ]),
    state,
    details: lines({
      Task: task.taskArn,
      'Behaves as': task.launchType,
      Status: statusText(task.lastStatus, task.health),
      'Stop code': task.stopCode,
      'Stop reason': task.stoppedReason,
      Address: urls.join(', '),
      File: task.file,
      ...(isLeftAlone(task) && { [isAbandoned ? 'Abandoned' : 'Unattended']: leftAlone(isAbandoned) }),
    }),
    can: [
      ...taskAbilities(task, urls),
      ...(isLeftAlone(task) ? (['attach'] as const) : []),
      ...(isAbandoned ? (['removeAbandoned'] as const) : []),
    ],
    hasChildren: task.containers.length > 0,
    urls,
    file: task.file,
  };
}

/** One container of a task as the tree shows it. */
export function describeContainer(task: TaskSnapshot, container: ContainerSnapshot): Resource {
  const urls = urlsOf(container);
  const ports = container.ports
    .map((port) => `${address(port.hostIp)}:${port.hostPort} → ${port.containerPort}/${port.protocol}`)
    .filter((port, index, all) => all.indexOf(port) === index);
  const exit = exitCodeText(container);
  return {
    ref: { source: 'docker', kind: 'container', id: `${task.taskId}/${container.name}` },
    label: container.name,
    description: joined([
      statusText(shownStatus(container), container.health),
      exit,
      firstLine(container.reason),
      container.lastStatus === 'RUNNING' ? ports.map(portOnly).join(', ') : undefined,
    ]),
    state: containerState(container, task),
    details: lines({
      Image: container.image,
      'Image digest': container.imageDigest?.slice(0, 'sha256:'.length + 12),
      Status: statusText(shownStatus(container), container.health),
      Essential: container.essential ? 'yes: the task stops with it' : 'no',
      Exit: exit,
      Reason: container.reason,
      Ports: ports.join(', '),
      Restarts: container.restarts > 0 ? String(container.restarts) : undefined,
      'Engine id': container.runtimeId?.slice(0, 12),
    }),
    can: containerAbilities(container, urls),
    hasChildren: false,
    urls,
    file: task.file,
  };
}

/** Nobody drives it: no window, and no terminal. */
const isLeftAlone = ({ isUnattended, lastStatus }: TaskSnapshot): boolean =>
  isUnattended === true && lastStatus !== 'STOPPED';

const leftAlone = (isAbandoned: boolean): string =>
  `${isAbandoned ? 'it has run for over a day, and ' : ''}nobody acts on the ends of its containers; take it over for that`;

/** The first eight digits of a task id, enough to tell tasks of one family apart. */
export const shortId = ({ taskId }: Pick<TaskSnapshot, 'taskId'>): string => taskId.slice(0, 8);

/** Pending and running ones before stopped ones, each newest first. */
export function byRelevance(a: TaskSnapshot, b: TaskSnapshot): number {
  const stopped = Number(a.lastStatus === 'STOPPED') - Number(b.lastStatus === 'STOPPED');
  return stopped || b.createdAt - a.createdAt || a.taskId.localeCompare(b.taskId);
}

function taskAbilities(task: TaskSnapshot, urls: readonly string[]): Ability[] {
  const file: Ability[] = task.file === undefined ? [] : ['goToFile'];
  if (task.lastStatus === 'STOPPED')
    return ['logs', 'inspect', 'copyId', 'remove', ...(file.length ? (['run'] as const) : []), ...file];
  const end: Ability = task.desiredStatus === 'STOPPED' ? 'kill' : 'stop';
  const open: Ability[] = task.lastStatus === 'RUNNING' && urls.length > 0 ? ['open'] : [];
  return [end, 'logs', ...open, 'inspect', 'copyId', ...file];
}

function containerAbilities(container: ContainerSnapshot, urls: readonly string[]): Ability[] {
  const isRunning = container.lastStatus === 'RUNNING';
  const running: Ability[] = [...(urls.length > 0 ? (['open'] as const) : []), 'shell'];
  return [
    'logs',
    ...(isRunning ? running : []),
    ...(container.runtimeId === undefined ? [] : (['files', 'copyId'] as const)),
  ];
}

function taskState(task: TaskSnapshot): ResourceState {
  if (task.lastStatus === 'STOPPED') return hasTaskFailed(task) ? 'failed' : 'stopped';
  if (task.lastStatus === 'STOPPING' || task.lastStatus === 'DEPROVISIONING') return 'stopping';
  if (task.lastStatus !== 'RUNNING') return 'starting';
  return task.health === 'UNHEALTHY' ? 'unhealthy' : 'running';
}

/** Did it end by more than being done, or being stopped? */
export function hasTaskFailed(task: TaskSnapshot): boolean {
  if (task.stopCode === 'UserInitiated') return false;
  return (
    task.stopCode === 'TaskFailedToStart' || task.containers.some((one) => one.essential && (one.exitCode ?? 0) !== 0)
  );
}

function containerState(container: ContainerSnapshot, task: TaskSnapshot): ResourceState {
  if (container.lastStatus === 'STOPPED') {
    const failed = container.reason !== undefined || (container.exitCode ?? 0) !== 0;
    return failed && task.stopCode !== 'UserInitiated' ? 'failed' : 'stopped';
  }
  if (task.desiredStatus === 'STOPPED') return 'stopping';
  if (container.lastStatus !== 'RUNNING' && container.lastStatus !== 'RESOURCES_PROVISIONED') return 'starting';
  return container.health === 'UNHEALTHY' ? 'unhealthy' : 'running';
}

const statusText = (status: string, health: string): string =>
  health === 'UNKNOWN' || status === 'STOPPED' ? status : `${status}, ${health.toLowerCase()}`;

function urlsOf(container: ContainerSnapshot): string[] {
  const urls = container.ports
    .filter(({ protocol, hostPort }) => protocol === 'tcp' && hostPort > 0)
    .map(
      ({ hostIp, hostPort, containerPort }) =>
        `${/443$/.test(String(containerPort)) ? 'https' : 'http'}://${address(hostIp)}:${hostPort}`,
    );
  return [...new Set(urls)];
}

/** What listens everywhere, or on ::1 as well, is reached on the loopback. */
const address = (hostIp: string): string => (['', '0.0.0.0', '::', '::1'].includes(hostIp) ? '127.0.0.1' : hostIp);

const portOnly = (port: string): string => port.replace(/^127\.0\.0\.1/, '').replace(/\/tcp$/, '');

const firstLine = (text: string | undefined): string | undefined => text?.split('\n')[0];

const joined = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part).join(' · ');

const lines = (facts: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(facts).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
