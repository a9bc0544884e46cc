import { randomInt } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { isGone } from '../drive/resources';
import { gatewayAddress, linkAddress } from '../drive/subnets';
import type { EnginePort } from '../enginePort';
import { ownLabels } from '../labels';
import { containerName, linkContainerName, linkName, pauseName } from '../names';
import type { Notice } from '../notice';
import type { EngineInfo, TaskPlan } from '../plan';
import { downNotice, hostNotice, rungNotice } from './announcements';
import { climbDown, probe, type Probed } from './ladder';
import { Link } from './link';
import { forwarderBody, linkBody, linkCommand, memberAddress, type Helper } from './linkContainer';
import { RelayPort } from './relay';
import { endpointAddress, isLinkLocal, loopbackPort, type Reach } from './variables';

/** What the endpoints of all tasks of one runner share on their way to the containers. */
export interface ApproachSurface {
  readonly port: EnginePort;
  readonly engine: EngineInfo;
  /** Undefined for an engine there is no helper for. */
  readonly helperImage: string | undefined;
  /** Does the engine run on this machine? */
  readonly isLocal: boolean;
  /** The rung that held on this engine the last time. */
  readonly memory: { read(): Reach | undefined; write(reach: Reach): void };
}

export interface ApproachEvents {
  readonly connected: (connection: Duplex) => void;
  readonly notice: (notice: Notice | undefined) => void;
  readonly hasCredentials: boolean;
}

/** How a container that is there already reaches its endpoint. */
export interface Found {
  readonly linkLocal: boolean;
  readonly port: number;
}

/** The way from one task's containers to this process: which rung, and the helper containers it takes. */
export class Approach {
  private readonly links = new Map<string, Link>();
  private found: Found | undefined;
  private subnet: string | undefined;
  private relay: RelayPort | undefined;
  private loopback = loopbackPort;
  private decision: Promise<Reach> | undefined;
  private opening: Promise<void> | undefined;
  private isOver = false;

  constructor(
    private readonly surface: ApproachSurface,
    private readonly plan: TaskPlan,
    private readonly events: ApproachEvents,
  ) {}

  /** The port of a loopback, once it is decided. */
  get loopbackPort(): number {
    return this.loopback;
  }

  learn(found: Found): void {
    this.found = found;
    if (!found.linkLocal) this.loopback = found.port;
  }

  /** The task's network has these addresses, if it was just made. */
  useSubnet(subnet: string | undefined): void {
    this.subnet = subnet;
  }

  /** The link of rung `tunnel` runs already; should it have ended since, it is started again. */
  useLink(): void {
    const link = this.link(linkName);
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
    if (found && !found.linkLocal) return 'loopback';
    const known = surface.memory.read();
    if (found) return known === 'relay' ? 'relay' : 'tunnel';
    if (plan.networkMode === 'host') return this.openOnHost();
    if (known) return this.announced(known);
    const reach = await climbDown({
      tunnel: async () => this.tryTunnel(),
      relay: this.canRelay ? async () => this.tryRelay() : undefined,
    });
    if (reach !== 'static') surface.memory.write(reach);
    return this.announced(reach);
  }

  private announced(reach: Reach): Reach {
    this.events.notice(rungNotice(reach, this.events));
    return reach;
  }

  private async open(reach: Reach): Promise<void> {
    const { networkMode } = this.plan;
    if (networkMode === 'none' || this.isOver) return;
    await this.tolerant(async () => {
      if (reach === 'tunnel') await this.begin(this.link(linkName), this.tunnelBody());
      else if (reach === 'relay') await this.beginRelay();
      else if (reach === 'loopback' && this.found) await this.reattach();
    });
  }

