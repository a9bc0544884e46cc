import type http from 'node:http';
import { Readable } from 'node:stream';
import Docker from 'dockerode';
import { attachQuery, attachment } from './engine/attachment';
import { connectBody, networkBody, volumeBody } from './engine/bodies';
import { Caller } from './engine/call';
import { agentFor, modemOptions, type Connection } from './engine/connection';
import { containerFacts, listedContainer } from './engine/containers';
import type { RegistryLogin } from './engine/credentials';
import { engineEvents, eventFilters, pastEvents } from './engine/events';
import { filesArchive } from './engine/files';
import { execBody, execution } from './engine/execution';
import { imageFacts } from './engine/images';
import { apiVersion, engineInfo, type BridgeAnswer, type InfoAnswer } from './engine/info';
import { jsonLines } from './engine/json';
import { limits } from './engine/limits';
import { logLines, logQuery } from './engine/logs';
import { loaded, pulled, pullQuery } from './engine/pulling';
import type {
  Attachment,
  ContainerFactsOnEngine,
  EngineEvent,
  EnginePort,
  Execution,
  ImageFacts,
  ListedContainer,
  ListedNetwork,
  LogOptions,
  NetworkEndpoint,
  NetworkOptions,
  PullOptions,
  RawLog,
  VolumeOptions,
} from './enginePort';
import { nameAndTag } from './imageDigest';
import type { ContainerFile, CreateBody, EngineInfo } from './plan';

type Login = (image: string) => Promise<RegistryLogin | undefined>;

/** The engine through dockerode: the only file that knows the library, so every call of the port stands here. */
export class DockerodeEngine implements EnginePort {
  private readonly docker: Docker;
  private readonly agent: http.Agent;
  private readonly caller: Caller;

  constructor(
    private readonly connection: Connection,
    private readonly login: Login = async () => undefined,
  ) {
    this.agent = agentFor(connection);
    this.docker = new Docker(modemOptions(connection, this.agent));
    this.caller = new Caller(
      async () => this.docker.ping(),
      // What answers next does so on another connection.
      () => this.agent.destroy(),
    );
  }

  async info(): Promise<EngineInfo> {
    const version = await this.caller.call(limits.version, async () => this.docker.version());
    const api = apiVersion(version);
    Object.assign(this.docker.modem as object, { version: `v${api}` });
    const bridge = this.caller
      .find<BridgeAnswer>(limits.inspect, async () => this.docker.getNetwork('bridge').inspect())
      // Something before the engine may keep its networks to itself.
      .catch(() => undefined);
    const info = await this.caller.call<InfoAnswer>(
      limits.version,
      async () => this.docker.info() as Promise<InfoAnswer>,
    );
    return engineInfo(info, version, { version: api, endpoint: this.connection.endpoint, bridge: await bridge });
  }

  async ping(): Promise<void> {
    await this.caller.ping();
  }

  async inspectImage(name: string): Promise<ImageFacts | undefined> {
    const answer = await this.caller.find(limits.inspect, async () => this.docker.getImage(name).inspect());
    return answer && imageFacts(answer);
  }

  async resolveDigest(name: string, signal: AbortSignal, login?: RegistryLogin): Promise<string> {
    const authconfig = login ?? (await this.login(name));
    const answer = await this.caller.call(
      limits.manifest,
      async () => this.docker.getImage(name).distribution(authconfig && { authconfig }),
      signal,
    );
    return (answer as { Descriptor: { digest: string } }).Descriptor.digest;
  }

  async pull(name: string, { platform, signal, progress, login }: PullOptions): Promise<void> {
    const authconfig = login ?? (await this.login(name));
    await this.caller.call(
      limits.pull,
      async (abortSignal) => {
        const query = { ...pullQuery(name, platform), abortSignal };
        const answer = authconfig
          ? await this.docker.createImage(authconfig, query)
          : await this.docker.createImage(query);
        await pulled(answer, progress);
      },
      signal,
    );
  }

  async tagImage(image: string, name: string): Promise<void> {
    await this.caller.call<unknown>(limits.inspect, async (abortSignal) =>
      this.docker.getImage(image).tag({ ...nameAndTag(name), abortSignal }),
    );
  }

  async loadImage(archive: Buffer): Promise<void> {
    await this.caller.call(limits.load, async (abortSignal) =>
      loaded(await this.docker.loadImage(Readable.from([archive]), { quiet: true, abortSignal })),
    );
  }

