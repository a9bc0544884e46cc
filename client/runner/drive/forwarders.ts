import { holderBody, relayBody, type Helper } from '../endpoints/linkContainer';
import type { LinksSurface } from '../endpoints/links';
import type { EnginePort } from '../enginePort';
import { EngineError } from '../errors';
import { ownLabels } from '../labels';
import { containerName, linkName } from '../names';
import type { Notice } from '../notice';
import type { NamespaceSpec, PortForward, TaskPlan } from '../plan';
import { absentPort } from '../serviceConnect';
import { OneAtATime } from './oneAtATime';

export interface ForwardersSurface extends Omit<LinksSurface, 'port'> {
  readonly port: Pick<EnginePort, 'inspect' | 'create' | 'start' | 'kill' | 'remove'>;
}

/**
 * The helpers that stand in a namespace for the names of one task, where those are asked for at other ports than its
 * containers listen at. They need nobody who drives the task. What cannot be had is told and keeps nobody from running.
 */
export class Forwarders {
  /** By container whose names lead to it: what it is on the engine now. */
  private readonly ids = new Map<string, string>();
  private readonly leading = new OneAtATime(async (container) => this.leadTo(container));
  /** By name with several ports: whoever is found by it. */
  private readonly holding = new OneAtATime(async (dnsName) => this.hold(dnsName));
  private isOver = false;

  constructor(
    private readonly surface: ForwardersSurface,
    private readonly plan: TaskPlan,
    private readonly notice: (notice: Notice) => void,
  ) {}

  /** A container has started: makes, or makes anew, what leads to it. */
  lead(container: string, id: string): void {
    if (!this.forwards.some(({ to }) => to.container === container)) return;
    this.ids.set(container, id);
    void this.leading.do(container);
  }

  /** Ends them all, those included that are being made. What stays of them goes with the task. */
  async close(): Promise<void> {
    this.isOver = true;
    await Promise.all([...this.ids.keys()].map(async (container) => this.leading.do(container)));
    const names = this.forwards.flatMap((forward) => [this.nameOf(forward), this.holderOf(forward) ?? []]).flat();
    await Promise.allSettled([...new Set(names)].map(async (name) => this.surface.port.kill(name)));
  }

  private get forwards(): readonly PortForward[] {
    return this.plan.namespace?.forwards ?? [];
  }

  private async leadTo(container: string): Promise<void> {
    const { namespace } = this.plan;
    const id = this.ids.get(container);
    const own = this.forwards.filter(({ to }) => to.container === container);
    if (this.isOver || !namespace || id === undefined) return;
    await Promise.all(own.map(async (forward) => this.make(namespace, forward, id).catch(() => this.tell(forward))));
  }

  private async make({ dockerName: network }: NamespaceSpec, forward: PortForward, id: string): Promise<void> {
    const { port } = this.surface;
    const address = (await port.inspect(id))?.detail.networks[network]?.address;
    if (!address) return; // it has ended already
    const holder = this.holderOf(forward);
    if (holder !== undefined) await this.holding.do(forward.dnsName);
    const name = this.nameOf(forward);
    // One that leads to where the container was before.
    await port.kill(name);
    await port.remove(name);
    await port.create(name, relayBody(this.helper, { network, holder }, forward, address), {});
    await port.start(name);
  }

  /** Makes sure that somebody is found by a name with several ports; it stays when one of them leads elsewhere. */
  private async hold(dnsName: string): Promise<void> {
    const { port } = this.surface;
    const name = this.holderName(dnsName);
    const body = holderBody(this.helper, this.plan.namespace?.dockerName ?? '', dnsName);
    await port.create(name, body, {}).catch((error: unknown) => {
      if (!(error instanceof EngineError) || error.kind !== 'conflict') throw error;
    });
    await port.start(name);
  }

  private get helper(): Helper {
    const { helperImage: image, engine } = this.surface;
    if (image === undefined) throw new EngineError('refused', 'there is no helper for this engine');
    const { plan } = this;
    return { image, labels: ownLabels({ ...plan, engineId: engine.id, workspace: plan.options.workspace }) };
  }

  /** A name is an address, and that belongs to one container: to which, where it has several ports. */
  private holderOf({ dnsName }: PortForward): string | undefined {
    const own = this.forwards.filter((forward) => forward.dnsName === dnsName);
    return own.length > 1 ? this.holderName(dnsName) : undefined;
  }

  private holderName(dnsName: string): string {
    return containerName(this.plan, `${linkName}-${dnsName}`);
  }

  private nameOf(forward: PortForward): string {
    const { dnsName, port } = forward;
    const name = this.holderOf(forward) === undefined ? dnsName : `${dnsName}-${port}`;
    return containerName(this.plan, `${linkName}-${name}`);
  }

  private tell(forward: PortForward): void {
    if (!this.isOver) this.notice({ ...absentPort(forward), pointer: forward.pointer });
  }
}