  /** What cannot be had does not keep the task from running, but it is told. */
  private async tolerant(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isGone(error)) throw error;
      this.events.notice(downNotice);
    }
  }

  private link(name: string): Link {
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

  /** A connection is held until the session has begun, so nobody waits for that here. */
  private async begin(link: Link, body: ReturnType<typeof linkBody>): Promise<void> {
    if (link.isServing) return;
    await link.start(body);
    if (this.isOver) return link.end();
    void link.serve();
  }

  private async tryTunnel(): Promise<{ attached: boolean; probed: Probed }> {
    const link = this.link(linkName);
    const attached = await link
      .start(this.tunnelBody())
      .then(async () => link.attach())
      .catch(unlessGone(false));
    const probed = await this.probe();
    if (attached && probed === 'answered') void link.serve();
    else await link.remove();
    return { attached, probed };
  }

  private async tryRelay(): Promise<Probed> {
    await this.beginRelay().catch(unlessGone(undefined));
    const probed = await this.probe();
    if (probed !== 'answered') await this.link(linkName).remove();
    return probed;
  }

  private async probe(): Promise<Probed> {
    return probe(this.surface.port, this.helper, this.network);
  }

  private get canRelay(): boolean {
    return this.surface.isLocal;
  }

  /** Where containers reach a port of this process: the gateway of their network is this machine, or a name is. */
  private async beginRelay(): Promise<void> {
    if (this.relay) return;
    const { inVirtualMachine } = this.surface.engine;
    const gateway = await this.gateway();
    this.relay = await RelayPort.open(inVirtualMachine ? '127.0.0.1' : gateway, this.events.connected);
    const host = inVirtualMachine ? hostName : gateway;
    const command = ['relay', endpointAddress, '80', host, String(this.relay.port), this.relay.token];
    const link = this.link(linkName);
    await link.remove();
    const body = linkBody(this.helper, command, this.network, this.subnet && linkAddress(this.subnet));
    await link.start(
      inVirtualMachine
        ? { ...body, HostConfig: { ...body.HostConfig, ExtraHosts: [`${hostName}:host-gateway`] } }
        : body,
    );
  }

  private async gateway(): Promise<string> {
    if (this.subnet) return gatewayAddress(this.subnet);
    const owner =
      this.plan.networkMode === 'awsvpc' ? containerName(this.plan, pauseName) : linkContainerName(this.plan.taskId);
    const facts = await this.surface.port.inspect(owner);
    return facts?.detail.networks[this.network]?.gateway ?? '';
  }

  /** In network mode host the forwarder takes a port of the engine's machine, one that is free. */
  private async openOnHost(): Promise<Reach> {
    for (let attempt = 0; attempt < 5; attempt++) {
      this.loopback = randomInt(49_152, 65_536);
      const link = this.link(linkName);
      const answered = await link
        .start(forwarderBody(this.helper, this.loopback, 'host'))
        .then(async () => link.attach())
        .catch(unlessGone(false));
      if (answered) {
        void link.serve();
        this.events.notice(hostNotice);
        return 'loopback';
      }
      await link.remove();
    }
    return this.announced('static');
  }

  /** To the forwarders of a task that is there already. */
  private async reattach(): Promise<void> {
    const { networkMode, containers } = this.plan;
    const apps = containers.filter(({ facts }) => facts.role === 'app').map(({ facts }) => facts.name);
    const into = networkMode === 'awsvpc' ? [pauseName] : networkMode === 'bridge' ? apps : [];
    const names = networkMode === 'host' ? [linkName] : into.map((name) => `${linkName}-${name}`);
    for (const name of names) {
      const link = this.link(name);
      if (await this.surface.port.inspect(link.name)) void link.serve();
    }
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
      await this.tolerant(async () => this.surface.port.connect(this.network, id, memberAddress(index + 1)));
    };
    await Promise.all([this.ready(), connect()]);
  }

  /** On the loopback rung, whoever has a loopback of its own gets a forwarder into it. */
  async afterStart(container: string, id: string): Promise<void> {
    const { networkMode } = this.plan;
    const hasLoopback = networkMode === 'awsvpc' ? container === pauseName : networkMode === 'bridge';
    if (!hasLoopback || this.isOver || (await this.decide()) !== 'loopback') return;
    await this.tolerant(async () => {
      const name = `${linkName}-${container}`;
      await this.link(name).remove();
      this.links.delete(name);
      const forwarder = forwarderBody(this.helper, this.loopback, `container:${id}`);
      await this.begin(this.link(name), forwarder).catch(async (error: unknown) => {
        // Whoever has ended by now needs none.
        if ((await this.surface.port.inspect(id))?.state === 'running') throw error;
      });
    });
  }

  /** Ends whatever leads here. */
  async close(): Promise<void> {
    this.isOver = true;
    this.relay?.close();
    await Promise.all([...this.links.values()].map(async (link) => link.end()));
  }

  /** Lets go: from now on the helper tells who asks that nobody is there. */
  release(): void {
    this.isOver = true;
    this.relay?.close();
    for (const link of this.links.values()) link.release();
  }

  private tunnelBody() {
    return linkBody(this.helper, linkCommand, this.network, this.subnet && linkAddress(this.subnet));
  }

  private get network(): string {
    return this.plan.network?.dockerName ?? '';
  }

  private get helper(): Helper {
    const { plan, surface } = this;
    const workspace = plan.options.workspace;
    const task = { ...plan, region: '', engineId: surface.engine.id, workspace };
    return { image: surface.helperImage ?? '', labels: ownLabels(task) };
  }
}

/** What a relay calls this machine where the engine lives in a virtual one. */
const hostName = 'taskdef.host.internal';

/** Lets a lost engine through; any other failure is this answer. */
const unlessGone =
  <Answer>(answer: Answer) =>
  (error: unknown): Answer => {
    if (isGone(error)) throw error;
    return answer;
  };
