import { gunzipSync, gzipSync } from 'node:zlib';
import type { TaskDefinition } from '../../server/index';
import { clusterArn, hash } from './names';
import type { RunOptions } from './plan';
import type { PlannedImage } from './surroundings';

/** Labels make a task findable from the engine alone (runner.md §5.1). */
export const label = {
  schema: 'dev.taskdef.schema',
  task: 'dev.taskdef.task',
  role: 'dev.taskdef.role',
  workspace: 'dev.taskdef.workspace',
  engine: 'dev.taskdef.engine',
  container: 'dev.taskdef.container',
  /** The same name with the same spec is the same container; with another one it is a stranger. */
  spec: 'dev.taskdef.spec',
  created: 'dev.taskdef.created',
  /** What the name of its image was resolved to. */
  digest: 'dev.taskdef.digest',
  /** The whole task, on the pause, or else on every container. */
  definition: 'dev.taskdef.spec.gz',
  /** On volumes: `task` goes with the task, `shared` stays. */
  scope: 'dev.taskdef.scope',
  /** The network of a namespace, on it and on all that has joined it. */
  namespace: 'dev.taskdef.namespace',
  /** The control group of a task, on the container that has made it. */
  group: 'dev.taskdef.cgroup',
} as const;

/** The role of containers that lead to the endpoint. */
export const linkRole = 'link';

/** The role of containers that look after the task's control group. */
export const groupRole = 'cgroup';

/** Is it a container of the task itself, and not one of ours that serves it? */
export const isOfTask = (labels: Readonly<Record<string, string>>): boolean =>
  labels[label.role] !== linkRole && labels[label.role] !== groupRole;

export interface LabelledTask {
  readonly taskId: string;
  readonly taskArn: string;
  readonly family: string;
  readonly revision: string;
  readonly region: string;
  readonly target: string;
  readonly createdAt: number;
  readonly engineId: string;
  readonly workspace: string | undefined;
}

/** On everything we make: containers, networks, volumes. */
export function ownLabels(
  task: Pick<LabelledTask, 'taskId' | 'engineId' | 'createdAt' | 'workspace'>,
): Record<string, string> {
  return { ...engineLabels(task), [label.task]: task.taskId, [label.created]: String(task.createdAt) };
}

function engineLabels(task: Pick<LabelledTask, 'engineId' | 'workspace'>): Record<string, string> {
  return {
    [label.schema]: '1',
    [label.engine]: task.engineId,
    ...(task.workspace !== undefined && { [label.workspace]: workspaceLabel(task.workspace) }),
  };
}

/** A namespace belongs to no task. */
export function namespaceLabels(task: LabelledTask, dockerName: string): Record<string, string> {
  return { ...engineLabels(task), [label.namespace]: dockerName };
}

/** The value of the workspace label, to find the tasks of a folder. */
export function workspaceLabel(workspace: string): string {
  return hash(workspace, 16);
}

/** The five labels of the ECS agent. On Fargate the cluster is an ARN, on EC2 its short name. */
export function agentLabels(task: LabelledTask, container: string): Record<string, string> {
  return {
    'com.amazonaws.ecs.cluster': task.target === 'FARGATE' ? clusterArn(task.region) : 'local',
    'com.amazonaws.ecs.container-name': container,
    'com.amazonaws.ecs.task-arn': task.taskArn,
    'com.amazonaws.ecs.task-definition-family': task.family,
    'com.amazonaws.ecs.task-definition-version': task.revision,
  };
}

/** What a task was planned from, as its label keeps it. */
export interface PlannedFrom {
  readonly definition: TaskDefinition;
  readonly options: RunOptions;
  /** By name, as they were then: a tag may have moved since. */
  readonly images: ReadonlyMap<string, PlannedImage>;
}

/** Values given for `secrets` are left out: a label is readable by everybody who may ask the engine. */
export function packDefinition({ definition, options, images }: PlannedFrom): string {
  const kept = {
    ...toKeep({ definition, options }),
    images: [...images].map(([name, { exposed, environment }]) => [
      name,
      { exposed, environment: environment.filter(isRegion) },
    ]),
  };
  return gzipSync(JSON.stringify(kept), { level: 9 }).toString('base64');
}

/** All that a plan asks of an image's variables; the others are none of a label's business. */
const isRegion = (line: string): boolean => /^AWS_(DEFAULT_)?REGION=/.test(line);

/**
 * The same for every container made from the same task. Taken over what the task was planned from, not over the create
 * body, which may learn more of an image when it is planned again.
 */
export function specLabel(from: Pick<PlannedFrom, 'definition' | 'options'>, container: string): string {
  return hash(`${JSON.stringify(toKeep(from))}/${container}`, 64);
}

function toKeep({ definition, options }: Pick<PlannedFrom, 'definition' | 'options'>) {
  return { definition, options: withoutSecrets(definition, options) };
}

/** Undefined for a label that is not ours to read: cut, or of another version. */
export function unpackDefinition(packed: string): PlannedFrom | undefined {
  try {
    const value: unknown = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8'));
    if (typeof value !== 'object' || value === null || !('definition' in value && 'options' in value)) return undefined;
    const { definition, options, images } = value as Omit<PlannedFrom, 'images'> & {
      readonly images?: readonly (readonly [string, PlannedImage])[];
    };
    return { definition, options, images: new Map(images) };
  } catch {
    return undefined;
  }
}

function withoutSecrets(definition: TaskDefinition, options: RunOptions): RunOptions {
  if (!options.environment) return options;
  const environment = Object.fromEntries(
    Object.entries(options.environment).map(([container, values]) => {
      const found = definition.containerDefinitions?.find(({ name }) => name === container);
      const secrets = new Set(found?.secrets?.map(({ name }) => name));
      return [container, Object.fromEntries(Object.entries(values).filter(([name]) => !secrets.has(name)))];
    }),
  );
  return { ...options, environment };
}
