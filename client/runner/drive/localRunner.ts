import { randomBytes } from 'node:crypto';
import type { TaskDefinition } from '../../../server/index';
import type { Change } from '../changes';
import type { Execution } from '../enginePort';
import type { HelperImage } from '../helper/archive';
import { initialState } from '../initial';
import { label } from '../labels';
import type { EngineInfo, RunOptions, TaskPlan } from '../plan';
import type {
  AdoptOptions,
  ContainerFiles,
  LogLine,
  LogsOptions,
  RunningTask,
  RunObserver,
  Runner,
  TaskDetails,
  TaskSnapshot,
  Usage,
} from '../runner';
import { usesBridge } from '../taskScope';
import { asRunnerError, executionFor, underWay, unknownContainer } from './boundary';
import { Cleaning } from './cleaning';
import { Drivers } from './drivers';
import { endWhileStarting } from './endWhileStarting';
import { completed } from './foundTasks';
import { portsToKeep } from './keptPorts';
import { planHere, refuseUnlessAllowed, regionFor, settlePlan, type Preparing } from './preparation';
import { Standby, type Expected } from './standby';
import { Succession } from './succession';
import type { Surface } from './surface';
import { TaskDriver } from './taskDriver';
import { taskLog } from './taskLog';
import { isOver, shown, TaskReader } from './taskReader';

type Changed = Parameters<Runner['watch']>[0];

/** The runner on one engine. */
export class LocalRunner implements Runner {
  private readonly watchers = new Set<Changed>();
  private readonly surface: Surface;
  private readonly standby: Standby;
  private readonly drivers: Drivers;
  private readonly reader: TaskReader;
  private readonly succession: Succession;
  private readonly cleaning: Cleaning;

  constructor(
    private readonly preparing: Preparing,
    helper: HelperImage | undefined,
    shared: Omit<Surface, 'changed'>,
    private readonly workspace: string | undefined,
    expected: Expected,
    folders: readonly string[],
  ) {
    this.surface = { ...shared, changed: (taskId) => this.tell(taskId) };
    this.standby = new Standby(this.surface, expected);
    this.standby.expectFirst(workspace);
    const { port, store, groups } = shared;
    const context = { port, store, groups, engine: this.engine, pauseImage: helper?.name ?? '', aws: preparing.aws };
    this.drivers = new Drivers(this.surface, helper, async (task) => completed(task, context));
    this.reader = new TaskReader(context, this.drivers);
    this.cleaning = new Cleaning({
      surface: this.surface,
      helper,
      drivers: this.drivers,
      reader: this.reader,
      standby: this.standby,
    });
    this.succession = new Succession({ reader: this.reader, drivers: this.drivers, store, folders });
  }

  get engine(): EngineInfo {
    return this.preparing.engine;
  }

  async plan(definition: TaskDefinition, options: RunOptions = {}): Promise<TaskPlan> {
    const workspace = options.workspace ?? this.workspace;
    const idAhead = () => (usesBridge(definition, options) ? this.standby.lend(workspace) : undefined);
    const taskId = options.taskId ?? idAhead() ?? randomBytes(16).toString('hex');
    const running = this.drivers.get(taskId)?.plan;
    const task = { taskId, createdAt: running?.createdAt ?? Date.now() };
    const region = options.region ?? regionFor(definition);
    const groupRefused = running?.options.groupRefused;
    const all = {
      ...options,
      ...(workspace !== undefined && { workspace }),
      ...(region !== undefined && { region }),
      ...(groupRefused !== undefined && { groupRefused }),
    };
    return this.guarded(async () => planHere(this.preparing, definition, all, task));
  }

  async run(given: TaskPlan, observer: RunObserver = {}, signal?: AbortSignal): Promise<RunningTask> {
    refuseUnlessAllowed(given);
    if (this.drivers.get(given.taskId)) throw underWay();
    return this.guarded(async () => {
      const driver = await this.begin(given, observer, signal);
      if (signal) endWhileStarting(driver, signal, async () => this.remove(driver.taskId));
      void driver.started.then(() => driver.isRunning && this.hasStarted(driver));
      return driver;
    });
  }

  private hasStarted(driver: TaskDriver): void {
    this.standby.expectAnother(driver.plan);
    const ports = portsToKeep(driver.plan, driver.snapshot());
    if (ports) this.surface.store.keepPorts(driver.plan, ports);
  }

