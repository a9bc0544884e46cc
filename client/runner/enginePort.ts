import type { RegistryLogin } from './engine/credentials';
import type { ContainerFile, CreateBody, EngineInfo } from './plan';
import type { LogOptions, RawLog } from './rawLog';

/**
 * The engine as the runner needs it. `dockerode/engine.ts` is the one real implementation, `test/support/fakeEngine.ts` the
 * other. Every call rejects with an `EngineError` and nothing else.
 */
export interface EnginePort {
  info(): Promise<EngineInfo>;
  ping(): Promise<void>;

  /** Local images only; undefined when the engine has none of that name (or none for the platform). */
  inspectImage(name: string): Promise<ImageFacts | undefined>;
  /** Asks the registry for the digest of a name, without layers. */
  resolveDigest(name: string, signal: AbortSignal, login?: RegistryLogin): Promise<string>;
  pull(name: string, options: PullOptions): Promise<void>;
  /** Gives an image that the engine has, by its id or digest, another name. */
  tagImage(image: string, name: string): Promise<void>;
  /** `docker load` of a docker-archive. */
  loadImage(archive: Buffer): Promise<void>;
  /** Names of the images that carry this label. */
  listImages(label: string): Promise<string[]>;
  /** Gone counts as done; `conflict` while a container uses it. */
  removeImage(name: string): Promise<void>;

  /** Rejects with kind `conflict` when the name is taken: names are locks (runner.md §5.3). */
  create(name: string, body: CreateBody, options: { platform?: string }): Promise<string>;
  start(id: string): Promise<void>;
  /** `timeout` in seconds. Already stopped or gone counts as done. */
  stop(id: string, timeout: number): Promise<void>;
  kill(id: string, signal?: string): Promise<void>;
  inspect(idOrName: string): Promise<ContainerFactsOnEngine | undefined>;
  /** Puts files into a folder of a container, running or not; what has their names there is replaced. */
  copyInto(id: string, folder: string, files: readonly ContainerFile[]): Promise<void>;
  /** With its anonymous volumes. Gone, or going already, counts as done. */
  remove(id: string): Promise<void>;
  /** All containers, stopped ones too, that carry every one of these labels (`name` or `name=value`). */
  list(labels: readonly string[]): Promise<ListedContainer[]>;

  /** Rejects with kind `overlap` when the subnet is in use, `conflict` when the name is. */
  createNetwork(options: NetworkOptions): Promise<string>;
  /** Gives a container another network. Connected already counts as done. */
  connect(network: string, container: string, endpoint: NetworkEndpoint): Promise<void>;
  /** Gone counts as done. */
  removeNetwork(idOrName: string): Promise<void>;
  listNetworks(labels: readonly string[]): Promise<ListedNetwork[]>;
  createVolume(options: VolumeOptions): Promise<void>;
  volumeExists(name: string): Promise<boolean>;
  /** Gone counts as done. */
  removeVolume(name: string): Promise<void>;
  /** What the engine can make volumes with, plugins included. */
  volumeDrivers(): Promise<readonly string[]>;
  listVolumes(labels: readonly string[]): Promise<{ name: string; labels: Record<string, string> }[]>;

  /** Container events for these labels from `since` (engine time, seconds) on; ends when the signal aborts, rejects when the engine goes away. */
  events(
    labels: readonly string[],
    options: { since?: number; signal: AbortSignal; ready?: () => void },
  ): AsyncIterable<EngineEvent>;
  /**
   * The events of these actions between two engine times, in seconds, as far as the engine still knows of them: it keeps
   * the last few hundred, until it is restarted. Waits until the second time is over.
   */
  past(
    labels: readonly string[],
    asked: { readonly actions: readonly string[]; readonly since: number; readonly until: number },
  ): Promise<readonly EngineEvent[]>;
  /** A container's lines, as many together as have arrived: there may be hundreds of thousands in a second. */
  logs(id: string, options: LogOptions): AsyncIterable<readonly RawLog[]>;
  /** Connects to a running container's standard input and output, which must have been left open at its creation. */
  attach(id: string, signal: AbortSignal): Promise<Attachment>;
  /** Starts a command in a running container; rejects with kind `conflict` when that does not run. */
  exec(id: string, command: readonly string[], options: { readonly tty: boolean }): Promise<Execution>;
  /** A file or directory of a container, running or not, with all that is below it, as a tar; `not-found` when there is none. */
  archive(id: string, path: string, signal: AbortSignal): AsyncIterable<Buffer>;
  /** Statistics as the Docker Engine API gives them, one a second; ends when the signal aborts or the container stops. */
  stats(id: string, signal: AbortSignal): AsyncIterable<Readonly<Record<string, unknown>>>;
  /** Settles with the exit code of a container that is running or has been. */
  wait(id: string, signal: AbortSignal): Promise<number>;
  /** Lets go of all connections; calls after that are refused. */
  close(): void;
}

