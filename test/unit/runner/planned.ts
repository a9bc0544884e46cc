import type { ImageFacts } from '../../../client/runner/enginePort';
import type { EngineInfo, RunOptions, Surroundings, TaskPlan } from '../../../client/runner/plan';
import { planTask } from '../../../client/runner/planTask';
import type { TaskDefinition } from '../../../server/index';

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
  swapLimit: true,
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
  region: 'eu-central-1',
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
    options,
    { ...engine, ...more.engine },
    { ...surroundings, ...more.around },
  );
}