  private async begin(given: TaskPlan, observer: RunObserver, signal: AbortSignal | undefined): Promise<TaskDriver> {
    const images = this.surface.images(given);
    images.lookUp(given.containers);
    const preparing = [
      settlePlan(this.preparing, given, images, observer, signal),
      this.standby.take(given.taskId),
    ] as const;
    try {
      const [plan, ahead] = await Promise.all(preparing);
      this.surface.store.forget(plan.taskId);
      const driver = new TaskDriver(this.surface, plan, initialState(plan, Date.now()), images, observer, given);
      await this.drivers.start(driver, ahead);
      return driver;
    } catch (error) {
      await Promise.allSettled(preparing);
      await this.cleaning.takeBack(given);
      throw error;
    }
  }

  async tasks(): Promise<TaskSnapshot[]> {
    return this.guarded(async () => {
      this.surface.hub.refuseIfLost();
      return this.reader.all();
    });
  }

  async adopt(taskId?: string, observer?: RunObserver, options: AdoptOptions = {}): Promise<RunningTask[]> {
    if (taskId === undefined) return this.guarded(async () => this.succession.begin(observer));
    const driven = this.drivers.get(taskId);
    if (driven) return [driven];
    return this.guarded(async () => {
      const task = await this.reader.findOne(taskId);
      return isOver(task)
        ? []
        : [await this.drivers.takeOverIfFree(task, { ...options, ...(observer && { observer }) })];
    });
  }

  async update(plan: TaskPlan): Promise<Change> {
    refuseUnlessAllowed(plan);
    return this.guarded(async () => this.drivers.update(plan));
  }

  async stop(
    taskId: string,
    { reason, force = false }: { reason?: string; force?: boolean } = {},
  ): Promise<TaskSnapshot> {
    const stop = { type: 'userStop', reason, force } as const;
    return this.guarded(async () => {
      let driver = this.drivers.get(taskId);
      if (driver) driver.dispatch(stop);
      else {
        const task = await this.reader.findOne(taskId);
        const snapshot = shown(task);
        if (snapshot.lastStatus === 'STOPPED') return snapshot;
        driver = await this.drivers.takeOver(task, { first: stop });
      }
      return this.surface.hub.unlessLost(driver.stopped);
    });
  }

  async *logs(taskId: string, options: LogsOptions = {}): AsyncGenerator<readonly LogLine[], void, undefined> {
    const { port, hub } = this.surface;
    const names = await this.guarded(async () => this.reader.containers(taskId));
    if (options.container !== undefined && !names.includes(options.container))
      throw unknownContainer(options.container, names);
    yield* taskLog(
      {
        port,
        engineBack: async () => void (await hub.verify()),
        look: async () => this.reader.look(taskId),
        watch: (changed) => this.watch((id) => (id === undefined || id === taskId) && changed()),
      },
      options,
    );
  }

  async inspect(taskId: string): Promise<TaskDetails> {
    return this.guarded(async () => this.reader.details(taskId));
  }

  async exec(taskId: string, command: Parameters<Runner['exec']>[1]): Promise<Execution> {
    const { endpoint } = this.engine;
    return this.guarded(async () => executionFor(await this.reader.exec(taskId, command), endpoint));
  }

  async files(taskId: string, container: string): Promise<ContainerFiles> {
    return this.guarded(async () => this.reader.files(taskId, container));
  }

  async usage(taskId: string, signal?: AbortSignal): Promise<ReadonlyMap<string, Usage>> {
    return this.guarded(async () => this.reader.usage(taskId, signal));
  }

  async remove(taskId: string): Promise<{ residue: readonly string[] }> {
    return this.guarded(async () => ({ residue: await this.cleaning.remove(taskId) }));
  }

  async prune(): Promise<{ tasks: readonly string[]; residue: readonly string[] }> {
    return this.guarded(async () => this.cleaning.prune());
  }

  watch(changed: Changed): { dispose(): void } {
    this.watchers.add(changed);
    const hearing = this.surface.hub.listen({
      event: ({ labels }) => changed(labels[label.task]),
      reachable: () => changed(undefined),
    });
    const owners = this.surface.store.owners.listen(changed);
    return {
      dispose: () => {
        this.watchers.delete(changed);
        owners.dispose();
        hearing.dispose();
      },
    };
  }

  async dispose(): Promise<void> {
    this.succession.end();
    this.drivers.release();
    this.surface.hub.close();
    await this.standby.close();
    this.surface.port.close();
  }

  private tell(taskId: string | undefined): void {
    for (const changed of [...this.watchers]) changed(taskId);
  }

  private async guarded<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      throw asRunnerError(error, this.engine.endpoint);
    }
  }
}
