import type { ContainerDefinition, TaskDefinition } from '../../server/index';
import { mapAccelerators } from './fieldMap/accelerators';
import { announceContainer, announceTask } from './fieldMap/announced';
import { mapEnvironment } from './fieldMap/environment';
import { routerToAsk } from './fieldMap/firelens/routed';
import { routerFiles, routerVolumes } from './fieldMap/firelens/router';
import { mapGroup } from './fieldMap/group';
import { mapHealthCheck } from './fieldMap/health';
import { mapLinux, refuseHostSysctls } from './fieldMap/linux';
import { mapLogging } from './fieldMap/logging';
import { mapMounts } from './fieldMap/mounts';
import { announceNetwork, mapNamespaces, mapNetwork } from './fieldMap/network';
import { factsOf } from './fieldMap/order';
import { pauseContainer } from './fieldMap/pause';
import { platformOf } from './fieldMap/platform';
import { exposedWishes, portWishes, refuseDuplicates } from './fieldMap/ports';
import { announceOverrides } from './fieldMap/overridden';
import { mapNamespace } from './fieldMap/namespace';
import { mapProcess } from './fieldMap/process';
import { announceTaskSize, mapResources } from './fieldMap/resources';
import { hasPause, type BodyPart, type ContainerScope, type TaskScope } from './fieldMap/scope';
import { announceUnused } from './fieldMap/unused';
import { mapVolumes, type MappedVolume } from './fieldMap/volumes';
import { agentLabels, label, ownLabels, packDefinition, specLabel } from './labels';
import { bridgeNetworkName, containerName, networkName } from './names';
import { withOverrides } from './overrides';
import type {
  ContainerSpec,
  CreateBody,
  EngineInfo,
  NamespaceSpec,
  NetworkSpec,
  PortWish,
  RunOptions,
  TaskPlan,
} from './plan';
import type { Surroundings } from './surroundings';
import { refuseOrder, refuseUnregistrable } from './refusals';
import { taskScope } from './taskScope';
import { refuseUnfilled, withoutUnfilled } from './templates';

/**
 * What a run will do, worked out without touching anything: create bodies, names, volumes, and everything a person has
 * to know or agree to first. The same arguments give the same plan, so a task can be planned again to take it over, and
 * again when an image has arrived.
 */
export function planTask(
  given: TaskDefinition,
  options: RunOptions,
  engine: EngineInfo,
  around: Surroundings,
): TaskPlan {
  const { definition, open } = withoutUnfilled(withOverrides(withoutNulls(given), options.overrides));
  const ungrouped = taskScope(definition, options, engine, around);
  const scope: TaskScope = { ...ungrouped, group: mapGroup(ungrouped) };
  const { report, networkMode, taskId } = scope;
  refuseUnfilled(scope, open);
  refuseUnregistrable(scope);
  announceTask(scope);
  announceOverrides(scope);
  announceUnused(scope);
  announceNetwork(scope);
  announceTaskSize(scope);
  refuseHostSysctls(scope);
  const platform = platformOf(scope);
  const containers = scope.containers.map((container, index) => containerScope(scope, container, index));
  const volumes = mapVolumes(scope);
  const namespace = mapNamespace(scope, containers);
  const ports = containers.map(portWishes);
  const mapped = ports.flat();
  refuseDuplicates(scope, mapped);
  const specs = containers.map((container, index) => appContainer(container, platform, ports[index] ?? [], volumes));
  const shared = networkMode === 'awsvpc';
  const wishes = shared && mapped.length === 0 ? exposedWishes(scope, containers) : mapped;
  const unlabelled = hasPause(scope) ? [pauseContainer(scope, wishes), ...specs] : specs;
  const facts = unlabelled.map((spec) => spec.facts);
  refuseOrder(definition, facts, report);
  return {
    taskId,
    taskArn: scope.labelled.taskArn,
    createdAt: around.createdAt,
    family: scope.family,
    revision: scope.revision,
    target: scope.target,
    networkMode,
    pullBehaviour: options.pull ?? 'prefer-cached',
    portConflict: options.portConflict ?? 'ask',
    network: networkSpec(scope),
    volumes: [...volumes.flatMap(({ spec }) => spec ?? []), ...routerVolumes(scope)],
    namespace,
    group: scope.group,
    containers: unlabelled.map((spec) => labelled(scope, spec, namespace)),
    notices: report.notices,
    refusals: report.refusals,
    demands: report.demands.filter(({ kind }) => !options.allow?.includes(kind)),
    definition,
    options,
  };
}

