import { linkAddress } from '../drive/subnets';
import type { EnginePort, MadeNetwork } from '../enginePort';
import { EngineError, isGone } from '../errors';
import { label, ownLabels } from '../labels';
import { containerName, linkContainerName, linkName } from '../names';
import type { Notice } from '../notice';
import type { CreateBody, EngineInfo, TaskPlan } from '../plan';
import { downNotice } from './announcements';
import { Link, type LinkEvents } from './link';
import { linkBody, type Helper } from './linkContainer';

export interface LinksSurface {
  readonly port: EnginePort;
  readonly engine: EngineInfo;
  /** Undefined for an engine there is no helper for. */
  readonly helperImage: string | undefined;
}

export interface LinksEvents extends Pick<LinkEvents, 'connected'> {
  readonly notice: (notice: Notice | undefined) => void;
}

/** The helper containers of one task, by name, and what they are made of. */
export class Links {
  private readonly links = new Map<string, Link>();
  private known: MadeNetwork | undefined;
  private hasEnded = false;

  constructor(
    private readonly surface: LinksSurface,
    private readonly plan: TaskPlan,
    private readonly events: LinksEvents,
  ) {}

  /** The task needs none any more. */
  get isOver(): boolean {
    return this.hasEnded;
  }

  useNetwork(network: MadeNetwork | undefined): void {
    this.known = network;
  }

  /** The task's network. Looked for where this process has not made it; rejects with an EngineError if it is gone. */
  async network(): Promise<MadeNetwork> {
    this.known ??= (await this.surface.port.listNetworks([`${label.task}=${this.plan.taskId}`]))[0];
    if (!this.known) throw new EngineError('not-found', "the task's network is gone");
    return this.known;
  }

  get helper(): Helper {
    const { plan, surface } = this;
    const task = { ...plan, engineId: surface.engine.id, workspace: plan.options.workspace };
    return { image: surface.helperImage ?? '', labels: ownLabels(task) };
  }

  /** A link that owns 169.254.170.2 on the task's network. */
  async body(command: readonly string[]): Promise<CreateBody> {
    const { id, subnet } = await this.network();
    // In mode awsvpc the first address is the pause's, which is made at the same time.
    const address = this.plan.networkMode === 'awsvpc' && subnet !== undefined ? linkAddress(subnet) : undefined;
    return linkBody(this.helper, command, id, address);
  }

  get(name: string): Link {
    const known = this.links.get(name);
    if (known) return known;
    const dockerName = name === linkName ? linkContainerName(this.plan.taskId) : containerName(this.plan, name);
    const link = new Link(this.surface.port, dockerName, {
      connected: this.events.connected,
      gone: () => this.events.notice(downNotice),
    });
    this.links.set(name, link);
    return link;
  }

  /** In place of whatever has this name. */
  async fresh(name: string): Promise<Link> {
    await this.get(name).remove();
    this.links.delete(name);
    return this.get(name);
  }

  /** The one way to a running link: none is started for a task that is over. Rejects as `Link.start` does. */
  async start(link: Link, body: CreateBody): Promise<void> {
    if (this.hasEnded) throw new EngineError('cancelled', 'the task is over');
    await link.start(body);
  }

  /** A connection is held until the session has begun, so nobody waits for that here. */
  async begin(link: Link, body: CreateBody): Promise<void> {
    if (link.isServing) return;
    await this.start(link, body);
    if (this.hasEnded) return link.end();
    void link.serve();
  }

  /** What cannot be had does not keep the task from running, but it is told. */
  async tolerant(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isGone(error)) throw error;
      this.events.notice(downNotice);
    }
  }

  /** Ends them all. */
  async close(): Promise<void> {
    this.hasEnded = true;
    await Promise.all([...this.links.values()].map(async (link) => link.end()));
  }

  /** Lets go: from now on the helper tells who asks that nobody is there. */
  release(): void {
    this.hasEnded = true;
    for (const link of this.links.values()) link.release();
  }
}
