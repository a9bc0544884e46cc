import { randomBytes } from 'node:crypto';
import type { TaskDefinition } from '../../../server/index';
import { RunnerError } from '../errors';
import type { HelperImage } from '../helper/archive';
import { ensureHelper, removeOldHelpers } from '../helper/ensure';
import { initialState } from '../initial';
import { label, workspaceLabel } from '../labels';
import { hasPause, type EngineInfo, type RunOptions, type TaskPlan } from '../plan';
import type { LogLine, RunningTask, RunObserver, Runner, TaskDetails, TaskSnapshot } from '../runner';
import type { RunnerEvent } from '../state';
import { driverFor, needsResources } from './adoption';
import { beginTask } from './beginning';
import type { Execution } from '../enginePort';
import { asRunnerError, engineLost, notRunning, unknownContainer, unknownTask } from './boundary';
import { detailsOf } from './details';
import { regionIn } from '../taskScope';
import { asShown, findTasks, type FoundTask } from './foundTasks';
import { Images } from './images';
import { planHere, refuseUnlessAllowed, settlePlan, type Preparing } from './preparation';
import { Orphans, removeHalfMade } from './pruning';
import { removeAll } from './removal';
import { isGone } from './resources';
import { snapshotOf } from './snapshot';
import { Standby } from './standby';
import { isDrivenElsewhere, thisProcess } from './store';
import { TaskDriver, type Surface } from './taskDriver';
import { taskLog, type Look } from './taskLog';

type Changed = Parameters<Runner['watch']>[0];

interface TakingOver {
  readonly observer?: RunObserver;
  /** What has to be taken in before the task goes on. */
  readonly first?: RunnerEvent;
}

const ofTask = (taskId: string): string => `${label.task}=${taskId}`;

/** The runner on one engine. */
export class LocalRunner implements Runner {
  private readonly drivers = new Map<string, TaskDriver>();
  private readonly watchers = new Set<Changed>();
  private readonly surface: Surface;
  private readonly standby: Standby;
  private helperIsThere: Promise<void> | undefined;

  constructor(
    private readonly preparing: Preparing,
    private readonly helper: HelperImage | undefined,
    shared: Omit<Surface, 'changed'>,
    private readonly workspace: string | undefined,
  ) {
    this.surface = { ...shared, changed: (taskId) => this.tell(taskId) };
    this.standby = new Standby(this.surface);
  }

  get engine(): EngineInfo {
    return this.preparing.engine;
  }

  async plan(definition: TaskDefinition, options: RunOptions = {}): Promise<TaskPlan> {
    const workspace = options.workspace ?? this.workspace;
    const taskId = options.taskId ?? this.idAhead(definition, options, workspace) ?? randomBytes(16).toString('hex');
    const task = { taskId, createdAt: Date.now() };
    const region = options.region ?? regionFor(definition);
    const all = { ...options, ...(workspace !== undefined && { workspace }), ...(region !== undefined && { region }) };
    return this.guarded(async () => planHere(this.preparing, definition, all, task));
  }

  private idAhead(
    { networkMode, requiresCompatibilities }: TaskDefinition,
    { target }: RunOptions,
    workspace: string | undefined,
  ): string | undefined {
    const isManaged = [target, ...(requiresCompatibilities ?? [])].includes('MANAGED_INSTANCES');
    const usesBridge = networkMode === undefined ? !isManaged : networkMode === 'bridge';
    return usesBridge ? this.standby.lend(workspace) : undefined;
  }

  async run(given: TaskPlan, observer: RunObserver = {}, signal?: AbortSignal): Promise<RunningTask> {
    refuseUnlessAllowed(given);
    if (this.drivers.has(given.taskId))
      throw new RunnerError(
        'refused',
        'This plan is being carried out already.',
        'Plan the task again to run it twice.',
      );
    return this.guarded(async () => {
      const images = new Images(this.surface.port, given.pullBehaviour);
      const plan = await settlePlan(this.preparing, given, images, observer, signal);
      const ahead = await this.standby.take(plan.taskId);
      images.lookUp(plan.containers);
      this.surface.store.forget(plan.taskId);
      const driver = new TaskDriver(this.surface, plan, initialState(plan, Date.now()), images, observer);
      await this.drive(driver, async () => (ahead ? beginTask(this.surface, driver, { ahead }) : this.begin(driver)));
      if (signal) this.endWhileStarting(driver, signal);
      void driver.started.then(() => driver.isRunning && this.standby.expectAnother(driver.plan));
      return driver;
    });
  }

