import type {
  Attachment,
  ContainerFactsOnEngine,
  EngineEvent,
  EnginePort,
  Execution,
  ImageFacts,
  ListedContainer,
  ListedNetwork,
  NetworkOptions,
} from '../../client/runner/enginePort';
import type { LogOptions, RawLog } from '../../client/runner/rawLog';
import { EngineError } from '../../client/runner/errors';
import type { CreateBody, EngineInfo } from '../../client/runner/plan';
import { containerFacts } from './containerFacts';
import { carrying, published, type Bindings } from './fakeEngine/engineState';
import { FaultyEngine } from './fakeEngine/faultyEngine';
import { engine as engineInfo } from './fakeRunner';

/** An engine in memory, for faults and for what cannot be had twice. */
export class FakeEngine extends FaultyEngine implements EnginePort {
  private ids = 0;

  async info(): Promise<EngineInfo> {
    await this.asked('info');
    return engineInfo;
  }

  async ping(): Promise<void> {
    await this.asked('ping');
  }

  async inspectImage(name: string): Promise<ImageFacts | undefined> {
    await this.asked('inspectImage', name);
    return this.images.get(name);
  }

  async resolveDigest(name: string): Promise<string> {
    await this.asked('resolveDigest', name);
    return `sha256:${name}`;
  }

  async pull(name: string, { progress }: Parameters<EnginePort['pull']>[1]): Promise<void> {
    await this.asked('pull', name);
    progress({ layer: 'layer', status: 'Downloading', current: 1, total: 2 });
    this.addImage(name, { digests: [name.includes('@') ? name : `${name}@sha256:${name}`] });
  }

  async tagImage(image: string, name: string): Promise<void> {
    await this.asked('tagImage', image, name);
    const facts = this.images.get(image);
    if (!facts) throw new EngineError('not-found', `No such image: ${image}`, 404);
    this.images.set(name, facts);
  }

  async loadImage(): Promise<void> {
    await this.asked('loadImage');
  }

  async listImages(label: string): Promise<string[]> {
    await this.asked('listImages', label);
    return [...this.images.keys()].filter((name) => name.startsWith('taskdef-helper:'));
  }

  async removeImage(name: string): Promise<void> {
    await this.asked('removeImage', name);
    this.images.delete(name);
  }

  async create(name: string, body: CreateBody): Promise<string> {
    await this.asked('create', name);
    if ([...this.containers.values()].some(({ facts }) => facts.name === name))
      throw new EngineError('conflict', `The container name "/${name}" is already in use`, 409);
    const hasIt = [...this.images].some(([known, { id }]) => known === body.Image || id === body.Image);
    if (!hasIt && !body.Image.startsWith('taskdef-helper:'))
      throw new EngineError('not-found', `No such image: ${body.Image}`, 404);
    const id = `id-${++this.ids}`;
    const facts = containerFacts({ id, name, image: body.Image, labels: body.Labels, createdAt: Date.now() });
    const container = { name, body, logs: [], facts };
    this.containers.set(id, container);
    this.tell(container, 'create');
    return id;
  }

  async start(id: string): Promise<void> {
    await this.asked('start', this.byId(id).name);
    const container = this.byId(id);
    const { PortBindings = {} } = container.body.HostConfig as { PortBindings?: Bindings };
    this.change(container, { state: 'running', startedAt: Date.now(), ports: published(PortBindings) });
    this.tell(container, 'start');
  }

  async stop(id: string): Promise<void> {
    await this.asked('stop', this.byId(id).name);
    this.end(this.byId(id), 143);
  }

  async kill(id: string): Promise<void> {
    await this.asked('kill', this.byId(id).name);
    this.tell(this.byId(id), 'kill');
    this.end(this.byId(id), 137);
  }

  async inspect(idOrName: string): Promise<ContainerFactsOnEngine | undefined> {
    await this.asked('inspect', idOrName);
    return [...this.containers.values()].find(({ facts }) => facts.id === idOrName || facts.name === idOrName)?.facts;
  }

  async copyInto(id: string, folder: string): Promise<void> {
    await this.asked('copyInto', id, folder);
  }

  async remove(id: string): Promise<void> {
    const container = this.containers.get(id);
    await this.asked('remove', container?.name ?? id);
    if (container?.facts.state === 'running')
      throw new EngineError('conflict', `cannot remove container ${id}: container is running`, 409);
    this.containers.delete(id);
    if (container) this.tell(container, 'destroy');
  }

