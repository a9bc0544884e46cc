import type { EnginePort } from '../enginePort';
import { label } from '../labels';
import type { TaskPlan } from '../plan';
import type { ContainerDetails, ContainerSnapshot, TaskDetails, TaskSnapshot } from '../runner';
import type { FoundTask } from './foundTasks';

/** Everything the engine, the plan and the store know of one task. */
export async function detailsOf(port: EnginePort, task: FoundTask, snapshot: TaskSnapshot): Promise<TaskDetails> {
  const { plan } = task;
  const labels = [`${label.task}=${plan.taskId}`];
  const [listed, networks, volumes] = await Promise.all([
    port.list(labels),
    port.listNetworks(labels),
    port.listVolumes(labels),
  ]);
  const helpers = listed
    .map(({ name, state, labels: { [label.role]: role = '' } }) => ({ role, name, state }))
    .filter(({ role }) => role !== 'app');
  return {
    ...snapshot,
    ...{ networkMode: plan.networkMode, pullBehaviour: plan.pullBehaviour, notices: plan.notices },
    networks: networks.map(({ name }) => name),
    volumes: volumes.map(({ name }) => name),
    containers: snapshot.containers.map((container) => containerDetails(task, container)),
    helpers,
  };
}

function containerDetails({ plan, state, facts }: FoundTask, container: ContainerSnapshot): ContainerDetails {
  const { name } = container;
  const spec = plan.containers.find((one) => one.facts.name === name);
  const known = state.containers.find((one) => one.facts.name === name);
  const seen = facts.get(name);
  return {
    ...container,
    dockerName: seen?.name ?? spec?.dockerName ?? '',
    interactive: spec?.body.OpenStdin ?? false,
    startedAt: seen?.startedAt ?? known?.startedAt,
    finishedAt: container.lastStatus === 'STOPPED' ? (seen?.finishedAt ?? known?.finishedAt) : undefined,
    dependsOn: (spec?.facts.dependsOn ?? []).filter(({ condition }) => condition !== 'RESOURCES_PROVISIONED'),
    startTimeout: spec?.facts.startTimeout,
    stopTimeout: spec?.facts.stopTimeout ?? 0,
    addresses: Object.fromEntries(Object.entries(seen?.addresses ?? {}).filter(([, address]) => address !== '')),
    mounts: (seen?.detail.mounts ?? []).map(({ source, destination }) => ({ source, destination })),
    variables: variablesOf(plan, name),
    healthOutput: seen?.healthOutput,
  };
}

/** The values of secrets are not kept, so a plan made again has no line for them. */
function variablesOf({ containers, definition }: TaskPlan, name: string): string[] {
  const lines = containers.find(({ facts }) => facts.name === name)?.body.Env ?? [];
  const secrets = definition.containerDefinitions?.find((one) => one.name === name)?.secrets ?? [];
  return [
    ...new Set([...lines.map((line) => line.split('=', 1)[0] ?? ''), ...secrets.map((secret) => secret.name ?? '')]),
  ];
}
