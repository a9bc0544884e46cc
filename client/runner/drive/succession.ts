import { label, workspaceLabel } from '../labels';
import type { RunningTask, RunObserver } from '../runner';
import type { Drivers } from './drivers';
import type { Store } from './store';
import { shown, type TaskReader } from './taskReader';

/** Milliseconds between two looks at the processes that drive tasks; the engine is only asked when one has died. */
const interval = 5_000;

export interface SuccessionContext {
  readonly reader: TaskReader;
  readonly drivers: Drivers;
  readonly store: Store;
  readonly workspace: string | undefined;
}

/** Who drives the tasks of a workspace after those who did have gone (runner.md §5.5): of several windows, one. */
export class Succession {
  private readonly seen = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly context: SuccessionContext) {}

  /** Takes over the tasks of this workspace that nobody drives, and from now on those whose driver dies. */
  async begin(observer?: RunObserver): Promise<RunningTask[]> {
    if (this.context.workspace === undefined) return [];
    this.timer ??= setInterval(() => void this.look(), interval).unref();
    return this.takeOver(() => true, observer);
  }

  end(): void {
    clearInterval(this.timer);
  }

  /** Tasks that were let go of are not touched: whoever runs one detached wants it that way. */
  private async look(): Promise<void> {
    const died = this.context.store.ofTheDead().filter((taskId) => !this.seen.has(taskId));
    if (died.length === 0) return;
    for (const taskId of died) this.seen.add(taskId);
    // With the engine away as well, it is for the next look.
    await this.takeOver((taskId) => died.includes(taskId)).catch(() =>
      died.forEach((taskId) => this.seen.delete(taskId)),
    );
  }

  private async takeOver(isMeant: (taskId: string) => boolean, observer?: RunObserver): Promise<RunningTask[]> {
    const { reader, drivers, workspace = '' } = this.context;
    const found = await reader.find([`${label.workspace}=${workspaceLabel(workspace)}`]);
    const left = found.filter((task) => isMeant(task.plan.taskId) && shown(task).lastStatus !== 'STOPPED');
    const claimed = left.filter(({ plan }) => drivers.claim(plan.taskId));
    return Promise.all(claimed.map(async (task) => drivers.takeOver(task, observer ? { observer } : {})));
  }
}
