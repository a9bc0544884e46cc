import { randomBytes } from 'node:crypto';
import type { MadeNetwork } from '../enginePort';
import { linkBody, linkCommand } from '../endpoints/linkContainer';
import { label, ownLabels } from '../labels';
import { bridgeNetworkName, linkContainerName } from '../names';
import type { TaskPlan } from '../plan';
import { thisProcess } from './owner';
import { removeAll } from './removal';
import { makeResources } from './resources';
import type { Surface } from './surface';

/** Milliseconds it waits for a task; less than after which other windows take it for an orphan. */
const patience = 5 * 60_000;

/** Does this process run tasks again and again, as an editor does, or a single one, as a terminal does? */
export type Expected = 'one' | 'many';

export interface Ahead {
  readonly taskId: string;
  readonly workspace: string | undefined;
  readonly network: MadeNetwork | undefined;
  readonly expiry: NodeJS.Timeout;
  /** A plan has its id. */
  isLent: boolean;
}

/**
 * The network and the link container of a task to come, in network mode bridge: they cost more than the task's own
 * container, so whoever runs tasks again and again has them made while nobody waits. They carry the id the next task
 * will have, and are in all else what the task would make: it finds them as it finds what another window has made.
 */
export class Standby {
  private readonly unused = new Map<string, Ahead>();
  private readonly removals = new Map<string, Promise<void>>();
  private making: Promise<void> | undefined;
  private started = 0;
  private isOver = false;

  constructor(
    private readonly surface: Pick<Surface, 'port' | 'store' | 'endpoints'>,
    private readonly expected: Expected,
  ) {}

  /** An id for a task of this workspace for which all is there; undefined when there is none. */
  lend(workspace: string | undefined): string | undefined {
    const free = [...this.unused.values()].find((one) => !one.isLent && one.workspace === workspace);
    if (free) free.isLent = true;
    return free?.taskId;
  }

  /**
   * A task with this id begins: what was made for it, if anything, is its own. Nothing of it is being removed then.
   * Undefined as well when somebody has removed it since.
   */
  async take(taskId: string): Promise<Ahead | undefined> {
    const ahead = this.unused.get(taskId);
    clearTimeout(ahead?.expiry);
    this.unused.delete(taskId);
    await this.removals.get(taskId);
    return ahead && (await this.surface.port.inspect(linkContainerName(taskId))) ? ahead : undefined;
  }

  /** Where a person works, tasks are run as the one before: the first of this process may use what is made now. */
  expectFirst(workspace: string | undefined): void {
    const { endpoints, store } = this.surface;
    if (this.expected === 'many' && store.readEngine(endpoints.engine.id)?.lastMode === 'bridge')
      this.prepare(workspace);
  }

  /** A task runs. A process that runs a single one makes nothing ahead: it expects another from the second one on. */
  expectAnother({ networkMode, network, options: { workspace } }: TaskPlan): void {
    const { endpoints, store } = this.surface;
    store.rememberEngine(endpoints.engine.id, { lastMode: networkMode });
    this.started += 1;
    if (networkMode === 'bridge' && network && (this.started > 1 || this.expected === 'many')) this.prepare(workspace);
  }

  private prepare(workspace: string | undefined): void {
    if (this.surface.endpoints.memory.read() !== 'tunnel') return;
    if (this.making || [...this.unused.values()].some(({ isLent }) => !isLent)) return;
    this.making = this.make(workspace).finally(() => (this.making = undefined));
  }

  private async make(workspace: string | undefined): Promise<void> {
    const { port, store, endpoints } = this.surface;
    const taskId = randomBytes(16).toString('hex');
    const labels = ownLabels({ taskId, createdAt: Date.now(), engineId: endpoints.engine.id, workspace });
    const network = { dockerName: bridgeNetworkName(taskId, endpoints.engine), labels };
    store.remember(taskId, { owner: thisProcess() });
    let made: MadeNetwork | undefined;
    try {
      made = (await makeResources(port, { taskId, network, volumes: [] })).network;
      const body = linkBody({ image: endpoints.helperImage ?? '', labels }, linkCommand, made?.id ?? '');
      await port.start(await port.create(linkContainerName(taskId), body, {}));
    } catch {
      // The next task makes its own.
      return this.remove(taskId);
    }
    const expiry = setTimeout(() => void this.remove(taskId), patience).unref();
    this.unused.set(taskId, { taskId, workspace, network: made, expiry, isLent: false });
    if (this.isOver) await this.remove(taskId);
  }

  private remove(taskId: string): Promise<void> {
    clearTimeout(this.unused.get(taskId)?.expiry);
    this.unused.delete(taskId);
    const removal = removeAll(this.surface.port, [`${label.task}=${taskId}`])
      .then((residue) => residue.length === 0 && this.surface.store.forget(taskId))
      // With the engine gone it is left to `prune`.
      .catch(() => undefined)
      .then(() => void this.removals.delete(taskId));
    this.removals.set(taskId, removal);
    return removal;
  }

  /** Removes what no task has taken. */
  async clear(): Promise<void> {
    await this.making;
    await Promise.all([...this.unused.keys()].map(async (taskId) => this.remove(taskId)));
  }

  async close(): Promise<void> {
    this.isOver = true;
    await this.clear();
    await Promise.all(this.removals.values());
  }
}
