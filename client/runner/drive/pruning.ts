import type { EnginePort } from '../enginePort';
import { groupRole, label } from '../labels';
import type { FoundTask } from './foundTasks';
import { isDrivenElsewhere } from './owner';
import type { Store } from './store';

/** Milliseconds after which something half-made, of which nobody knows the maker, belongs to nobody. */
const orphanAge = 10 * 60_000;

interface Labelled {
  readonly labels: Readonly<Record<string, string>>;
}

/** Of which tasks on the engine nobody will ever take care again, beside those that have stopped (runner.md §5.6). */
export class Orphans {
  constructor(
    private readonly store: Store,
    private readonly isDrivenHere: (taskId: string) => boolean,
    private readonly now: number,
  ) {}

  /** Its maker went away before the first application container was made. */
  isHalfMade({ plan: { taskId }, facts, labels }: FoundTask): boolean {
    const hasApp = [...facts.values()].some((container) => container.labels[label.role] !== 'pause');
    return !hasApp && this.isAbandoned(taskId, { labels });
  }

  /** The tasks of networks, volumes and control groups that no container uses. */
  async withoutContainers(port: EnginePort, known: ReadonlySet<string>): Promise<string[]> {
    const all = await Promise.all([
      port.listNetworks([label.task]),
      port.listVolumes([label.task]),
      port.list([label.task, `${label.role}=${groupRole}`]),
    ]);
    const abandoned = all
      .flat<Labelled[][], 1>()
      .filter((one) => !known.has(taskOf(one)) && this.isAbandoned(taskOf(one), one));
    return [...new Set(abandoned.map(taskOf))];
  }

  private isAbandoned(taskId: string, { labels }: Labelled): boolean {
    if (this.isDrivenHere(taskId)) return false;
    const owner = this.store.read(taskId)?.owner;
    if (owner) return !isDrivenElsewhere(owner);
    return this.now - Number(labels[label.created] ?? 0) > orphanAge;
  }
}

const taskOf = ({ labels }: Labelled): string => labels[label.task] ?? '';
