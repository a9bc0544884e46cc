import type { MadeNetwork } from '../enginePort';
import { unlessGone } from '../errors';
import { linkName, pauseName } from '../names';
import type { TaskPlan } from '../plan';
import { hostNotice, rungNotice } from './announcements';
import { climbDown, probe, type Probed } from './ladder';
import { linkCommand, memberAddress } from './linkContainer';
import { Links, type LinksEvents, type LinksSurface } from './links';
import { LoopbackRung } from './loopbackRung';
import { RelayRung } from './relayRung';
import { isLinkLocal, type Reach } from './variables';

/** What the endpoints of all tasks of one runner share on their way to the containers. */
export interface ApproachSurface extends LinksSurface {
  /** Does the engine run on this machine? */
  readonly isLocal: boolean;
  /** The rung that held on this engine the last time. */
  readonly memory: { read(): Reach | undefined; write(reach: Reach): void };
}

export interface ApproachEvents extends LinksEvents {
  readonly hasCredentials: boolean;
}

/** How a container that is there already reaches its endpoint. */
export interface Found {
  readonly linkLocal: boolean;
  readonly port: number;
}

/** The way from one task's containers to this process: which rung, and the helper containers it takes. */
export class Approach {
  private readonly links: Links;
  private readonly relay: RelayRung;
  private readonly loopback: LoopbackRung;
  private found: Found | undefined;
  private decision: Promise<Reach> | undefined;
  private opening: Promise<void> | undefined;

  constructor(
    private readonly surface: ApproachSurface,
    private readonly plan: TaskPlan,
    private readonly events: ApproachEvents,
  ) {
    this.links = new Links(surface, plan, events);
    this.relay = new RelayRung(this.links, surface, events.connected);
    this.loopback = new LoopbackRung(this.links, surface.port, plan);
  }

  /** The port of a loopback, once it is decided. */
  get loopbackPort(): number {
    return this.loopback.port;
  }

  learn(found: Found): void {
    this.found = found;
    if (!found.linkLocal) this.loopback.port = found.port;
  }

  /** The task's network; undefined for who has not made it and has to look. */
  useNetwork(network: MadeNetwork | undefined): void {
    this.links.useNetwork(network);
  }

  /** The link of rung `tunnel` runs already; should it have ended since, it is started again. */
  useLink(): void {
    const link = this.links.get(linkName);
    link.found();
    void link.serve();
  }

  /** Which rung it is. Rejects only with the EngineError of a lost engine, and can be asked again then. */
  async decide(): Promise<Reach> {
    this.decision ??= this.choose();
    return this.decision.catch((error: unknown) => {
      this.decision = undefined;
      throw error;
    });
  }

  /** Settles when containers are answered. Rejects as `decide` does. */
  async ready(): Promise<void> {
    this.opening ??= this.decide().then(async (reach) => this.open(reach));
    return this.opening.catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
  }

  private async choose(): Promise<Reach> {
    const { found, surface, plan } = this;
    if (plan.networkMode === 'none') return 'tunnel';
    if (surface.helperImage === undefined) return this.announced('static');
    if (this.leadsNowhere) return 'tunnel';
    if (found && !found.linkLocal) return 'loopback';
    const known = surface.memory.read();
    if (found) return known === 'relay' ? 'relay' : 'tunnel';
    if (plan.networkMode === 'host') return this.openOnHost();
    if (known) return this.announced(known);
    const reach = await climbDown({
      tunnel: async () => this.tryTunnel(),
      relay: surface.isLocal ? async () => this.tryRelay() : undefined,
    });
    // What failed because the task was over tells nothing of the engine.
    if (reach !== 'static' && !this.links.isOver) surface.memory.write(reach);
    return this.announced(reach);
  }

  /** No container has a network of its own, so none can ask. */
  private get leadsNowhere(): boolean {
    const { networkMode, network } = this.plan;
    return networkMode === 'none' || (networkMode === 'bridge' && !network);
  }

  private announced(reach: Reach): Reach {
    this.events.notice(rungNotice(reach, this.events));
    return reach;
  }

  private async open(reach: Reach): Promise<void> {
    if (this.leadsNowhere || this.links.isOver) return;
    await this.links.tolerant(async () => {
      if (reach === 'tunnel') await this.links.begin(this.links.get(linkName), await this.links.body(linkCommand));
      else if (reach === 'relay') await this.relay.open();
      else if (reach === 'loopback' && this.found) await this.loopback.reattach();
    });
  }

  private async tryTunnel(): Promise<{ attached: boolean; probed: Probed }> {
    const link = this.links.get(linkName);
    const attached = await this.links
      .body(linkCommand)
      .then(async (body) => this.links.start(link, body))
      .then(async () => link.attach())
      .catch(unlessGone(false));
    const probed = await this.probe();
    if (attached && probed === 'answered') void link.serve();
    else await link.remove();
    return { attached, probed };
  }

  private async tryRelay(): Promise<Probed> {
    await this.relay.open().catch(unlessGone(undefined));
    const probed = await this.probe();
    if (probed !== 'answered') await this.links.get(linkName).remove();
    return probed;
  }

  private async probe(): Promise<Probed> {
    return probe(this.surface.port, this.links.helper, (await this.links.network()).id);
  }

  private async openOnHost(): Promise<Reach> {
    if (!(await this.loopback.openOnHost())) return this.announced('static');
    this.events.notice(hostNotice);
    return 'loopback';
  }

  /** In mode bridge each container gets the task's network, with a link-local address on it, beside the bridge. */
  async beforeStart(container: string, id: string): Promise<void> {
    const { networkMode, containers } = this.plan;
    if (container === pauseName) return;
    const reach = await this.decide();
    const index = containers.findIndex(({ facts }) => facts.name === container);
    const isAlone = networkMode !== 'bridge' || containers[index]?.body.NetworkDisabled === true;
    const connect = async () => {
      if (isAlone || !isLinkLocal(reach)) return;
      await this.links.tolerant(async () =>
        this.surface.port.connect((await this.links.network()).id, id, { linkLocalIp: memberAddress(index + 1) }),
      );
    };
    await Promise.all([this.ready(), connect()]);
  }

  /** On the loopback rung, whoever has a loopback of its own gets a forwarder into it. */
  async afterStart(container: string, id: string): Promise<void> {
    if (!this.loopback.hasOwn(container) || this.links.isOver || (await this.decide()) !== 'loopback') return;
    await this.links.tolerant(async () => this.loopback.enter(container, id));
  }

  /** Ends whatever leads here, and waits for a rung that is being tried, which takes its own things away. */
  async close(): Promise<void> {
    this.relay.close();
    await this.links.close();
    await Promise.allSettled([this.decision, this.opening]);
  }

  /** Lets go: from now on the helper tells who asks that nobody is there. */
  release(): void {
    this.relay.close();
    this.links.release();
  }
}
