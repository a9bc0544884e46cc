import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { Client } from '../opening';

/** The process that drives a task. A process id is used again, so its start belongs to it. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly started: string | undefined;
  readonly client?: Client;
}

export function thisProcess(client: Client = 'terminal'): Owner {
  return { host: os.hostname(), pid: process.pid, started: startOf(process.pid), client };
}

/** Is somebody else driving the task right now? Only processes of this machine can be asked. */
export function isDrivenElsewhere(owner: Owner | undefined): boolean {
  if (!owner || owner.host !== os.hostname() || owner.pid === process.pid) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // It is there, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return owner.started === undefined || owner.started === startOf(owner.pid);
}

/** Was it a process of this machine that has ended without saying so? */
export function hasDied(owner: Owner): boolean {
  return owner.host === os.hostname() && owner.pid !== process.pid && !isDrivenElsewhere(owner);
}

/** When a process began, in the kernel's ticks since boot; undefined where that cannot be read. */
function startOf(pid: number): string | undefined {
  try {
    // The name of the process, in parentheses, may hold spaces: counted from behind it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
  } catch {
    return undefined;
  }
}
