import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { discard } from './discard';
import { isDrivenElsewhere, type Owner } from './owner';

/**
 * Who may take over a task that nobody drives (runner.md §5.5). Each time it changes hands is a term with a file of its
 * own, which the file system lets only one process make. Best effort as all of the state folder: where no file can be
 * made, nobody is kept from taking over.
 */
export class Claims {
  constructor(private readonly folder: string) {}

  /** The term that is now the claimant's; undefined when another process that lives was first. */
  take(taskId: string, after: number, claimant: Owner): number | undefined {
    for (let term = after + 1; ; term++) {
      const holder = this.make(taskId, term, claimant);
      if (holder === undefined) return term;
      if (holder.pid === claimant.pid || isDrivenElsewhere(holder)) return undefined;
    }
  }

  forget(taskId: string): void {
    discard(this.of(taskId));
  }

  /** Makes the term's file, or gives whoever has. A link shows it with its contents or not at all. */
  private make(taskId: string, term: number, claimant: Owner): Owner | undefined {
    const file = path.join(this.of(taskId), String(term));
    const draft = `${file}.${process.pid}`;
    try {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(draft, JSON.stringify(claimant), { mode: 0o600 });
      linkSync(draft, file);
      return undefined;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EEXIST' ? ownerIn(file) : undefined;
    } finally {
      discard(draft);
    }
  }

  private of(taskId: string): string {
    return path.join(this.folder, path.basename(taskId));
  }
}

function ownerIn(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}
