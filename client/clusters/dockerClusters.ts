import { abandoned } from '../runner/abandoned';
import type { EngineInfo } from '../runner/plan';
import type { Runner, TaskSnapshot } from '../runner/runner';
import type { ClusterSource } from './clusterSource';
import { byRelevance, clusterRef, describeContainer, describeTask, taskRef } from './describeTask';
import type { EngineConnection } from './engineConnection';
import { containerNameOf, taskIdOf, type Resource, type ResourceRef } from './resource';
import { usageLine, usageLines } from './usageText';

/** The local engine as one cluster: tasks we started, running or stopped, and their containers. */
export class DockerClusters implements ClusterSource {
  readonly id = 'docker';
  /** One list serves the whole tree until something changes. */
  #tasks: Promise<readonly TaskSnapshot[]> | undefined;
  #watchers = 0;

  constructor(private readonly connection: EngineConnection) {}

  async children(of: ResourceRef | undefined): Promise<readonly Resource[]> {
    const runner = await this.connection.runner();
    if (of === undefined) return [await this.#cluster(runner)];
    if (of.kind === 'container') return [];
    const tasks = await this.#list(runner);
    if (of.kind === 'cluster') {
      const forgotten = new Set(abandoned(tasks, Date.now()));
      return tasks.map((task) => describeTask(task, { isAbandoned: forgotten.has(task) }));
    }
    const task = tasks.find(({ taskId }) => taskId === of.id);
    return task?.containers.map((container) => describeContainer(task, container)) ?? [];
  }

  /** The resource as it is now; undefined when it is gone. */
  async find(ref: ResourceRef): Promise<Resource | undefined> {
    const parent: ResourceRef | undefined =
      ref.kind === 'cluster' ? undefined : ref.kind === 'task' ? clusterRef : taskRef(taskIdOf(ref) ?? '');
    return (await this.children(parent)).find((child) => child.ref.id === ref.id);
  }

  async usage(of: ResourceRef, signal?: AbortSignal): Promise<readonly string[]> {
    const taskId = taskIdOf(of);
    if (taskId === undefined) return [];
    const used = await (await this.connection.runner()).usage(taskId, signal);
    const container = containerNameOf(of);
    if (container === undefined) return [...used].map(([name, usage]) => usageLine(name, usage));
    const usage = used.get(container);
    return usage ? usageLines(usage) : [];
  }

  async abandoned(): Promise<readonly ResourceRef[]> {
    const tasks = await this.#list(await this.connection.runner());
    return abandoned(tasks, Date.now()).map(({ taskId }) => taskRef(taskId));
  }

  watch(changed: (ref: ResourceRef | undefined) => void): { dispose(): void } {
    let subscription: { dispose(): void } | undefined;
    let disposed = false;
    this.#watchers += 1;
    this.refresh();
    const tell = (taskId: string | undefined) => {
      this.refresh();
      changed(taskId === undefined ? undefined : taskRef(taskId));
    };
    this.connection.runner().then(
      (runner) => {
        if (!disposed) subscription = runner.watch(tell);
      },
      () => {}, // whoever asks for children is told why
    );
    return {
      dispose: () => {
        if (disposed) return;
        disposed = true;
        this.#watchers -= 1;
        this.refresh();
        subscription?.dispose();
      },
    };
  }

  refresh(): void {
    this.#tasks = undefined;
  }

  async #cluster(runner: Runner): Promise<Resource> {
    const base = { ref: clusterRef, label: 'Local', urls: [], file: undefined };
    const details = engineLines(runner.engine);
    try {
      const tasks = await this.#list(runner);
      const stopped = tasks.some(({ lastStatus }) => lastStatus === 'STOPPED');
      return {
        ...base,
        description: `${runner.engine.name}, ${runner.engine.version}`,
        state: 'running',
        details,
        can: stopped ? ['cleanUp'] : [],
        hasChildren: tasks.length > 0,
      };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return {
        ...base,
        description: 'does not answer',
        state: 'unreachable',
        details: [message, ...details],
        can: [],
        hasChildren: false,
      };
    }
  }

  /** Without a watcher nobody would tell that a list has aged, so then it is only shared while it is being read. */
  #list(runner: Runner): Promise<readonly TaskSnapshot[]> {
    if (this.#tasks) return this.#tasks;
    const reading: Promise<readonly TaskSnapshot[]> = runner.tasks().then((tasks) => tasks.sort(byRelevance));
    const forget = () => {
      if (this.#tasks === reading) this.#tasks = undefined;
    };
    reading.then(() => this.#watchers === 0 && forget(), forget);
    this.#tasks = reading;
    return reading;
  }
}

const engineLines = (engine: EngineInfo): string[] => [
  `Engine: ${engine.name} ${engine.version} (API ${engine.apiVersion})`,
  `Endpoint: ${engine.endpoint}`,
  `Machine: ${engine.os}/${engine.architecture}, ${engine.cpus} CPUs, ${Math.round(engine.memory / 2 ** 20)} MiB`,
];