/** In mode bridge it only leads to the endpoint. */
function networkSpec({
  networkMode,
  containers,
  around,
  taskId,
  engine,
  labelled,
}: TaskScope): NetworkSpec | undefined {
  const labels = ownLabels(labelled);
  if (networkMode === 'awsvpc') return { dockerName: networkName(taskId), labels };
  const leadsSomewhere = around.pauseImage !== '' && containers.some(({ disableNetworking }) => !disableNetworking);
  if (networkMode !== 'bridge' || !leadsSomewhere) return undefined;
  return { dockerName: bridgeNetworkName(taskId, engine), labels };
}

function containerScope(scope: TaskScope, container: ContainerDefinition, index: number): ContainerScope {
  const name = container.name ?? `container-${index}`;
  const image = scope.options.images?.[name] ?? container.image ?? '';
  return {
    ...scope,
    container,
    name,
    pointer: `/containerDefinitions/${index}`,
    image,
    imageFacts: scope.around.images.get(image),
  };
}

type Unlabelled = Omit<ContainerSpec, 'body'> & { readonly body: Omit<CreateBody, 'Labels'> };

function appContainer(
  scope: ContainerScope,
  platform: string | undefined,
  wishes: readonly PortWish[],
  volumes: readonly MappedVolume[],
): Unlabelled {
  announceContainer(scope);
  const parts: readonly BodyPart[] = [
    mapProcess(scope),
    mapEnvironment(scope),
    mapHealthCheck(scope),
    mapResources(scope),
    mapAccelerators(scope),
    mapLinux(scope),
    mapNetwork(scope, wishes),
    mapNamespaces(scope),
    mapMounts(scope, volumes),
    mapLogging(scope),
  ];
  const config = parts.reduce<NonNullable<BodyPart['config']>>((all, part) => ({ ...all, ...part.config }), {});
  const host = parts.reduce<NonNullable<BodyPart['host']>>((all, part) => ({ ...all, ...part.host }), {});
  const files = routerFiles(scope);
  const routedTo = routerToAsk(scope);
  return {
    facts: factsOf(scope),
    dockerName: containerName(scope, scope.name),
    image: scope.image,
    platform,
    ...(scope.container.versionConsistency === 'disabled' && { versionConsistency: 'disabled' }),
    ports: scope.networkMode === 'awsvpc' ? [] : wishes,
    pointer: scope.pointer,
    ...(files.length > 0 && { files }),
    ...(routedTo !== undefined && { routedTo }),
    body: { Image: scope.image, ...config, HostConfig: host },
  };
}

/**
 * Our labels and the agent's win over those of the definition. The pause, which is made first and goes last, carries the
 * whole task; without one every container does, since any of them may be the only one that is there.
 */
function labelled(scope: TaskScope, spec: Unlabelled, namespace: NamespaceSpec | undefined): ContainerSpec {
  const { name, role } = spec.facts;
  const own = scope.containers.find((container) => container.name === name)?.dockerLabels;
  const labels = {
    ...own,
    ...agentLabels(scope.labelled, name),
    ...ownLabels(scope.labelled),
    [label.role]: role,
    [label.container]: name,
    [label.spec]: specLabel(scope, name),
    ...(namespace && name in namespace.names && { [label.namespace]: namespace.dockerName }),
    ...((role === 'pause' || scope.networkMode !== 'awsvpc') && {
      [label.definition]: packDefinition({ ...scope, images: scope.around.images }),
    }),
  };
  return { ...spec, body: { ...spec.body, Labels: labels } };
}

/** Describe output writes null for what is absent. */
function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNulls(member as unknown)])) as T;
}