  private async drive(driver: TaskDriver, begin: () => Promise<void>): Promise<void> {
    const { taskId } = driver;
    const { hub, store } = this.surface;
    this.drivers.set(taskId, driver);
    store.remember(taskId, { owner: thisProcess() });
    void begin();
    // A task that has failed at once no longer listens.
    if ((await hub.opened()) || !driver.isRunning) return;
    this.drivers.delete(taskId);
    driver.release();
    throw engineLost(this.engine.endpoint);
  }

  private async begin(driver: TaskDriver): Promise<void> {
    await beginTask(this.surface, driver, { helperIsThere: async () => this.loadHelper(driver.plan) });
  }

  /** One check for all runs of this process. */
  private async loadHelper(plan: TaskPlan): Promise<void> {
    const { helper, surface } = this;
    if (!helper || (plan.networkMode === 'none' && !hasPause(plan))) return;
    this.helperIsThere ??= ensureHelper(surface.port, helper);
    await this.helperIsThere.catch((error: unknown) => {
      this.helperIsThere = undefined;
      // Only a pause is needed; without a link the endpoint says what is missing.
      if (hasPause(plan) || isGone(error)) throw error;
    });
  }

  private endWhileStarting(driver: TaskDriver, signal: AbortSignal): void {
    let hasStarted = false;
    const end = () => {
      if (hasStarted) return;
      driver.dispatch({ type: 'userStop', reason: 'Cancelled while starting', force: true });
      void driver.stopped.then(async () => this.remove(driver.taskId)).catch(() => undefined);
    };
    void driver.started.then(() => {
      hasStarted = true;
      signal.removeEventListener('abort', end);
    });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  }

  async tasks(): Promise<TaskSnapshot[]> {
    const found = await this.guarded(async () => this.find([]));
    const driven = [...this.drivers.values()].map((driver) => driver.snapshot());
    const others = found.filter(({ plan }) => !this.drivers.has(plan.taskId)).map(shown);
    return [...driven, ...others].sort((a, b) => b.createdAt - a.createdAt);
  }

  async adopt(taskId?: string, observer?: RunObserver): Promise<RunningTask[]> {
    const driven = taskId === undefined ? undefined : this.drivers.get(taskId);
    if (driven) return [driven];
    if (taskId === undefined && this.workspace === undefined) return [];
    const labels =
      taskId === undefined ? [`${label.workspace}=${workspaceLabel(this.workspace ?? '')}`] : [ofTask(taskId)];
    return this.guarded(async () => {
      const found = await this.find(labels);
      if (taskId !== undefined && found.length === 0) throw unknownTask(taskId);
      const free = found.filter((task) => taskId !== undefined || this.isFree(task));
      return Promise.all(
        free
          .filter((task) => shown(task).lastStatus !== 'STOPPED')
          .map(async (task) => this.takeOver(task, observer ? { observer } : {})),
      );
    });
  }

  private isFree({ plan: { taskId } }: FoundTask): boolean {
    return !this.drivers.has(taskId) && !isDrivenElsewhere(this.surface.store.read(taskId)?.owner);
  }

