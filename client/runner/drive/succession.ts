import type { RunningTask, RunObserver } from '../runner';
import type { Drivers } from './drivers';
import type { Store } from './store';
import { shown, type TaskReader } from './taskReader';

/** Milliseconds between two looks at the processes that drive tasks; the engine is only asked when one has gone. */
const interval = 5_000;

export interface SuccessionContext {
  readonly reader: TaskReader;
  readonly drivers: Drivers;
  readonly store: Store;
  readonly folders: readonly string[];
}

/** Who drives the tasks of a window's folders after those who did have gone (runner.md §5.5): of several windows, one. */
export class Succession {
  /** Each loss once: a task, and the process that drove it. */
  private readonly seen = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly context: SuccessionContext) {}

  /** Takes over the tasks of these folders that nobody drives, and from now on those whose driver dies or is a window that closes. */
  async begin(observer?: RunObserver): Promise<RunningTask[]> {
    if (this.context.folders.length === 0) return [];
    this.timer ??= setInterval(() => void this.look(), interval).unref();
    return this.takeOver(() => true, observer);
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const lost = new Map(
      [...this.context.store.leftAlone()]
        .map(([taskId, { pid, started }]) => [`${taskId} ${pid} ${started}`, taskId] as const)
        .filter(([loss]) => !this.seen.has(loss)),
    );
    if (lost.size === 0) return;
    const tasks = new Set(lost.values());
    for (const loss of lost.keys()) this.seen.add(loss);
    await this.takeOver((taskId) => tasks.has(taskId)).catch(() => {
      // With the engine away as well, it is for the next look.
      for (const loss of lost.keys()) this.seen.delete(loss);
    });
  }

  private async takeOver(isMeant: (taskId: string) => boolean, observer?: RunObserver): Promise<RunningTask[]> {
    const { reader, drivers, folders } = this.context;
    const found = await reader.findIn(folders);
    const left = found.filter((task) => isMeant(task.plan.taskId) && shown(task).lastStatus !== 'STOPPED');
    const claimed = left.filter(({ plan }) => drivers.claim(plan.taskId));
    return Promise.all(claimed.map(async (task) => drivers.takeOver(task, observer ? { observer } : {})));
  }
}