  async listImages(label: string): Promise<string[]> {
    const images = await this.caller.call(limits.list, async () =>
      this.docker.listImages({ filters: { label: [label] } }),
    );
    return images.flatMap(({ RepoTags }) => RepoTags ?? []);
  }

  async removeImage(name: string): Promise<void> {
    await this.caller.find<unknown>(limits.remove, async () => this.docker.getImage(name).remove());
  }

  async create(name: string, body: CreateBody, { platform }: { platform?: string }): Promise<string> {
    const container = await this.caller.call(limits.create, async (abortSignal) => {
      const query = { name, ...(platform !== undefined && { platform }) };
      // Said apart, or docker-modem would repeat the whole body in the URL.
      return this.docker.createContainer({ _query: query, _body: body, abortSignal } as Docker.ContainerCreateOptions);
    });
    return container.id;
  }

  async start(id: string): Promise<void> {
    await this.caller.settle(limits.start, { statuses: [304] }, async (abortSignal) =>
      this.docker.getContainer(id).start({ abortSignal }),
    );
  }

  async stop(id: string, timeout: number): Promise<void> {
    await this.caller.settle(timeout * 1000 + limits.stop, { statuses: [304, 404] }, async (abortSignal) =>
      this.docker.getContainer(id).stop({ t: timeout, abortSignal }),
    );
  }

  async kill(id: string, signal = 'SIGKILL'): Promise<void> {
    // 409: it does not run.
    await this.caller.settle(limits.kill, { statuses: [404, 409] }, async (abortSignal) =>
      this.docker.getContainer(id).kill({ signal, abortSignal }),
    );
  }

  async inspect(idOrName: string): Promise<ContainerFactsOnEngine | undefined> {
    const container = this.docker.getContainer(idOrName);
    const answer = await this.caller.find(limits.inspect, async (abortSignal) => container.inspect({ abortSignal }));
    return answer && containerFacts(answer);
  }

  async copyInto(id: string, folder: string, files: readonly ContainerFile[]): Promise<void> {
    const archive = await filesArchive(files);
    await this.caller.call<unknown>(limits.load, async (abortSignal) =>
      this.docker.getContainer(id).putArchive(Readable.from([archive]), { path: folder, abortSignal }),
    );
  }

  async remove(id: string): Promise<void> {
    const already = { statuses: [404], message: /removal of container .* is already in progress/i };
    await this.caller.settle(limits.remove, already, async (abortSignal) =>
      this.docker.getContainer(id).remove({ v: true, force: false, abortSignal }),
    );
  }

  async list(labels: readonly string[]): Promise<ListedContainer[]> {
    const answer = await this.caller.call(limits.list, async (abortSignal) =>
      this.docker.listContainers({ all: true, filters: { label: [...labels] }, abortSignal }),
    );
    return answer.map(listedContainer);
  }

  async createNetwork(options: NetworkOptions): Promise<string> {
    const network = await this.caller.call(limits.network, async (abortSignal) =>
      this.docker.createNetwork({ ...networkBody(options), abortSignal }),
    );
    return network.id;
  }

  async connect(network: string, container: string, endpoint: NetworkEndpoint): Promise<void> {
    const body = connectBody(container, endpoint);
    await this.caller.settle(limits.network, { message: /already exists in network/i }, async (abortSignal) =>
      this.docker.getNetwork(network).connect({ ...body, abortSignal } as Docker.NetworkConnectOptions),
    );
  }

  async removeNetwork(idOrName: string): Promise<void> {
    const network = this.docker.getNetwork(idOrName);
    await this.caller.find<unknown>(limits.network, async (abortSignal) => network.remove({ abortSignal }));
  }

  async listNetworks(labels: readonly string[]): Promise<ListedNetwork[]> {
    const networks = await this.caller.call(limits.list, async (abortSignal) =>
      this.docker.listNetworks({ filters: { label: [...labels] }, abortSignal }),
    );
    return networks.map(({ Id: id, Name: name, Labels, IPAM }) => ({
      id,
      name,
      labels: Labels ?? {},
      subnet: IPAM?.Config?.[0]?.Subnet,
    }));
  }

  async createVolume(options: VolumeOptions): Promise<void> {
    await this.caller.call<unknown>(limits.volume, async (abortSignal) =>
      this.docker.createVolume({ ...volumeBody(options), abortSignal }),
    );
  }

