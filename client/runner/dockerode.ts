import type http from 'node:http';
import type { Readable } from 'node:stream';
import Docker from 'dockerode';
import { Caller } from './engine/call';
import type { RegistryLogin } from './engine/credentials';
import { attachment } from './engine/attachment';
import { agentFor, modemOptions, type Connection } from './engine/connection';
import {
  apiVersion,
  containerFacts,
  engineEvent,
  engineInfo,
  imageFacts,
  listedContainer,
  type EventAnswer,
  type InfoAnswer,
} from './engine/facts';
import { execution } from './engine/execution';
import { frames } from './engine/frames';
import { jsonLines } from './engine/json';
import { limits } from './engine/limits';
import { lines } from './engine/lines';
import { pullProgress, pullReference, throwOnFailure } from './engine/pulling';
import { withoutSilence } from './engine/silence';
import { sinceParameter } from './engine/stamps';
import type {
  Attachment,
  ContainerFactsOnEngine,
  EngineEvent,
  EnginePort,
  Execution,
  ImageFacts,
  ListedContainer,
  LogOptions,
  PullProgress,
  RawLog,
} from './enginePort';
import { EngineError } from './errors';
import type { CreateBody, EngineInfo } from './plan';

/** What the runner wants to hear of; health checks alone cause three more events each time. */
const heard = ['create', 'start', 'die', 'destroy', 'health_status', 'pause', 'unpause'];

type Login = (image: string) => Promise<RegistryLogin | undefined>;

/** The engine through dockerode: the only file that knows the library. */
export class DockerodeEngine implements EnginePort {
  private readonly docker: Docker;
  private readonly agent: http.Agent;
  private readonly caller = new Caller();

  constructor(
    private readonly connection: Connection,
    private readonly login: Login = async () => undefined,
  ) {
    this.agent = agentFor(connection);
    this.docker = new Docker(modemOptions(connection, this.agent));
  }

  async info(): Promise<EngineInfo> {
    const version = await this.caller.call(limits.version, async () => this.docker.version());
    const api = apiVersion(version);
    Object.assign(this.docker.modem as object, { version: `v${api}` });
    const info = await this.caller.call<InfoAnswer>(
      limits.version,
      async () => this.docker.info() as Promise<InfoAnswer>,
    );
    return engineInfo(info, version, { version: api, endpoint: this.connection.endpoint });
  }

  async ping(): Promise<void> {
    await this.caller.call<unknown>(limits.ping, async () => this.docker.ping());
  }

  async inspectImage(name: string): Promise<ImageFacts | undefined> {
    const answer = await this.unlessGone(
      this.caller.call(limits.inspect, async () => this.docker.getImage(name).inspect()),
    );
    return answer && imageFacts(answer);
  }

  async resolveDigest(name: string, signal: AbortSignal): Promise<string> {
    const authconfig = await this.login(name);
    const answer = await this.caller.call(
      limits.manifest,
      async () => this.docker.getImage(name).distribution(authconfig && { authconfig }),
      signal,
    );
    return (answer as { Descriptor: { digest: string } }).Descriptor.digest;
  }

  async pull(
    name: string,
    options: { platform?: string; signal: AbortSignal; progress: (update: PullProgress) => void },
  ): Promise<void> {
    const authconfig = await this.login(name);
    const { platform, signal, progress } = options;
    await this.caller.call(
      limits.pull,
      async (abortSignal) => {
        const query = { fromImage: pullReference(name), ...(platform !== undefined && { platform }), abortSignal };
        const answer = authconfig
          ? await this.docker.createImage(authconfig, query)
          : await this.docker.createImage(query);
        for await (const message of jsonLines(withoutSilence(answer as Readable, limits.pullSilence)))
          progress(pullProgress(message));
      },
      signal,
    );
  }

  async loadImage(archive: Buffer): Promise<void> {
    await this.caller.call(limits.load, async (abortSignal) => {
      const options = { quiet: true, abortSignal };
      // dockerode's types know streams and paths only; docker-modem sends a Buffer with its length.
      const answer = await this.docker.loadImage(archive as unknown as NodeJS.ReadableStream, options);
      for await (const message of jsonLines(answer as Readable)) throwOnFailure(message);
    });
  }

  async listImages(label: string): Promise<string[]> {
    const images = await this.caller.call(limits.list, async () =>
      this.docker.listImages({ filters: { label: [label] } }),
    );
    return images.flatMap(({ RepoTags }) => RepoTags ?? []);
  }

