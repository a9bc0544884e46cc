import { randomInt } from 'node:crypto';
import type { EnginePort } from '../enginePort';
import { unlessGone } from '../errors';
import { linkName, pauseName } from '../names';
import type { TaskPlan } from '../plan';
import { forwarderBody } from './linkContainer';
import type { Links } from './links';
import { loopbackPort } from './variables';

/** Rung `loopback` (F2): forwarders listen on the loopbacks of the task's containers. */
export class LoopbackRung {
  /** Where they listen; decided with the rung, or by a container that is there already. */
  port = loopbackPort;

  constructor(
    private readonly links: Links,
    private readonly enginePort: Pick<EnginePort, 'inspect'>,
    private readonly plan: TaskPlan,
  ) {}

  /** In network mode host the forwarder takes a port of the engine's machine, one that is free. Has one been found? */
  async openOnHost(): Promise<boolean> {
    for (let attempt = 0; attempt < 5; attempt++) {
      this.port = randomInt(49_152, 65_536);
      const link = this.links.get(linkName);
      const answered = await this.links
        .start(link, forwarderBody(this.links.helper, this.port, 'host'))
        .then(async () => link.attach())
        .catch(unlessGone(false));
      if (answered) {
        void link.serve();
        return true;
      }
      await link.remove();
    }
    return false;
  }

  /** To the forwarders of a task that is there already. */
  async reattach(): Promise<void> {
    const { networkMode, containers } = this.plan;
    const apps = containers.filter(({ facts }) => facts.role === 'app').map(({ facts }) => facts.name);
    const into = networkMode === 'awsvpc' ? [pauseName] : networkMode === 'bridge' ? apps : [];
    const names = networkMode === 'host' ? [linkName] : into.map(forwarderName);
    for (const name of names) {
      const link = this.links.get(name);
      if (await this.enginePort.inspect(link.name)) void link.serve();
    }
  }

  /** Has the container a loopback of its own? */
  hasOwn(container: string): boolean {
    const { networkMode } = this.plan;
    return networkMode === 'awsvpc' ? container === pauseName : networkMode === 'bridge';
  }

  /** Gives a container that was just started its forwarder. */
  async enter(container: string, id: string): Promise<void> {
    const link = await this.links.fresh(forwarderName(container));
    const body = forwarderBody(this.links.helper, this.port, `container:${id}`);
    await this.links.begin(link, body).catch(async (error: unknown) => {
      // Whoever has ended by now needs none.
      if ((await this.enginePort.inspect(id))?.state === 'running') throw error;
    });
  }
}

const forwarderName = (container: string): string => `${linkName}-${container}`;