  async volumeExists(name: string): Promise<boolean> {
    const volume = this.docker.getVolume(name);
    const found = await this.caller.find(limits.inspect, async (abortSignal) => volume.inspect({ abortSignal }));
    return found !== undefined;
  }

  async removeVolume(name: string): Promise<void> {
    const volume = this.docker.getVolume(name);
    await this.caller.find<unknown>(limits.volume, async (abortSignal) => volume.remove({ abortSignal }));
  }

  async listVolumes(labels: readonly string[]): Promise<{ name: string; labels: Record<string, string> }[]> {
    const { Volumes } = await this.caller.call(limits.list, async (abortSignal) =>
      this.docker.listVolumes({ filters: { label: [...labels] }, abortSignal }),
    );
    return (Volumes ?? []).map(({ Name, Labels }) => ({ name: Name, labels: Labels ?? {} }));
  }

  events(
    labels: readonly string[],
    { since, signal, ready }: { since?: number; signal: AbortSignal; ready?: () => void },
  ): AsyncIterable<EngineEvent> {
    const query = { filters: eventFilters(labels), ...(since !== undefined && { since }) };
    const { docker } = this;
    return this.caller.stream(async function* (abortSignal) {
      const answer = await docker.getEvents({ ...query, abortSignal });
      ready?.();
      yield* engineEvents(answer);
    }, signal);
  }

  async past(
    labels: readonly string[],
    { actions, since, until }: { readonly actions: readonly string[]; readonly since: number; readonly until: number },
  ): Promise<readonly EngineEvent[]> {
    const query = { filters: eventFilters(labels, actions), since, until };
    return this.caller.call(limits.list, async (abortSignal) =>
      pastEvents(await this.docker.getEvents({ ...query, abortSignal })),
    );
  }

  logs(id: string, options: LogOptions): AsyncIterable<readonly RawLog[]> {
    const container = this.docker.getContainer(id);
    return this.caller.stream(async function* (abortSignal) {
      // Without `follow`, which the query says apart, dockerode would gather the whole log before it hands it out.
      const asked = { follow: true as const, _query: logQuery(options), abortSignal };
      yield* logLines((await container.logs(asked)) as AsyncIterable<Buffer>, options);
    }, options.signal);
  }

  async attach(id: string, signal: AbortSignal): Promise<Attachment> {
    const work = async (abortSignal: AbortSignal) =>
      this.docker.getContainer(id).attach({ ...attachQuery, abortSignal });
    const socket = await this.caller.call(limits.attach, work, signal);
    return attachment(socket, (failure) => this.caller.failure(failure, signal));
  }

  async exec(id: string, command: readonly string[], { tty }: { readonly tty: boolean }): Promise<Execution> {
    const exec = await this.caller.call(limits.attach, async (abortSignal) =>
      this.docker.getContainer(id).exec({ ...execBody(command, tty), abortSignal }),
    );
    const connection = await this.caller.call(limits.attach, async () =>
      exec.start({ hijack: true, stdin: true, Tty: tty }),
    );
    return execution(exec, connection, { tty, explain: (failure) => this.caller.failure(failure, undefined) });
  }

  archive(id: string, path: string, signal: AbortSignal): AsyncIterable<Buffer> {
    const container = this.docker.getContainer(id);
    return this.caller.stream(async function* (abortSignal) {
      yield* (await container.getArchive({ path, abortSignal })) as AsyncIterable<Buffer>;
    }, signal);
  }

  stats(id: string, signal: AbortSignal): AsyncIterable<Readonly<Record<string, unknown>>> {
    const container = this.docker.getContainer(id);
    return this.caller.stream(async function* (abortSignal) {
      const options = { stream: true as const, abortSignal };
      for await (const sample of jsonLines(await container.stats(options)))
        yield sample as Readonly<Record<string, unknown>>;
    }, signal);
  }

  async wait(id: string, signal: AbortSignal): Promise<number> {
    const container = this.docker.getContainer(id);
    const work = async (abortSignal: AbortSignal) => container.wait({ abortSignal }) as Promise<{ StatusCode: number }>;
    return (await this.caller.call(limits.pull, work, signal)).StatusCode;
  }

  close(): void {
    this.caller.close();
    this.agent.destroy();
  }
}
