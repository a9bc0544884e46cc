import type { HelperImage } from '../helper/archive';
import { removeOldHelpers } from '../helper/ensure';
import { RunnerError } from '../errors';
import type { TaskPlan } from '../plan';
import type { Drivers } from './drivers';
import type { FoundTask } from './foundTasks';
import { removeEmptyNamespaces } from './namespaces';
import { Orphans } from './pruning';
import { removeAll } from './removal';
import type { Standby } from './standby';
import type { Surface } from './surface';
import { isOver, ofTask, shown, type TaskReader } from './taskReader';
import { within } from './within';

/** Milliseconds that whoever is to be told of a failure waits for what was made to go. */
const patience = 5_000;

export interface CleaningContext {
  readonly surface: Surface;
  readonly helper: HelperImage | undefined;
  readonly drivers: Drivers;
  readonly reader: TaskReader;
  readonly standby: Standby;
}

/** Takes away what is left of tasks, each thing once however often it is asked for (runner.md §5.7). */
export class Cleaning {
  constructor(private readonly context: CleaningContext) {}

  /** What is left of a stopped task. Gives what could not go. */
  async remove(taskId: string): Promise<string[]> {
    const { drivers, reader } = this.context;
    const driver = drivers.get(taskId);
    const [task] = driver ? [] : await reader.find([ofTask(taskId)]);
    const snapshot = driver?.snapshot() ?? (task && shown(task));
    if (snapshot && snapshot.lastStatus !== 'STOPPED')
      throw new RunnerError('refused', `The task ${snapshot.family} is still running.`, 'Stop it first.');
    const residue = await this.removeStopped(taskId);
    await removeEmptyNamespaces(this.context.surface.port);
    return residue;
  }

  /**
   * What was made for a run that nobody will drive. Never rejects: what an engine does not let go of within some seconds,
   * as one that does not answer, is left to `prune`.
   */
  async takeBack(plan: TaskPlan): Promise<void> {
    const { port, groups } = this.context.surface;
    const removal = groups
      .giveUp(plan)
      .then(async () => this.removeStopped(plan.taskId))
      .then(async () => removeEmptyNamespaces(port));
    await within(
      patience,
      removal.catch(() => undefined),
    );
  }

  /** All stopped tasks and whatever else of ours nobody uses. */
  async prune(): Promise<{ tasks: readonly string[]; residue: readonly string[] }> {
    const { surface, helper, drivers, reader, standby } = this.context;
    const { port, store } = surface;
    await standby.clear();
    const isDrivenHere = (taskId: string) => drivers.isRunning(taskId);
    const orphans = new Orphans(store, isDrivenHere, Date.now());
    const found = await reader.find([]);
    const halfMade = found.filter((task) => orphans.isHalfMade(task));
    const stopped = found.filter((task) => !halfMade.includes(task) && !isDrivenHere(idOf(task)) && isOver(task));
    const bare = await orphans.withoutContainers(port, new Set(found.map(idOf)));
    const residue = await Promise.all([
      ...halfMade.map(async (task) => this.removeHalfMade(task)),
      ...[...stopped.map(idOf), ...bare].map(async (taskId) => this.removeStopped(taskId)),
    ]);
    await removeEmptyNamespaces(port);
    if (helper) await removeOldHelpers(port, helper.name);
    return { tasks: [...halfMade, ...stopped].map(idOf), residue: residue.flat() };
  }

  private async removeStopped(taskId: string): Promise<string[]> {
    const { surface, drivers } = this.context;
    const residue = await removeAll(surface.port, [ofTask(taskId)]);
    drivers.forget(taskId);
    if (residue.length === 0) surface.store.forget(taskId);
    surface.changed(taskId);
    return residue;
  }

  private async removeHalfMade({ plan, facts }: FoundTask): Promise<string[]> {
    await Promise.all([...facts.values()].map(async ({ id }) => this.context.surface.port.kill(id)));
    return this.removeStopped(plan.taskId);
  }
}

const idOf = ({ plan }: FoundTask): string => plan.taskId;
