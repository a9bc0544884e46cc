import { agentLabels } from '../labels';
import { hash } from '../names';
import type { ContainerSpec } from '../plan';
import { networks } from './networks';
import { definitionFor, dockerId, regionOf, stateOf, type TaskView } from './view';

/** One container as `GET /v4/{id}` and `/v3/{id}` tell it (runner.md §3.3). Members that are not known are absent. */
export function containerMetadata(view: TaskView, spec: ContainerSpec, version: 3 | 4): object {
  const { plan, facts } = view;
  const { name } = spec.facts;
  const one = facts.get(name);
  const state = stateOf(view, name);
  return defined({
    DockerId: dockerId(view, name),
    Name: name,
    DockerName: plan.target === 'FARGATE' ? name : spec.dockerName,
    Image: spec.image,
    ImageID: one?.detail.imageId ?? '',
    Ports: ports(view, spec),
    Labels: labels(view, spec),
    DesiredStatus: steadyName(spec, state?.desired ?? 'RUNNING'),
    KnownStatus: knownStatus(view, name),
    ExitCode: state?.known === 'STOPPED' ? state.exitCode : undefined,
    Limits: limits(view, name),
    CreatedAt: stamp(one?.createdAt),
    StartedAt: stamp(one?.startedAt),
    FinishedAt: stamp(state?.known === 'STOPPED' ? state.finishedAt : undefined),
    Type: spec.facts.role === 'pause' ? 'CNI_PAUSE' : 'NORMAL',
    Networks: networks(view, name, version),
    Health: health(view, spec),
    Volumes: volumes(view, name),
    ...(version === 4 && latest(view, spec)),
  });
}

/** A container may ask before the engine has answered that it was started. */
function knownStatus(view: TaskView, name: string): string {
  const known = stateOf(view, name)?.known ?? 'NONE';
  return known === 'CREATED' && view.facts.get(name)?.state === 'running' ? 'RUNNING' : known;
}

const steadyName = ({ facts: { role } }: ContainerSpec, desired: 'RUNNING' | 'STOPPED'): string =>
  role === 'pause' && desired === 'RUNNING' ? 'RESOURCES_PROVISIONED' : desired;

/** What version 4 added. */
function latest(view: TaskView, { facts: { name, role, restartPolicy } }: ContainerSpec): object {
  const { plan } = view;
  const { logConfiguration } = definitionFor(view, name);
  const uuid = hash(`${plan.taskId}/${name}/arn`, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return {
    LogDriver: role === 'app' ? (logConfiguration?.logDriver ?? 'json-file') : undefined,
    LogOptions: logConfiguration?.options && logOptions(view, name, logConfiguration.options),
    ContainerARN: `arn:aws:ecs:${regionOf(view)}:000000000000:container/local/${plan.taskId}/${uuid}`,
    RestartCount: restartPolicy && (stateOf(view, name)?.restarts ?? 0),
  };
}

/** ECS puts the container and the task behind the prefix. */
function logOptions({ plan }: TaskView, name: string, options: Readonly<Record<string, string>>): object {
  const { 'awslogs-stream-prefix': prefix, ...others } = options;
  return prefix === undefined ? options : { ...others, 'awslogs-stream': `${prefix}/${name}/${plan.taskId}` };
}

function ports({ plan, facts }: TaskView, { facts: { name, role } }: ContainerSpec): readonly object[] | undefined {
  const wishes = plan.containers
    .flatMap((spec) => spec.ports)
    .filter((wish) => role === 'app' && wish.container === name)
    .map(({ containerPort, protocol }) => ({ containerPort, protocol }));
  // Each port once, as the agent tells it.
  const published = (facts.get(name)?.ports ?? []).filter(({ hostIp }) => !hostIp.includes(':'));
  const all =
    plan.networkMode === 'awsvpc'
      ? wishes.map(({ containerPort, protocol }) => port(containerPort, protocol, containerPort))
      : published.map(({ containerPort, protocol, hostPort, hostIp }) =>
          port(containerPort, protocol, hostPort, hostIp),
        );
  return all.length > 0 ? all : undefined;
}

const port = (ContainerPort: number, Protocol: string, HostPort: number, HostIp?: string): object =>
  defined({ ContainerPort, Protocol, HostPort, HostIp });

/** Those of the definition and of the agent; ours are none of the container's business. */
function labels({ plan }: TaskView, { facts: { name }, body }: ContainerSpec): object {
  const region = regionOf({ plan });
  const own = Object.entries(body.Labels).filter(([key]) => !key.startsWith('dev.taskdef.'));
  return { ...Object.fromEntries(own), ...agentLabels({ ...plan, region, engineId: '', workspace: undefined }, name) };
}

function limits(view: TaskView, name: string): object {
  const { cpu = 0, memory } = definitionFor(view, name);
  return defined({ CPU: Math.max(2, cpu), Memory: memory || undefined });
}

function health(view: TaskView, { facts: { name, hasHealthCheck } }: ContainerSpec): object | undefined {
  if (!hasHealthCheck) return undefined;
  const one = view.facts.get(name);
  return defined({
    status: stateOf(view, name)?.health ?? 'UNKNOWN',
    statusSince: one?.detail.healthCheck?.end ?? stamp(one?.startedAt),
    exitCode: one?.detail.healthCheck?.exitCode || undefined,
    output: one?.healthOutput,
  });
}

function volumes({ facts }: TaskView, name: string): readonly object[] | undefined {
  const mounts = facts.get(name)?.detail.mounts ?? [];
  if (mounts.length === 0) return undefined;
  return mounts.map((mount) =>
    defined({ DockerName: mount.name, Source: mount.source, Destination: mount.destination }),
  );
}

export const stamp = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toISOString();

export function defined(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
