import { randomBytes, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { ContainerFactsOnEngine, MadeNetwork } from '../enginePort';
import { pauseName } from '../names';
import type { Notice } from '../notice';
import type { TaskPlan } from '../plan';
import { credentialsNotice } from './announcements';
import { Approach, type ApproachSurface } from './approach';
import { TaskCredentials, type CredentialsSource } from './credentials';
import { memberAddress } from './linkContainer';
import { TaskProtection } from './protection';
import { route, type World } from './routes';
import { endpointServer } from './server';
import { StatsReaders } from './stats';
import { Throttle } from './throttle';
import { endpointEnvironment, isLinkLocal, keysEnvironment, readEnvironment, type Ids } from './variables';
import type { TaskView } from './view';

/** What the endpoints of all tasks of one runner share. */
export interface EndpointSurface extends ApproachSurface {
  /** Where a task's credentials come from; undefined when it gets none. */
  readonly credentials: (plan: TaskPlan) => CredentialsSource | undefined;
}

/** What the endpoint asks of the task it belongs to, and tells it. */
export interface Inhabitant {
  view(): TaskView;
  /** Asks the engine how a container is. */
  look(container: string): Promise<void>;
  notice(notice: Notice): void;
}

/**
 * One task's 169.254.170.2 (runner.md §3): an HTTP server that listens nowhere, and what it answers. Never fails the
 * task: what cannot be had is announced, once.
 */
export class TaskEndpoint {
  private readonly ids = new Map<string, Ids>();
  private readonly told = new Set<string>();
  private readonly server: Server;
  private readonly readers: StatsReaders;
  private readonly credentials: TaskCredentials | undefined;
  private readonly approach: Approach;
  private credentialsId: string | undefined;
  private isOver = false;

  constructor(
    surface: EndpointSurface,
    plan: TaskPlan,
    private readonly task: Inhabitant,
  ) {
    const source = surface.credentials(plan);
    this.credentials = source && new TaskCredentials(source, (error) => this.notice(credentialsNotice(error)));
    this.readers = new StatsReaders(surface.port);
    const world = this.world(new TaskProtection(plan.taskArn, Boolean(plan.definition.taskRoleArn)));
    const throttle = new Throttle();
    this.server = endpointServer(async (question) =>
      question.path === '/ping' || throttle.admits()
        ? route(question, world)
        : { status: 429, body: 'Too many requests: the endpoint answers 40 a second.' },
    );
    this.approach = new Approach(surface, plan, {
      connected: (connection) => this.server.emit('connection', connection),
      notice: (notice) => notice && this.notice(notice),
      hasCredentials: source !== undefined,
    });
  }

  /** A container that is there already: what it was given stays valid. */
  learn(container: string, { detail: { endpoints } }: ContainerFactsOnEngine): void {
    const known = readEnvironment(endpoints);
    if (!known) return;
    this.ids.set(container, known.ids);
    this.credentialsId = known.ids.credentials ?? this.credentialsId;
    this.approach.learn(known);
  }

  /** The task's link was made ahead and runs. */
  useLink(): void {
    this.approach.useLink();
  }

  /** Begins to answer. The task's network exists by now; who takes a task over or finds it made looks for it. */
  open(network?: MadeNetwork): void {
    this.approach.useNetwork(network);
    // Whoever depends on it asks again.
    this.approach.ready().catch(() => undefined);
  }

  /**
   * The variables a container gets, which decide how it will reach the endpoint. Like the other calls that wait, rejects
   * only with the EngineError of a lost engine, and can be made again then.
   */
  async environment(container: string): Promise<Readonly<Record<string, string>>> {
    const reach = await this.approach.decide();
    if (reach === 'static') return this.keys();
    return endpointEnvironment(reach, this.idsOf(container), this.approach.loopbackPort);
  }

  /** What the pause is known by on the task's network; undefined where that helps nobody. */
  async pauseAddress(): Promise<string | undefined> {
    return isLinkLocal(await this.approach.decide()) ? memberAddress(0) : undefined;
  }

  async beforeStart(container: string, id: string): Promise<void> {
    await this.approach.beforeStart(container, id);
  }

  async afterStart(container: string, id: string): Promise<void> {
    await this.approach.afterStart(container, id);
  }

  /** The task has stopped: nobody is answered any more, and what led here ends. */
  async close(): Promise<void> {
    this.shut();
    await this.approach.close();
  }

  /** Lets go of the task, which goes on. */
  release(): void {
    this.shut();
    this.approach.release();
  }

  private shut(): void {
    this.isOver = true;
    this.readers.close();
    this.server.closeAllConnections();
  }

  private notice(notice: Notice): void {
    const key = `${notice.code} ${notice.text}`;
    if (this.isOver || this.told.has(key)) return;
    this.told.add(key);
    this.task.notice(notice);
  }

  private idsOf(container: string): Ids {
    const known = this.ids.get(container);
    if (known) return known;
    if (this.credentials) this.credentialsId ??= randomUUID();
    const ids = { metadata: randomBytes(16).toString('hex'), credentials: this.credentials && this.credentialsId };
    this.ids.set(container, ids);
    return ids;
  }

  private async keys(): Promise<Readonly<Record<string, string>>> {
    try {
      return this.credentials ? keysEnvironment(await this.credentials.get()) : {};
    } catch {
      // Told where it failed.
      return {};
    }
  }

  private world(protection: TaskProtection): World {
    const known = () => (this.isOver ? [] : [...this.ids]);
    return {
      view: () => this.task.view(),
      look: async (container) => {
        if (this.task.view().facts.get(container)?.state !== 'running') await this.task.look(container);
      },
      containerOf: (id) => known().find(([, ids]) => ids.metadata === id)?.[0],
      credentialsOf: (id) => (known().some(([, ids]) => ids.credentials === id) ? this.credentials : undefined),
      stats: async (container) => {
        const one = this.task.view().facts.get(container);
        return one?.state === 'running' && container !== pauseName ? this.readers.latest(one.id) : null;
      },
      protection,
      now: Date.now,
    };
  }
}
