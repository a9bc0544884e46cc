import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Reach } from '../endpoints/variables';
import { hash } from '../names';
import type { TaskPlan } from '../plan';
import type { Client } from '../opening';
import type { StopCode, Why } from '../state';
import { Claims } from './claims';
import { discard } from './discard';
import type { KeptPorts } from './keptPorts';
import { hasDied, isDrivenElsewhere, thisProcess, type Owner } from './owner';
import { OwnerWatch } from './ownerWatch';

/**
 * What the engine cannot tell about a task, kept in a folder of the user's: why it was stopped, how often a container
 * was restarted, who drives it. Best effort: without it a task can still be found, stopped and removed.
 */
export interface Remembered {
  readonly owner?: Owner | undefined;
  /** Who has let go of it since, while nobody drives it. */
  readonly letGoBy?: Owner | undefined;
  /** How often the task was taken over after nobody had driven it. */
  readonly term?: number;
  /** Somebody wants it stopped, or it is stopping; a person's own words or those of ECS. */
  readonly stopCode?: StopCode;
  readonly stoppedReason?: string;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly containers?: Readonly<Record<string, RememberedContainer>>;
}

export interface RememberedContainer {
  /** The engine's, once it was made. */
  readonly id?: string;
  readonly imageDigest?: string;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly why?: Why;
  readonly restarts?: number;
  readonly lastRestart?: number;
}

/** What an engine turned out not to do. */
export interface RememberedEngine {
  /** It may not raise the limit of open files as far as Fargate does. */
  readonly refusesOpenFiles?: boolean;
  /** How containers reach their endpoint, found out by this version of it. */
  readonly reach?: { readonly version: string; readonly rung: Reach };
  /** The network mode of the task that was started last. */
  readonly lastMode?: TaskPlan['networkMode'];
}

/** What tells the definitions of one person from each other. */
type NamedPlan = Pick<TaskPlan, 'family' | 'options'>;

export class Store {
  /** Who begins to drive a task, or lets go of it. */
  readonly owners: OwnerWatch;
  private readonly claims: Claims;

  constructor(
    private readonly folder: string = stateFolder(),
    private readonly client: Client = 'terminal',
  ) {
    this.claims = new Claims(path.join(folder, 'claims'));
    this.owners = new OwnerWatch(path.join(folder, 'tasks'), (taskId) => this.read(taskId)?.owner);
  }

  read(taskId: string): Remembered | undefined {
    return this.load(this.task(taskId));
  }

  /** Adds to what is remembered of a task. */
  remember(taskId: string, news: Remembered): void {
    this.save(this.task(taskId), { ...this.read(taskId), ...news });
  }

  forget(taskId: string): void {
    discard(this.task(taskId));
    this.claims.forget(taskId);
  }

  /** Makes this process the owner of a task that nobody drives; false when somebody does, or was first. */
  claim(taskId: string): boolean {
    const { owner, term: last = 0 } = this.read(taskId) ?? {};
    if (isDrivenElsewhere(owner)) return false;
    const self = thisProcess(this.client);
    const term = this.claims.take(taskId, last, self);
    if (term !== undefined) this.remember(taskId, { owner: self, letGoBy: undefined, term });
    return term !== undefined;
  }

  /** This process drives the task from now on. */
  own(taskId: string): void {
    this.remember(taskId, { owner: thisProcess(this.client), letGoBy: undefined });
  }

  /** Nobody does any more. */
  disown(taskId: string): void {
    this.remember(taskId, { owner: undefined, letGoBy: thisProcess(this.client) });
  }

  /**
   * The tasks whose owner has died without letting go of them, or was a window that was closed or reloaded; each with that
   * owner. A terminal lets go of a task because a person wants it that way.
   */
  leftAlone(): ReadonlyMap<string, Owner> {
    return new Map(
      this.tasks().flatMap((taskId): [string, Owner][] => {
        const { owner, letGoBy } = this.read(taskId) ?? {};
        if (owner !== undefined) return hasDied(owner) ? [[taskId, owner]] : [];
        return letGoBy?.client === 'editor' ? [[taskId, letGoBy]] : [];
      }),
    );
  }

  private tasks(): string[] {
    try {
      return readdirSync(path.join(this.folder, 'tasks')).flatMap((name) => /^(.*)\.json$/.exec(name)?.[1] ?? []);
    } catch {
      return [];
    }
  }

  readEngine(engineId: string): RememberedEngine | undefined {
    return this.load(this.engine(engineId));
  }

  rememberEngine(engineId: string, news: RememberedEngine): void {
    this.save(this.engine(engineId), { ...this.readEngine(engineId), ...news });
  }

  keptPorts(plan: NamedPlan): KeptPorts {
    const kept: { readonly ports?: KeptPorts } | undefined = this.load(this.ports(plan));
    return kept?.ports ?? {};
  }

  keepPorts(plan: NamedPlan, ports: KeptPorts): void {
    this.save(this.ports(plan), { ports });
  }

  private ports({ family, options: { workspace = '' } }: NamedPlan): string {
    return path.join(this.folder, 'ports', `${hash(`${workspace}\n${family}`, 16)}.json`);
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

/** $XDG_STATE_HOME/taskdef and its like on other systems. */
function stateFolder(): string {
  const { XDG_STATE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_STATE_HOME) return path.join(XDG_STATE_HOME, 'taskdef');
  if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, 'taskdef');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support', 'taskdef');
  return path.join(os.homedir(), '.local', 'state', 'taskdef');
}