  private async takeOver(task: FoundTask, { observer, first }: TakingOver = {}): Promise<TaskDriver> {
    const driver = driverFor(this.surface, task, observer);
    if (first) driver.dispatch(first);
    const begin = async () => (!first && needsResources(task) ? this.begin(driver) : driver.goOn());
    await this.drive(driver, begin);
    return driver;
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
        const task = await this.findOne(taskId);
        if (shown(task).lastStatus === 'STOPPED') return shown(task);
        driver = await this.takeOver(task, { first: stop });
      }
      if (driver.snapshot().engineLost) throw engineLost(this.engine.endpoint);
      return driver.stopped;
    });
  }

  async *logs(taskId: string, options: Parameters<Runner['logs']>[1] = {}): AsyncGenerator<LogLine, void, undefined> {
    const { port, hub } = this.surface;
    const names = (await this.guarded(async () => this.findOne(taskId))).plan.containers.map(({ facts }) => facts.name);
    if (options.container !== undefined && !names.includes(options.container))
      throw unknownContainer(options.container, names);
    yield* taskLog(
      {
        port,
        engineBack: async () => void (await hub.verify()),
        look: async () => this.look(taskId),
        watch: (changed) => this.watch((id) => (id === undefined || id === taskId) && changed()),
      },
      options,
    );
  }

  private async look(taskId: string): Promise<Look> {
    const [task] = await this.find([ofTask(taskId)]);
    const status = this.drivers.get(taskId)?.snapshot().lastStatus ?? (task && shown(task).lastStatus);
    const apps = [...(task?.facts ?? [])].filter(([, { labels }]) => labels[label.role] !== 'pause');
    return {
      containers: apps.map(([container, { id, tty, startedAt }]) => ({ container, id, tty, startedAt })),
      isOver: status === undefined || status === 'STOPPED',
    };
  }

  async inspect(taskId: string): Promise<TaskDetails> {
    return this.guarded(async () => {
      const task = await this.findOne(taskId);
      return detailsOf(this.surface.port, task, this.drivers.get(taskId)?.snapshot() ?? shown(task));
    });
  }

  async exec(taskId: string, { container, command, tty }: Parameters<Runner['exec']>[1]): Promise<Execution> {
    return this.guarded(async () => {
      const { plan, facts } = await this.findOne(taskId);
      const names = plan.containers.flatMap((spec) => (spec.facts.role === 'app' ? spec.facts.name : []));
      if (!names.includes(container)) throw unknownContainer(container, names);
      const found = facts.get(container);
      if (found?.state !== 'running') throw notRunning(container);
      return this.surface.port.exec(found.id, command, { tty });
    });
  }

  async remove(taskId: string): Promise<{ residue: readonly string[] }> {
    return this.guarded(async () => {
      const driver = this.drivers.get(taskId);
      const [task] = driver ? [] : await this.find([ofTask(taskId)]);
      const snapshot = driver?.snapshot() ?? (task && shown(task));
      if (snapshot && snapshot.lastStatus !== 'STOPPED')
        throw new RunnerError('refused', `The task ${snapshot.family} is still running.`, 'Stop it first.');
      return { residue: await this.removeStopped(taskId) };
    });
  }

  private async removeStopped(taskId: string): Promise<string[]> {
    const residue = await removeAll(this.surface.port, [ofTask(taskId)]);
    this.drivers.delete(taskId);
    if (residue.length === 0) this.surface.store.forget(taskId);
    this.tell(taskId);
    return residue;
  }

  async prune(): Promise<{ tasks: readonly string[]; residue: readonly string[] }> {
    const { port, store } = this.surface;
    return this.guarded(async () => {
      await this.standby.clear();
      const isDrivenHere = (taskId: string) => this.drivers.get(taskId)?.isRunning ?? false;
      const orphans = new Orphans(store, isDrivenHere, Date.now());
      const found = await this.find([]);
      const halfMade = found.filter((task) => orphans.isHalfMade(task));
      const stopped = found.filter((task) => !halfMade.includes(task) && !isDrivenHere(idOf(task)) && isOver(task));
      const bare = await orphans.withoutContainers(port, new Set(found.map(idOf)));
      const residue = await Promise.all([
        ...halfMade.map(async (task) => removeHalfMade(port, task)),
        ...[...stopped.map(idOf), ...bare].map(async (taskId) => this.removeStopped(taskId)),
      ]);
      if (this.helper) await removeOldHelpers(port, this.helper.name);
      return { tasks: [...halfMade, ...stopped].map(idOf), residue: residue.flat() };
    });
  }

  watch(changed: Changed): { dispose(): void } {
    this.watchers.add(changed);
    const hearing = this.surface.hub.listen({
      event: ({ labels }) => changed(labels[label.task]),
      reachable: () => changed(undefined),
    });
    return {
      dispose: () => {
        this.watchers.delete(changed);
        hearing.dispose();
      },
    };
  }

  async dispose(): Promise<void> {
    for (const driver of this.drivers.values()) {
      driver.release();
      if (driver.isRunning) this.surface.store.remember(driver.taskId, { owner: undefined });
    }
    this.surface.hub.close();
    await this.standby.close();
    this.surface.port.close();
  }

  private async find(labels: readonly string[]): Promise<FoundTask[]> {
    const { port, store } = this.surface;
    return findTasks({ port, store, engine: this.engine, pauseImage: this.helper?.name ?? '' }, labels);
  }

  private async findOne(taskId: string): Promise<FoundTask> {
    const [task] = await this.find([ofTask(taskId)]);
    if (!task) throw unknownTask(taskId);
    return task;
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

/** What this process is told, for a definition that says nothing. Kept with the task, so that it never moves. */
function regionFor(definition: TaskDefinition): string | undefined {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return regionIn(definition) === undefined ? AWS_REGION || AWS_DEFAULT_REGION || undefined : undefined;
}

const idOf = ({ plan }: FoundTask): string => plan.taskId;

/** As it is shown while nobody here drives it. */
function shown(task: FoundTask): TaskSnapshot {
  return snapshotOf(task.plan, asShown(task, Date.now()), task.facts);
}

const isOver = (task: FoundTask): boolean => shown(task).lastStatus === 'STOPPED';
