import type { EngineInfo } from '../../client/runner/plan';
import type { ContainerSnapshot, LogLine, Runner, TaskSnapshot, Usage } from '../../client/runner/runner';

export const engine: EngineInfo = {
  id: 'engine-1',
  name: 'docker',
  version: '27.0.1',
  apiVersion: '1.46',
  os: 'linux',
  architecture: 'amd64',
  cpus: 4,
  memory: 8 * 2 ** 30,
  cgroupVersion: 2,
  cgroupDriver: 'cgroupfs',
  swapLimit: true,
  confinements: ['seccomp', 'apparmor', 'selinux'],
  logDrivers: ['json-file', 'local', 'journald', 'syslog'],
  dataRoot: '/var/lib/docker',
  endpoint: 'unix:///var/run/docker.sock',
  inVirtualMachine: false,
};

export const containerSnapshot = (change: Partial<ContainerSnapshot> = {}): ContainerSnapshot => ({
  name: 'web',
  image: 'nginx:1.27',
  imageDigest: 'sha256:0f3c9a7e12d4b5c6',
  essential: true,
  lastStatus: 'RUNNING',
  health: 'UNKNOWN',
  exitCode: undefined,
  reason: undefined,
  why: undefined,
  runtimeId: 'c0ffee00c0ffee00',
  ports: [],
  restarts: 0,
  ...change,
});

export const taskSnapshot = (change: Partial<TaskSnapshot> = {}): TaskSnapshot => ({
  taskId: '0123456789abcdef0123456789abcdef',
  taskArn: 'arn:aws:ecs:us-east-1:000000000000:task/local/0123456789abcdef0123456789abcdef',
  family: 'webserver',
  revision: '0',
  launchType: 'FARGATE',
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  health: 'UNKNOWN',
  stopCode: undefined,
  stoppedReason: undefined,
  createdAt: 1000,
  startedAt: 2000,
  stoppedAt: undefined,
  file: undefined,
  workspace: undefined,
  containers: [containerSnapshot()],
  ...change,
});

/** A runner that only knows the tasks a test gives it; it counts how often it is asked. */
export class FakeRunner implements Runner {
  readonly engine = engine;
  lists = 0;
  watchers = 0;
  disposed = false;
  failure: Error | undefined;
  #changed = new Set<(taskId: string | undefined) => void>();

  constructor(public known: TaskSnapshot[] = []) {}

  async tasks(): Promise<TaskSnapshot[]> {
    this.lists += 1;
    if (this.failure) throw this.failure;
    return [...this.known];
  }

  watch(changed: (taskId: string | undefined) => void): { dispose(): void } {
    this.#changed.add(changed);
    this.watchers += 1;
    return {
      dispose: () => {
        this.#changed.delete(changed);
        this.watchers -= 1;
      },
    };
  }

  /** An engine event of one task, or of nobody knows which. */
  happen(taskId?: string): void {
    for (const changed of this.#changed) changed(taskId);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
  }

  plan(): Promise<never> {
    return unexpected('plan');
  }

  run(): Promise<never> {
    return unexpected('run');
  }

  adopt(): Promise<never> {
    return unexpected('adopt');
  }

  update(): Promise<never> {
    return unexpected('update');
  }

  stop(): Promise<never> {
    return unexpected('stop');
  }

  logs(): AsyncIterable<readonly LogLine[]> {
    throw new Error('the tree does not call logs');
  }

  inspect(): Promise<never> {
    return unexpected('inspect');
  }

  exec(): Promise<never> {
    return unexpected('exec');
  }

  files(): Promise<never> {
    return unexpected('files');
  }

  /** What the containers of every task use. */
  readonly used = new Map<string, Usage>();

  async usage(): Promise<ReadonlyMap<string, Usage>> {
    return this.used;
  }

  remove(): Promise<never> {
    return unexpected('remove');
  }

  prune(): Promise<never> {
    return unexpected('prune');
  }
}

const unexpected = (call: string): Promise<never> => Promise.reject(new Error(`the tree does not call ${call}`));
