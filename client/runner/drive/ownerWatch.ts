import { mkdirSync, watch, type FSWatcher } from 'node:fs';
import type { Owner } from './owner';

type Changed = (taskId: string) => void;

/**
 * Tells of each task that a process begins to drive or lets go of: the engine sends no event for that. The folder of the
 * tasks' files is watched once for all who listen, as long as somebody does.
 */
export class OwnerWatch {
  private readonly listeners = new Set<Changed>();
  private readonly known = new Map<string, string>();
  private watching: FSWatcher | undefined;

  constructor(
    private readonly folder: string,
    private readonly ownerOf: (taskId: string) => Owner | undefined,
  ) {}

  listen(changed: Changed): { dispose(): void } {
    const listener: Changed = (taskId) => changed(taskId);
    this.listeners.add(listener);
    this.watching ??= this.open();
    return {
      dispose: () => {
        this.listeners.delete(listener);
        if (this.listeners.size === 0) this.close();
      },
    };
  }

  private open(): FSWatcher | undefined {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      const watching = watch(this.folder, { persistent: false }, (_, file) => this.look(file));
      return watching.on('error', () => this.close());
    } catch {
      return undefined; // the engine's events tell of the rest
    }
  }

  private close(): void {
    this.watching?.close();
    this.watching = undefined;
    this.known.clear();
  }

  private look(file: string | null): void {
    const taskId = /^(.*)\.json$/.exec(file ?? '')?.[1];
    if (taskId === undefined) return;
    const owner = JSON.stringify(this.ownerOf(taskId)) ?? '';
    if (this.known.get(taskId) === owner) return;
    this.known.set(taskId, owner);
    for (const listener of [...this.listeners]) listener(taskId);
  }
}
