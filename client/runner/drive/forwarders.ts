import { relayBody } from '../endpoints/linkContainer';
import type { LinksSurface } from '../endpoints/links';
import { EngineError } from '../errors';
import { ownLabels } from '../labels';
import { containerName, linkName } from '../names';
import type { Notice } from '../notice';
import type { NamespaceSpec, PortForward, TaskPlan } from '../plan';
import { absentPort } from '../serviceConnect';

/**
 * The helpers that stand in a namespace for the names of one task, where those are asked for at other ports than its
 * containers listen at. They need nobody who drives the task. What cannot be had is told and keeps nobody from running.
 */
export class Forwarders {
  private readonly making = new Set<Promise<void>>();
  private isOver = false;

  constructor(
    private readonly surface: LinksSurface,
    private readonly plan: TaskPlan,
    private readonly notice: (notice: Notice) => void,
  ) {}

  /** A container has started: makes, or makes anew, what leads to it. */
  lead(container: string, id: string): void {
    const { namespace } = this.plan;
    for (const forward of namespace?.forwards ?? []) {
      if (forward.to.container !== container || this.isOver) continue;
      const made = this.make(namespace!, forward, id).catch(() => this.tell(forward));
      this.making.add(made);
      void made.finally(() => this.making.delete(made));
    }
  }

  /** Ends them all, those included that are being made. What stays of them goes with the task. */
  async close(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.making);
    const names = (this.plan.namespace?.forwards ?? []).map((forward) => this.nameOf(forward));
    await Promise.allSettled(names.map(async (name) => this.surface.port.kill(name)));
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