  async removeImage(name: string): Promise<void> {
    await this.unlessGone(this.caller.call<unknown>(limits.remove, async () => this.docker.getImage(name).remove()));
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
    await this.unlessDone(
      this.caller.call<unknown>(limits.start, async (abortSignal) =>
        this.docker.getContainer(id).start({ abortSignal }),
      ),
      [304],
    );
  }

  async stop(id: string, timeout: number): Promise<void> {
    await this.unlessDone(
      this.caller.call<unknown>(timeout * 1000 + limits.stop, async (abortSignal) =>
        this.docker.getContainer(id).stop({ t: timeout, abortSignal }),
      ),
      [304, 404],
    );
  }

  async kill(id: string, signal = 'SIGKILL'): Promise<void> {
    // 409: it does not run.
    await this.unlessDone(
      this.caller.call<unknown>(limits.kill, async (abortSignal) =>
        this.docker.getContainer(id).kill({ signal, abortSignal }),
      ),
      [404, 409],
    );
  }

  async inspect(idOrName: string): Promise<ContainerFactsOnEngine | undefined> {
    const answer = await this.unlessGone(
      this.caller.call(limits.inspect, async (abortSignal) =>
        this.docker.getContainer(idOrName).inspect({ abortSignal }),
      ),
    );
    return answer && containerFacts(answer);
  }

  async remove(id: string): Promise<void> {
    const removal = this.caller.call<unknown>(limits.remove, async (abortSignal) =>
      this.docker.getContainer(id).remove({ v: true, force: false, abortSignal }),
    );
    await this.unlessDone(removal, [404], /removal of container .* is already in progress/i);
  }

  async list(labels: readonly string[]): Promise<ListedContainer[]> {
    const answer = await this.caller.call(limits.list, async (abortSignal) =>
      this.docker.listContainers({ all: true, filters: { label: [...labels] }, abortSignal }),
    );
    return answer.map(listedContainer);
  }

  async createNetwork(name: string, labels: Readonly<Record<string, string>>, subnet?: string): Promise<string> {
    const network = await this.caller.call(limits.network, async (abortSignal) =>
      this.docker.createNetwork({
        Name: name,
        Driver: 'bridge',
        // Before version 25 an engine makes two networks of one name unless asked not to.
        CheckDuplicate: true,
        Labels: { ...labels },
        ...(subnet !== undefined && { IPAM: { Driver: 'default', Config: [{ Subnet: subnet }] } }),
        abortSignal,
      }),
    );
    return network.id;
  }

  async removeNetwork(idOrName: string): Promise<void> {
    await this.unlessGone(
      this.caller.call<unknown>(limits.network, async (abortSignal) =>
        this.docker.getNetwork(idOrName).remove({ abortSignal }),
      ),
    );
  }

  async listNetworks(
    labels: readonly string[],
  ): Promise<{ id: string; name: string; labels: Record<string, string> }[]> {
    const networks = await this.caller.call(limits.list, async (abortSignal) =>
      this.docker.listNetworks({ filters: { label: [...labels] }, abortSignal }),
    );
    return networks.map(({ Id, Name, Labels }) => ({ id: Id, name: Name, labels: Labels ?? {} }));
  }

  async createVolume(options: {
    name: string;
    driver?: string;
    driverOpts?: Readonly<Record<string, string>>;
    labels: Readonly<Record<string, string>>;
  }): Promise<void> {
    await this.caller.call<unknown>(limits.volume, async (abortSignal) =>
      this.docker.createVolume({
        Name: options.name,
        Driver: options.driver ?? 'local',
        DriverOpts: { ...options.driverOpts },
        Labels: { ...options.labels },
        abortSignal,
      }),
    );
  }

  async volumeExists(name: string): Promise<boolean> {
    const found = await this.unlessGone(
      this.caller.call(limits.inspect, async (abortSignal) => this.docker.getVolume(name).inspect({ abortSignal })),
    );
    return found !== undefined;
  }

  async removeVolume(name: string): Promise<void> {
    await this.unlessGone(
      this.caller.call<unknown>(limits.volume, async (abortSignal) =>
        this.docker.getVolume(name).remove({ abortSignal }),
      ),
    );
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
    return this.caller.stream(
      (abortSignal) => this.hear({ type: ['container'], event: heard, label: [...labels] }, abortSignal, since, ready),
      signal,
    );
  }

