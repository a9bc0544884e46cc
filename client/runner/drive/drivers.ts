import type { HelperImage } from '../helper/archive';
import { ensureHelper } from '../helper/ensure';
import type { Change } from '../changes';
import { isGone, unlessGone } from '../errors';
import { hasPause, type TaskPlan } from '../plan';
import type { AdoptOptions, RunObserver } from '../runner';
import type { RunnerEvent } from '../state';
import { driverFor, needsResources } from './adoption';
import { beginTask } from './beginning';
import { drivenElsewhere, engineLost, notDriven } from './boundary';
import type { FoundTask } from './foundTasks';
import { movedImages } from './movedImages';
import type { Ahead } from './standby';
import type { Surface } from './surface';
import type { TaskDriver } from './taskDriver';

interface TakingOver extends AdoptOptions {
  readonly observer?: RunObserver;
  /** What has to be taken in before the task goes on. */
  readonly first?: RunnerEvent;
}

/** The tasks that this process drives, and how one becomes such a task. */
export class Drivers {
  private readonly driven = new Map<string, TaskDriver>();
  private helperIsThere: Promise<void> | undefined;

  constructor(
    private readonly surface: Surface,
    private readonly helper: HelperImage | undefined,
    /** Adds to a found task what making its containers takes. */
    private readonly complete: (task: FoundTask) => Promise<FoundTask>,
  ) {}

  get(taskId: string): TaskDriver | undefined {
    return this.driven.get(taskId);
  }

  all(): TaskDriver[] {
    return [...this.driven.values()];
  }

  /** Does the task run on, with this process to see to it? */
  isRunning(taskId: string): boolean {
    return this.driven.get(taskId)?.isRunning ?? false;
  }

  /** Makes this process the one that drives a task; false when another one does, or was first. */
  claim(taskId: string): boolean {
    return !this.driven.has(taskId) && this.surface.store.claim(taskId);
  }

  /** Begins a task that was just planned; `ahead` is what was made for it. Rejects when the engine is not heard. */
  async start(driver: TaskDriver, ahead: Ahead | undefined): Promise<void> {
    await this.drive(driver, async () =>
      ahead ? beginTask(this.surface, driver, { ahead }) : this.makeAndBegin(driver),
    );
  }

  /** Goes on with a task that another process has begun. Rejects when the engine is not heard. */
  async takeOver(found: FoundTask, { first, ...how }: TakingOver): Promise<TaskDriver> {
    const isToBeMade = !first && needsResources(found);
    const task = isToBeMade ? await this.complete(found) : found;
    const already = this.driven.get(task.plan.taskId);
    if (already && isToBeMade) return already;
    // One that is only seen to its end has nothing to tell.
    const along = first || how.observer ? undefined : this.surface.accompany?.(task.plan);
    const driver = driverFor(this.surface, task, { ...along, ...how });
    if (first) driver.dispatch(first);
    await this.drive(driver, async () => (isToBeMade ? this.makeAndBegin(driver) : driver.goOn()));
    along?.joined(driver);
    return driver;
  }

  /** The same, unless another process drives it or is first. */
  async takeOverIfFree(found: FoundTask, how: TakingOver): Promise<TaskDriver> {
    const { taskId } = found.plan;
    const { store } = this.surface;
    if (!this.claim(taskId)) throw drivenElsewhere(taskId, store.read(taskId)?.owner);
    return this.takeOver(found, how).catch((error: unknown) => {
      store.disown(taskId);
      throw error;
    });
  }

  /** Makes anew what another plan of a task driven here makes differently, and tells of images that have changed since. */
  async update(plan: TaskPlan): Promise<Change> {
    const driver = this.driven.get(plan.taskId);
    if (!driver?.isRunning) throw notDriven();
    const moved = await movedImages(this.surface.port, driver.plan, driver.snapshot()).catch(unlessGone([]));
    const change = driver.update(plan);
    if (change.kind !== 'task') driver.announce(moved);
    return change;
  }

  private async drive(driver: TaskDriver, begin: () => Promise<void>): Promise<void> {
    const { taskId } = driver;
    const { hub, store, endpoints } = this.surface;
    this.driven.set(taskId, driver);
    store.own(taskId);
    driver.making = begin();
    // A task that has failed at once no longer listens.
    if ((await hub.opened()) || !driver.isRunning) return;
    this.driven.delete(taskId);
    driver.release();
    // What is still being made could not be taken back.
    await driver.making;
    store.disown(taskId);
    throw engineLost(endpoints.engine.endpoint);
  }

  private async makeAndBegin(driver: TaskDriver): Promise<void> {
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

  /** The task was removed. */
  forget(taskId: string): void {
    this.driven.delete(taskId);
  }

  /** Lets go of all tasks; whoever finds one may take it over. */
  release(): void {
    for (const driver of this.driven.values()) {
      driver.release();
      if (driver.isRunning) this.surface.store.disown(driver.taskId);
    }
  }
}
