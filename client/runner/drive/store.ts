import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Reach } from '../endpoints/variables';
import { hash } from '../names';
import type { StopCode } from '../state';

/**
 * What the engine cannot tell about a task, kept in a folder of the user's: why it was stopped, how often a container
 * was restarted, who drives it. Best effort: without it a task can still be found, stopped and removed.
 */
export interface Remembered {
  readonly owner?: Owner | undefined;
  /** Somebody wants it stopped, or it is stopping; a person's own words or those of ECS. */
  readonly stopCode?: StopCode;
  readonly stoppedReason?: string;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly containers?: Readonly<Record<string, RememberedContainer>>;
}

export interface RememberedContainer {
  readonly exitCode?: number;
  readonly reason?: string;
  readonly restarts?: number;
  readonly lastRestart?: number;
}

/** What an engine turned out not to do. */
export interface RememberedEngine {
  /** It may not raise the limit of open files as far as Fargate does. */
  readonly refusesOpenFiles?: boolean;
  /** How containers reach their endpoint, found out by this version of it. */
  readonly reach?: { readonly version: string; readonly rung: Reach };
}

/** The process that drives a task. A process id is used again, so its start belongs to it. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly started: string | undefined;
}

export class Store {
  constructor(private readonly folder: string = stateFolder()) {}

  read(taskId: string): Remembered | undefined {
    return this.load(this.task(taskId));
  }

  /** Adds to what is remembered of a task. */
  remember(taskId: string, news: Remembered): void {
    this.save(this.task(taskId), { ...this.read(taskId), ...news });
  }

  forget(taskId: string): void {
    discard(this.task(taskId));
  }

  readEngine(engineId: string): RememberedEngine | undefined {
    return this.load(this.engine(engineId));
  }

  rememberEngine(engineId: string, news: RememberedEngine): void {
    this.save(this.engine(engineId), { ...this.readEngine(engineId), ...news });
  }

  private task(taskId: string): string {
    return path.join(this.folder, 'tasks', `${path.basename(taskId)}.json`);
  }

  private engine(engineId: string): string {
    return path.join(this.folder, 'engines', `${hash(engineId, 16)}.json`);
  }

  private load(file: string): object | undefined {
    try {
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return typeof value === 'object' && value !== null ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** A reader never sees half a file. */
  private save(file: string, value: object): void {
    const draft = `${file}.${process.pid}`;
    try {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(draft, JSON.stringify(value), { mode: 0o600 });
      renameSync(draft, file);
    } catch {
      discard(draft);
    }
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Not even its folder is there.
  }
}

/** $XDG_STATE_HOME/taskdef and its like on other systems. */
function stateFolder(): string {
  const { XDG_STATE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_STATE_HOME) return path.join(XDG_STATE_HOME, 'taskdef');
  if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, 'taskdef');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support', 'taskdef');
  return path.join(os.homedir(), '.local', 'state', 'taskdef');
}

export function thisProcess(): Owner {
  return { host: os.hostname(), pid: process.pid, started: startOf(process.pid) };
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