/** Both standard streams of a container. */
export interface Attachment {
  /** What it writes to standard output; throws when the engine goes away. */
  readonly output: AsyncIterable<Buffer>;
  /** Writes to its standard input. */
  send(data: Buffer): void;
  /** Lets go; the container keeps its standard input. */
  close(): void;
}

/** A command that runs in a container beside its own process. */
export interface Execution {
  /** What it writes, until it ends; with a terminal all of it is `stdout`. Throws when the engine goes away. */
  readonly output: AsyncIterable<{ readonly stream: 'stdout' | 'stderr'; readonly payload: Buffer }>;
  send(data: Buffer): void;
  /** Its standard input ends here. */
  end(): void;
  /** Of its terminal, in characters. */
  resize(size: { readonly rows: number; readonly columns: number }): Promise<void>;
  /** Undefined while it runs. */
  exitCode(): Promise<number | undefined>;
  /** Lets go; the command may go on. */
  close(): void;
}

export interface ImageFacts {
  readonly id: string;
  readonly digests: readonly string[];
  readonly platform: string;
  /** `80/tcp` of EXPOSE. */
  readonly exposed: readonly string[];
  readonly environment: readonly string[];
  readonly hasHealthCheck: boolean;
}

export interface PullOptions {
  /** Instead of the one that `docker login` has stored. */
  readonly login?: RegistryLogin;
  readonly platform?: string;
  readonly signal: AbortSignal;
  readonly progress: (update: PullProgress) => void;
}

export interface PullProgress {
  readonly layer: string | undefined;
  readonly status: string;
  /** Bytes, when the registry says. */
  readonly current?: number;
  readonly total?: number;
}

export interface ContainerFactsOnEngine {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** Milliseconds since the epoch; undefined for the engine's zero time. */
  readonly createdAt: number | undefined;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** As of `Observation`: no answer of the engine, but what its answers come to. */
  readonly suspectedLimit?: number;
  readonly error: string;
  readonly health: 'none' | 'starting' | 'healthy' | 'unhealthy';
  readonly healthOutput: string | undefined;
  readonly tty: boolean;
  readonly networkMode: string;
  readonly ports: readonly PublishedPort[];
  /** IPv4 address by network name. */
  readonly addresses: Readonly<Record<string, string>>;
  /** What the metadata endpoint tells beyond that. */
  readonly detail: ContainerDetail;
}

export interface ContainerDetail {
  readonly imageId: string;
  /** The variables with which a container finds its endpoints, and no others: they hold its ids. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly mounts: readonly { readonly name?: string; readonly source: string; readonly destination: string }[];
  readonly networks: Readonly<Record<string, NetworkFacts>>;
  /** Of the last health check. */
  readonly healthCheck: { readonly end: string; readonly exitCode: number } | undefined;
}

/** What a container is on a network it joins. */
export interface NetworkEndpoint {
  /** A link-local address beside the one the engine gives it. */
  readonly linkLocalIp?: string;
  /** Names by which others on that network find it. */
  readonly aliases?: readonly string[];
}

export interface NetworkFacts {
  readonly address: string;
  readonly prefixLength: number;
  readonly gateway: string;
  readonly mac: string;
  /** Absent where the network has no IPv6. */
  readonly ipv6?: { readonly address: string; readonly prefixLength: number; readonly gateway: string };
}

export interface PublishedPort {
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp';
  readonly hostIp: string;
  readonly hostPort: number;
}

export interface ListedContainer {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: string;
  readonly ports: readonly PublishedPort[];
}

export interface MadeNetwork {
  readonly id: string;
  /** The first range of its addresses, "10.213.0.16/28". */
  readonly subnet: string | undefined;
}

export interface ListedNetwork extends MadeNetwork {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface NetworkOptions {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Left to the engine when not given. */
  readonly subnet?: string;
}

export interface VolumeOptions {
  readonly name: string;
  readonly driver?: string;
  readonly driverOpts?: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface EngineEvent {
  readonly action: string;
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Engine time in seconds, with fraction. */
  readonly time: number;
  /** Of a `die`: still known when the container has been removed since. */
  readonly exitCode?: number;
}
