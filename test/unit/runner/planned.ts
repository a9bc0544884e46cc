import type { ImageFacts } from '../../../client/runner/enginePort';
import type { ContainerSpec, EngineInfo, RunOptions, TaskPlan } from '../../../client/runner/plan';
import type { Surroundings } from '../../../client/runner/surroundings';
import { planTask } from '../../../client/runner/planTask';
import type { ContainerDefinition, TaskDefinition } from '../../../server/index';

export const engine: EngineInfo = {
  id: 'ENGINE',
  name: 'test',
  version: '20.10.24',
  apiVersion: '1.41',
  os: 'linux',
  architecture: 'amd64',
  cpus: 4,
  memory: 8 * 1024 ** 3,
  cgroupVersion: 1,
  cgroupDriver: 'cgroupfs',
  swapLimit: true,
  confinements: ['seccomp', 'apparmor', 'selinux'],
  logDrivers: ['awslogs', 'fluentd', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog'],
  dataRoot: '/var/lib/docker',
  endpoint: 'unix:///var/run/docker.sock',
  inVirtualMachine: false,
};

/** An image on the engine, plain unless told. */
export function imageFacts(more: Partial<ImageFacts> = {}): ImageFacts {
  return {
    id: 'sha256:0123',
    digests: [],
    platform: 'linux/amd64',
    exposed: [],
    environment: [],
    hasHealthCheck: false,
    ...more,
  };
}

export const surroundings: Surroundings = {
  taskId: '0123456789abcdef0123456789abcdef',
  createdAt: 0,
  pauseImage: 'taskdef-helper:test',
  images: new Map([['busybox', imageFacts()]]),
  home: '/home/me',
  realPath: (path) => path,
};

/** A plan on an engine of four CPUs and 8 GiB that has busybox. */
export function planned(
  definition: TaskDefinition,
  options: RunOptions = {},
  more: { readonly engine?: Partial<EngineInfo>; readonly around?: Partial<Surroundings> } = {},
): TaskPlan {
  return planTask(
    { family: 'demo', ...definition },
    { region: 'eu-central-1', ...options },
    { ...engine, ...more.engine },
    { ...surroundings, ...more.around },
  );
}

export const pauseName = '~internal~ecs~pause';
export const awsvpc = { networkMode: 'awsvpc' } as const;
export const fargate = {
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
} satisfies Partial<TaskDefinition>;

/** A container definition with an image nobody asks for. */
export function container(name: string, more: Partial<ContainerDefinition> = {}): ContainerDefinition {
  return { name, image: 'busybox', ...more };
}

export function task(containers: readonly ContainerDefinition[], more: Partial<TaskDefinition> = {}): TaskDefinition {
  return { containerDefinitions: [...containers], ...more };
}

/** A task of one container called a. */
export function one(more: Partial<ContainerDefinition>, definition: Partial<TaskDefinition> = {}): TaskDefinition {
  return task([container('a', more)], definition);
}

export function specOf(plan: TaskPlan, name = 'a'): ContainerSpec {
  const found = plan.containers.find(({ facts }) => facts.name === name);
  if (!found) throw new Error(`no container ${name} in the plan`);
  return found;
}

export function hostConfig(plan: TaskPlan, name = 'a'): Readonly<Record<string, unknown>> {
  return specOf(plan, name).body.HostConfig;
}

export function environmentOf(plan: TaskPlan, name = 'a'): readonly string[] {
  return specOf(plan, name).body.Env ?? [];
}

/** `memory-floor /containerDefinitions/0/memory` */
export function codes(found: readonly { readonly code: string; readonly pointer: string }[]): string[] {
  return found.map(({ code, pointer }) => `${code} ${pointer}`);
}
