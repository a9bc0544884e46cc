import { launchTypes, parseEcrHost, splitImage, type TaskDefinition } from '../../server/index';
import type { TaskScope } from './fieldMap/scope';
import { taskArn } from './names';
import type { EngineInfo, RunOptions, TaskPlan } from './plan';
import type { Surroundings } from './surroundings';
import { Report } from './report';
import { withoutUnfilled } from './templates';

/** Where nothing tells: the Region AWS itself falls back to. */
const assumedRegion = 'us-east-1';

/** What a run is, once everything left open has its default: launch type, network mode, Region, revision. */
export function taskScope(
  definition: TaskDefinition,
  options: RunOptions,
  engine: EngineInfo,
  around: Surroundings,
): Omit<TaskScope, 'group'> {
  const { taskId, createdAt } = around;
  const target = targetOf(definition, options);
  const report = new Report();
  const known = options.region ?? regionIn(definition);
  const region = known ?? assumedRegion;
  if (known === undefined) {
    const text = `Nothing tells the Region, so the task runs as if in ${region}; AWS_REGION in its environment beats that.`;
    report.notice('approximated', 'region-assumed', '', text);
  }
  const naming = { taskId, family: definition.family ?? 'task', revision: options.revision ?? '1' };
  return {
    ...naming,
    definition,
    containers: definition.containerDefinitions ?? [],
    options,
    engine,
    around,
    target,
    networkMode: networkModeOf(definition, target, report),
    region,
    report,
    labelled: {
      ...naming,
      taskArn: taskArn(region, taskId),
      region,
      target,
      createdAt,
      engineId: engine.id,
      workspace: options.workspace,
    },
  };
}

/** Anything else must not reach the engine, which knows more modes than ECS. */
function networkModeOf({ networkMode }: TaskDefinition, target: string, report: Report): TaskPlan['networkMode'] {
  if (networkMode === undefined) return defaultNetworkMode(target);
  if (['awsvpc', 'bridge', 'host', 'none'].includes(networkMode)) return networkMode;
  const text = `There is no network mode ${String(networkMode)}.`;
  report.refuse('network-mode-unknown', '/networkMode', text, 'Choose awsvpc, bridge, host or none.');
  return 'none';
}

const defaultNetworkMode = (target: string) => (target === 'MANAGED_INSTANCES' ? 'awsvpc' : 'bridge');

const targetOf = (definition: TaskDefinition, { target, launchType }: RunOptions): TaskPlan['target'] =>
  target ?? launchTypeIn(definition) ?? launchType ?? 'EC2';

/** The launch type a definition says itself, by the first that it can be read for; Fargate's limits hold for all. */
export function launchTypeIn({ requiresCompatibilities = [] }: TaskDefinition): TaskPlan['target'] | undefined {
  const listed = requiresCompatibilities.filter((type) => launchTypes.includes(type)); // a placeholder is none
  return listed.includes('FARGATE') ? 'FARGATE' : listed[0];
}

/** Will the task run in network mode bridge? */
export function usesBridge(given: TaskDefinition, options: RunOptions): boolean {
  const { definition } = withoutUnfilled(given);
  return (definition.networkMode ?? defaultNetworkMode(targetOf(definition, options))) === 'bridge';
}

/** The Region the task runs in, as far as anything tells. */
export const regionOf = (definition: TaskDefinition, { region }: Pick<RunOptions, 'region'>): string =>
  region ?? regionIn(definition) ?? assumedRegion;

/** The Region the definition itself gives away, by where it logs to or pulls from. */
export function regionIn({ containerDefinitions = [] }: TaskDefinition): string | undefined {
  const regions = containerDefinitions.flatMap(({ logConfiguration, image }) => [
    logConfiguration?.options?.['awslogs-region'],
    parseEcrHost(splitImage(image ?? '').registry ?? '')?.region,
  ]);
  return regions.find((region) => region !== undefined && /^[a-z]{2,5}(-[a-z]+)+-\d+$/.test(region));
}
