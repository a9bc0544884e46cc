import { gatewayAddress } from '../drive/subnets';
import { linkName } from '../names';
import type { Links, LinksEvents, LinksSurface } from './links';
import { RelayPort } from './relay';
import { endpointAddress } from './variables';

/** What a relay calls this machine where the engine lives in a virtual one. */
const hostName = 'taskdef.host.internal';

/** Rung `relay` (F1): a link container passes connections on to a port of this process. */
export class RelayRung {
  private relay: RelayPort | undefined;

  constructor(
    private readonly links: Links,
    private readonly surface: LinksSurface,
    private readonly connected: LinksEvents['connected'],
  ) {}

  /** Where containers reach a port of this process: the gateway of their network is this machine, or a name is. */
  async open(): Promise<void> {
    if (this.relay) return;
    const { inVirtualMachine } = this.surface.engine;
    const gateway = await this.gateway();
    const relay = await RelayPort.open(inVirtualMachine ? '127.0.0.1' : gateway, this.connected);
    const command = ['relay', endpointAddress, '80', inVirtualMachine ? hostName : gateway, String(relay.port)];
    try {
      await this.startLink([...command, relay.token]);
    } catch (error) {
      relay.close(); // opened again with the next attempt
      throw error;
    }
    this.relay = relay;
  }

  private async startLink(command: readonly string[]): Promise<void> {
    const link = this.links.get(linkName);
    await link.remove();
    const body = await this.links.body(command);
    await this.links.start(
      link,
      this.surface.engine.inVirtualMachine
        ? { ...body, HostConfig: { ...body.HostConfig, ExtraHosts: [`${hostName}:host-gateway`] } }
        : body,
    );
  }

  private async gateway(): Promise<string> {
    const { subnet } = await this.links.network();
    return subnet === undefined ? '' : gatewayAddress(subnet);
  }

  close(): void {
    this.relay?.close();
  }
}