  private async *hear(
    filters: Record<string, string[]>,
    abortSignal: AbortSignal,
    since: number | undefined,
    ready: (() => void) | undefined,
  ): AsyncGenerator<EngineEvent> {
    const answer = await this.docker.getEvents({ filters, abortSignal, ...(since !== undefined && { since }) });
    ready?.();
    for await (const message of jsonLines(answer as Readable)) {
      yield engineEvent(message as EventAnswer);
    }
    // The engine never ends this answer by itself: it has been shut down.
    throw new EngineError('lost', 'the engine has closed its stream of events');
  }

  logs(id: string, options: LogOptions): AsyncIterable<RawLog> {
    return this.caller.stream((abortSignal) => this.readLogs(id, options, abortSignal), options.signal);
  }

  private async *readLogs(id: string, options: LogOptions, abortSignal: AbortSignal): AsyncGenerator<RawLog> {
    const { follow, tail, since, tty } = options;
    const query = {
      ...{ stdout: true, stderr: true, timestamps: true, abortSignal },
      ...(tail !== undefined && { tail }),
      // dockerode's types say number; the engine wants the nanoseconds, which a number loses.
      ...(since !== undefined && { since: sinceParameter(since) as unknown as number }),
    };
    const container = this.docker.getContainer(id);
    const chunks = follow
      ? ((await container.logs({ ...query, follow })) as AsyncIterable<Buffer>)
      : [await container.logs({ ...query, follow })];
    yield* lines(frames(chunks, { tty }), { tty });
  }

  async connect(network: string, container: string, linkLocalIp: string): Promise<void> {
    const connection = this.caller.call<unknown>(limits.network, async (abortSignal) =>
      this.docker.getNetwork(network).connect({
        Container: container,
        EndpointConfig: { IPAMConfig: { LinkLocalIPs: [linkLocalIp] } },
        abortSignal,
      } as Docker.NetworkConnectOptions),
    );
    await this.unlessDone(connection, [], /already exists in network/i);
  }

  async attach(id: string, signal: AbortSignal): Promise<Attachment> {
    const socket = await this.caller.call(
      limits.attach,
      async (abortSignal) =>
        this.docker.getContainer(id).attach({
          ...{ stream: true, stdin: true, stdout: true, hijack: true, abortSignal },
        }),
      signal,
    );
    return attachment(socket, (failure) => this.caller.failure(failure, signal));
  }

  async exec(id: string, command: readonly string[], { tty }: { readonly tty: boolean }): Promise<Execution> {
    const exec = await this.caller.call(limits.attach, async (abortSignal) =>
      this.docker.getContainer(id).exec({
        ...{ Cmd: [...command], AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: tty, abortSignal },
      }),
    );
    const connection = await this.caller.call(limits.attach, async () =>
      exec.start({ hijack: true, stdin: true, Tty: tty }),
    );
    return execution(exec, connection, { tty, explain: (failure) => this.caller.failure(failure, undefined) });
  }

  stats(id: string, signal: AbortSignal): AsyncIterable<Readonly<Record<string, unknown>>> {
    return this.caller.stream((abortSignal) => this.readStats(id, abortSignal), signal);
  }

  private async *readStats(id: string, abortSignal: AbortSignal): AsyncGenerator<Readonly<Record<string, unknown>>> {
    const options = { stream: true as const, abortSignal };
    const answer = await this.docker.getContainer(id).stats(options);
    for await (const sample of jsonLines(answer as Readable)) yield sample as Readonly<Record<string, unknown>>;
  }

  async wait(id: string, signal: AbortSignal): Promise<number> {
    const answer = await this.caller.call(
      limits.pull,
      async (abortSignal) => this.docker.getContainer(id).wait({ abortSignal }) as Promise<{ StatusCode: number }>,
      signal,
    );
    return answer.StatusCode;
  }

  close(): void {
    this.caller.close();
    this.agent.destroy();
  }

  private async unlessGone<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await call;
    } catch (failure) {
      if (failure instanceof EngineError && failure.kind === 'not-found') return undefined;
      throw failure;
    }
  }

  /** Some refusals mean that what was asked for is so already. */
  private async unlessDone(call: Promise<unknown>, statuses: readonly number[], message?: RegExp): Promise<void> {
    try {
      await call;
    } catch (failure) {
      const isDone =
        failure instanceof EngineError &&
        (statuses.includes(failure.status ?? 0) || (message?.test(failure.message) ?? false));
      if (!isDone) throw failure;
    }
  }
}
