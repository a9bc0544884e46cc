import { relayBody } from '../endpoints/linkContainer';
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
    await Promise.allSettled(this.forwards.map(async (forward) => this.surface.port.kill(this.nameOf(forward))));
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

  private async make({ dockerName }: NamespaceSpec, forward: PortForward, id: string): Promise<void> {
    const { port, helperImage, engine } = this.surface;
    const address = (await port.inspect(id))?.detail.networks[dockerName]?.address;
    if (!address) return; // it has ended already
    if (helperImage === undefined) throw new EngineError('refused', 'there is no helper for this engine');
    const { plan } = this;
    const labels = ownLabels({ ...plan, engineId: engine.id, workspace: plan.options.workspace });
    const name = this.nameOf(forward);
    await port.remove(name).catch(() => undefined); // one that led to where the container was before
    await port.create(name, relayBody({ image: helperImage, labels }, dockerName, forward, address), {});
    await port.start(name);
  }

  private nameOf({ dnsName }: PortForward): string {
    return containerName(this.plan, `${linkName}-${dnsName}`);
  }

  private tell(forward: PortForward): void {
    if (!this.isOver) this.notice({ ...absentPort(forward), pointer: forward.pointer });
  }
}
