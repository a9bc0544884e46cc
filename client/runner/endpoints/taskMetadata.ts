import { parseTaskCpu, parseTaskMemory } from '../../../server/index';
import { clusterArn } from '../names';
import { containerMetadata, defined, stamp } from './containerMetadata';
import { regionOf, visibleContainers, type TaskView } from './view';

/** GiB of disk a Fargate task has when the definition asks for none. */
const defaultStorage = 20;

/** The task as `GET /v4/{id}/task` and `/v3/{id}/task` tell it (runner.md §3.3). */
export function taskMetadata(view: TaskView, version: 3 | 4, now: number): Readonly<Record<string, unknown>> {
  const { plan, state, pulls } = view;
  const region = regionOf(view);
  const exit = state.containers.find(({ facts, known }) => facts.essential && known === 'STOPPED')?.finishedAt;
  return defined({
    Cluster: plan.target === 'FARGATE' ? clusterArn(region) : 'local',
    TaskARN: plan.taskArn,
    Family: plan.family,
    Revision: plan.revision,
    DesiredStatus: state.desired,
    KnownStatus: agentStatus(view),
    Limits: limits(view),
    PullStartedAt: stamp(pulls.startedAt),
    PullStoppedAt: stamp(pulls.stoppedAt),
    ExecutionStoppedAt: stamp(exit),
    AvailabilityZone: `${region}a`,
    ...(version === 4 && latest(view, now)),
    Containers: visibleContainers(view).map((spec) => containerMetadata(view, spec, version)),
  });
}

/** The task with its tags, for `…/taskWithTags`. */
export function taskWithTags(view: TaskView, version: 3 | 4, now: number): object {
  const tags = view.plan.definition.tags ?? [];
  const TaskTags = Object.fromEntries(tags.flatMap(({ key, value }) => (key ? [[key, value ?? '']] : [])));
  return { ...taskMetadata(view, version, now), ...(tags.length > 0 && { TaskTags }) };
}

/** What version 4 added. The clock is the engine's, which nobody compares with another one. */
function latest({ plan, ...view }: TaskView, now: number): object {
  const { definition, target, networkMode } = plan;
  const storage = definition.ephemeralStorage?.sizeInGiB ?? defaultStorage;
  return {
    LaunchType: target,
    VPCID: networkMode === 'awsvpc' ? 'vpc-0local' : undefined,
    FaultInjectionEnabled: definition.enableFaultInjection ?? false,
    ...(target === 'FARGATE' && {
      ClockDrift: {
        ClockErrorBound: 0.5,
        ReferenceTimestamp: stamp(Math.max(now, view.state.createdAt)),
        ClockSynchronizationStatus: 'SYNCHRONIZED',
      },
      EphemeralStorageMetrics: { Utilized: 0, Reserved: storage * 1024 },
    }),
  };
}

/** The agent knows fewer statuses of a task than the API does. */
function agentStatus({ state, plan }: TaskView): string {
  if (state.status === 'RUNNING' || state.status === 'STOPPED') return state.status;
  if (state.status !== 'PENDING' && state.status !== 'PROVISIONING') return 'RUNNING';
  const apps = state.containers.filter(({ facts }) => facts.role === 'app');
  if (apps.every(({ known }) => known !== 'NONE' && known !== 'PULLED' && known !== 'MANIFEST_PULLED'))
    return 'CREATED';
  return plan.networkMode === 'awsvpc' && state.status === 'PENDING' ? 'RESOURCES_PROVISIONED' : 'NONE';
}

/** vCPU and MiB; absent when the task has neither. */
function limits({ plan: { definition } }: TaskView): object | undefined {
  const cpu = definition.cpu === undefined ? undefined : parseTaskCpu(definition.cpu);
  const memory = definition.memory === undefined ? undefined : parseTaskMemory(definition.memory);
  if (cpu === undefined && memory === undefined) return undefined;
  return defined({ CPU: cpu && cpu / 1024, Memory: memory });
}
