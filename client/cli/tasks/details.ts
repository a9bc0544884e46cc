import { exitCodeText } from '../../clusters/exitCodes';
import type { ContainerDetails, TaskDetails } from '../../runner/runner';
import { printable } from '../text';
import { addressesOf } from './addresses';

type Facts = Readonly<Record<string, string | number | undefined>>;

/** Everything known of a task, for people: the task, each container, the differences from ECS. */
export function prettyDetails(task: TaskDetails): string {
  const parts = [
    section(`task ${task.taskId}`, taskFacts(task)),
    ...task.containers.map((one) => containerPart(task, one)),
  ];
  const notices = task.notices.map(
    ({ text, verdict, pointer }) => `  - ${text} (${verdict}, ${pointer || 'the whole file'})\n`,
  );
  if (notices.length > 0) parts.push(`Different from ECS\n${notices.join('')}`);
  return parts.join('\n');
}

function taskFacts(task: TaskDetails): Facts {
  return {
    ARN: task.taskArn,
    Family: `${task.family}:${task.revision}`,
    'Behaves as': `${task.launchType}, network mode ${task.networkMode}, pull behaviour ${task.pullBehaviour}`,
    Status:
      task.lastStatus === task.desiredStatus ? task.lastStatus : `${task.lastStatus}, to be ${task.desiredStatus}`,
    Health: healthText(task),
    'Stop code': task.stopCode,
    'Stop reason': task.stoppedReason,
    Created: time(task.createdAt),
    Started: time(task.startedAt),
    Stopped: time(task.stoppedAt),
    File: task.file,
    Workspace: task.workspace,
    Networks: task.networks.join(', '),
    Volumes: task.volumes.join(', '),
    Helpers: task.helpers.map(({ role, name, state }) => `${role} ${name} (${state})`).join(', '),
  };
}

function containerPart(task: TaskDetails, container: ContainerDetails): string {
  return section(`container ${container.name}`, {
    Image: container.image,
    'Image digest': container.imageDigest,
    Essential: container.essential ? 'yes' : 'no',
    Status: container.lastStatus,
    Health: container.health === 'UNKNOWN' ? undefined : container.health,
    'Health check': container.healthOutput?.trim().split('\n')[0],
    Exit: exitCodeText(container),
    Reason: container.reason,
    Restarts: container.restarts > 0 ? container.restarts : undefined,
    Started: time(container.startedAt),
    Finished: time(container.finishedAt),
    'Waits for': container.dependsOn.map((one) => `${one.container} (${one.condition})`).join(', '),
    'Start timeout': container.startTimeout === undefined ? undefined : `${container.startTimeout} s`,
    'Stop timeout': `${container.stopTimeout} s`,
    Addresses: Object.entries(container.addresses)
      .map(([network, address]) => `${address} in ${network}`)
      .join(', '),
    Ports: addressesOf({ containers: task.containers.filter((one) => one === container) })
      .map(({ text }) => text)
      .join(', '),
    Mounts: container.mounts.map(({ source, destination }) => `${source} on ${destination}`).join(', '),
    Variables: container.variables.join(', '),
    'Standard input': container.interactive
      ? `open: type into it with "docker attach --sig-proxy=false ${container.dockerName}"`
      : undefined,
    'Engine name': container.dockerName,
    'Engine id': container.runtimeId,
  });
}

/** An UNKNOWN that somebody asks about has a cause: an essential container without a check of its own. */
function healthText({ health, containers, lastStatus }: TaskDetails): string {
  const unknown = containers.filter((one) => one.essential && one.health === 'UNKNOWN').map(({ name }) => name);
  const isAsked =
    health === 'UNKNOWN' && lastStatus === 'RUNNING' && containers.some((one) => one.health !== 'UNKNOWN');
  return isAsked && unknown.length > 0 ? `${health}, because nothing is known of ${unknown.join(', ')}` : health;
}

function section(title: string, facts: Facts): string {
  const rows = Object.entries(facts).filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(...rows.map(([name]) => name.length));
  return `${title}\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${printable(String(value))}\n`).join('')}`;
}

const time = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();
