import type { Memento } from 'vscode';
import type { RunOptions } from '../runner/plan';
import type { RunningTask } from '../runner/runner';

/** What a person chooses for the runs of one file; all other options follow from settings and file. */
export type RunChoices = Pick<RunOptions, 'target' | 'local' | 'credentials' | 'region' | 'portConflict'>;

interface Remembered {
  readonly choices: Readonly<Record<string, RunChoices>>;
  readonly last?: string;
  /** Tasks, by their ids, that a window on this workspace drove when it was heard of last. */
  readonly driven?: readonly string[];
}

const key = 'runs';

/** What was run in this workspace, and how. Files are named by their uri. */
export class RunMemory {
  /** The last task of each file that this window has run; its remains go with the next run. */
  readonly previous = new Map<string, string>();

  constructor(private readonly memento: Pick<Memento, 'get' | 'update'>) {}

  /** Undefined for a file nobody has chosen anything for. */
  choices(uri: string): RunChoices | undefined {
    return this.read().choices[uri];
  }

  /** The file that was run last. */
  get last(): string | undefined {
    return this.read().last;
  }

  async choose(uri: string, choices: RunChoices): Promise<void> {
    const { choices: before, ...rest } = this.read();
    await this.memento.update(key, { ...rest, choices: { ...before, [uri]: choices } } satisfies Remembered);
  }

  async ran(uri: string): Promise<void> {
    await this.memento.update(key, { ...this.read(), last: uri } satisfies Remembered);
  }

  /** The tasks that a window drove here and that had not stopped: whoever opens it again looks after them. */
  get driven(): readonly string[] {
    return this.read().driven ?? [];
  }

  /** Keeps a task in mind until it has stopped. */
  async drives({ taskId, stopped }: Pick<RunningTask, 'taskId' | 'stopped'>): Promise<void> {
    await this.keep([...this.driven, taskId]);
    void stopped.then(async () => this.forget([taskId]));
  }

  /** They have stopped, or somebody else drives them. */
  async forget(taskIds: readonly string[]): Promise<void> {
    await this.keep(this.driven.filter((known) => !taskIds.includes(known)));
  }

  private async keep(driven: readonly string[]): Promise<void> {
    await this.memento.update(key, { ...this.read(), driven: [...new Set(driven)] } satisfies Remembered);
  }

  private read(): Remembered {
    return this.memento.get<Remembered>(key, { choices: {} });
  }
}