  async list(labels: readonly string[]): Promise<ListedContainer[]> {
    await this.asked('list');
    return [...this.containers.values()]
      .map(({ facts: { id, name, labels: own, state, ports } }) => ({ id, name, labels: own, state, ports }))
      .filter(carrying(labels));
  }

  async createNetwork({ name, labels, subnet }: NetworkOptions): Promise<string> {
    await this.asked('createNetwork', name, subnet);
    this.networks.set(name, { name, labels, subnet });
    return name;
  }

  async removeNetwork(name: string): Promise<void> {
    await this.asked('removeNetwork', name);
    this.networks.delete(name);
  }

  async listNetworks(labels: readonly string[]): Promise<ListedNetwork[]> {
    await this.asked('listNetworks');
    return [...this.networks.values()]
      .filter(carrying(labels))
      .map(({ name, labels: own, subnet }) => ({ id: name, name, labels: { ...own }, subnet }));
  }

  async createVolume({ name, labels }: { name: string; labels: Readonly<Record<string, string>> }): Promise<void> {
    await this.asked('createVolume', name);
    this.volumes.set(name, { labels });
  }

  async volumeExists(name: string): Promise<boolean> {
    await this.asked('volumeExists', name);
    return this.volumes.has(name);
  }

  async removeVolume(name: string): Promise<void> {
    await this.asked('removeVolume', name);
    this.volumes.delete(name);
  }

  async volumeDrivers(): Promise<readonly string[]> {
    await this.asked('volumeDrivers');
    return ['local'];
  }

  async listVolumes(labels: readonly string[]): Promise<{ name: string; labels: Record<string, string> }[]> {
    await this.asked('listVolumes');
    return [...this.volumes].map(([name, { labels: own }]) => ({ name, labels: { ...own } })).filter(carrying(labels));
  }

  async connect(network: string, container: string): Promise<void> {
    await this.asked('connect', network, container);
  }

  /** Nobody can reach the streams of these containers, so tasks stand on the last rung of the ladder. */
  async attach(id: string): Promise<Attachment> {
    await this.asked('attach', id);
    throw new EngineError('refused', 'there are no streams here');
  }

  /** What a command writes and ends with, by its words. */
  readonly commands = new Map<string, { readonly writes: string; readonly code: number }>();

  async exec(id: string, command: readonly string[]): Promise<Execution> {
    await this.asked('exec', id);
    if (this.byId(id).facts.state !== 'running') throw new EngineError('conflict', 'container is not running', 409);
    const { writes, code } = this.commands.get(command.join(' ')) ?? { writes: 'not found', code: 127 };
    const nothing = (): void => undefined;
    return {
      output: (async function* () {
        yield { stream: 'stdout' as const, payload: Buffer.from(writes) };
      })(),
      ...{ send: nothing, end: nothing, close: nothing, resize: async () => undefined },
      exitCode: async () => code,
    };
  }

  async wait(id: string): Promise<number> {
    await this.asked('wait', id);
    return 2;
  }

  async *stats(id: string): AsyncGenerator<Readonly<Record<string, unknown>>> {
    await this.asked('stats', id);
    yield {};
  }

  /** Containers in memory have no files. */
  async *archive(id: string, path: string): AsyncGenerator<Buffer, void, undefined> {
    await this.asked('archive', id, path);
    throw new EngineError('not-found', `Could not find the file ${path}`, 404);
    yield Buffer.alloc(0);
  }

  async *events(
    labels: readonly string[],
    { signal, ready }: { since?: number; signal: AbortSignal; ready?: () => void },
  ): AsyncGenerator<EngineEvent, void, undefined> {
    await this.asked('events');
    yield* this.news(labels, signal, ready);
  }

  async past(
    labels: readonly string[],
    { actions, since, until }: Parameters<EnginePort['past']>[1],
  ): Promise<EngineEvent[]> {
    await this.asked('past');
    const isMeant = ({ action, time }: EngineEvent) => actions.includes(action) && since <= time && time <= until;
    return this.history.filter(isMeant).filter(carrying(labels));
  }

  async *logs(id: string, _options: LogOptions): AsyncGenerator<readonly RawLog[], void, undefined> {
    await this.asked('logs', id);
    yield this.byId(id).logs;
  }

  close(): void {
    this.calls.push('close');
  }
}
