import type {
  ContainerDetail,
  ContainerFactsOnEngine,
  ListedContainer,
  NetworkFacts,
  PublishedPort,
} from '../enginePort';
import { endpointVariables } from '../names';

/** What the Docker Engine API answers of containers, as far as it is read here, and what the runner makes of it. */

type Labels = Readonly<Record<string, string>> | null | undefined;

export interface InspectAnswer {
  readonly Id: string;
  readonly Name: string;
  readonly Created: string;
  readonly State: {
    readonly Status: string;
    readonly OOMKilled: boolean;
    readonly ExitCode: number;
    readonly Error: string;
    readonly StartedAt: string;
    readonly FinishedAt: string;
    readonly Health?:
      | {
          readonly Status: string;
          readonly Log?:
            readonly { readonly Output: string; readonly End?: string; readonly ExitCode?: number }[] | null;
        }
      | undefined;
  };
  readonly Image: string;
  readonly Mounts?:
    readonly { readonly Name?: string | undefined; readonly Source: string; readonly Destination: string }[] | null;
  readonly Config: {
    readonly Image: string;
    readonly Labels?: Labels;
    readonly Tty: boolean;
    readonly Env?: readonly string[] | null;
  };
  readonly HostConfig: { readonly NetworkMode?: string | undefined };
  readonly NetworkSettings: {
    readonly Ports?: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[] | null>> | null;
    readonly Networks?: Readonly<Record<string, NetworkAnswer>> | null;
  };
}

interface NetworkAnswer {
  readonly IPAddress: string;
  readonly IPPrefixLen?: number;
  readonly Gateway?: string;
  readonly MacAddress?: string;
  readonly GlobalIPv6Address?: string;
  readonly GlobalIPv6PrefixLen?: number;
  readonly IPv6Gateway?: string;
}

export function containerFacts(answer: InspectAnswer): ContainerFactsOnEngine {
  const { State: state, Config: config } = answer;
  return {
    id: answer.Id,
    name: answer.Name.replace(/^\//, ''),
    image: config.Image,
    labels: config.Labels ?? {},
    state: state.Status as ContainerFactsOnEngine['state'],
    createdAt: time(answer.Created),
    startedAt: time(state.StartedAt),
    finishedAt: time(state.FinishedAt),
    exitCode: state.ExitCode,
    oomKilled: state.OOMKilled,
    error: state.Error,
    health: health(state.Health?.Status),
    healthOutput: state.Health?.Log?.at(-1)?.Output,
    tty: config.Tty,
    networkMode: answer.HostConfig.NetworkMode ?? 'default',
    ports: publishedPorts(answer.NetworkSettings.Ports ?? {}),
    addresses: Object.fromEntries(
      Object.entries(answer.NetworkSettings.Networks ?? {}).flatMap(([name, { IPAddress }]) =>
        IPAddress ? [[name, IPAddress]] : [],
      ),
    ),
    detail: detail(answer),
  };
}

function detail({ Image, Mounts, Config, State, NetworkSettings }: InspectAnswer): ContainerDetail {
  const check = State.Health?.Log?.at(-1);
  const variables = (Config.Env ?? []).map((line): [string, string] => {
    const [name = ''] = line.split('=', 1);
    return [name, line.slice(name.length + 1)];
  });
  return {
    imageId: Image,
    endpoints: Object.fromEntries(variables.filter(([name]) => endpointVariables.has(name))),
    mounts: (Mounts ?? []).map(({ Name, Source: source, Destination: destination }) => ({
      ...(Name !== undefined && { name: Name }),
      source,
      destination,
    })),
    networks: Object.fromEntries(
      Object.entries(NetworkSettings.Networks ?? {}).map(([name, network]) => [name, networkFacts(network)]),
    ),
    healthCheck: check && { end: check.End ?? '', exitCode: check.ExitCode ?? 0 },
  };
}

const networkFacts = ({ IPAddress, IPPrefixLen, Gateway, MacAddress, ...network }: NetworkAnswer): NetworkFacts => ({
  address: IPAddress,
  prefixLength: IPPrefixLen ?? 0,
  gateway: Gateway ?? '',
  mac: MacAddress ?? '',
  ...(network.GlobalIPv6Address && {
    ipv6: {
      address: network.GlobalIPv6Address,
      prefixLength: network.GlobalIPv6PrefixLen ?? 0,
      gateway: network.IPv6Gateway ?? '',
    },
  }),
});

/** The engine writes year 1 for "never". */
function time(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  return milliseconds > 0 ? milliseconds : undefined;
}

function health(status: string | undefined): ContainerFactsOnEngine['health'] {
  return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : 'none';
}

/** Each binding once: the engine reports the IPv6 twin of `0.0.0.0` as another one. */
function publishedPorts(
  bindings: NonNullable<InspectAnswer['NetworkSettings']['Ports']>,
): ContainerFactsOnEngine['ports'] {
  return Object.entries(bindings).flatMap(([key, hosts]) => {
    const [port, protocol] = key.split('/');
    return (hosts ?? [])
      .filter(({ HostIp }) => HostIp !== '::')
      .map((host) => publishedPort(Number(port), protocol, host.HostIp, Number(host.HostPort)));
  });
}

function publishedPort(
  containerPort: number,
  protocol: string | undefined,
  hostIp: string,
  hostPort: number,
): PublishedPort {
  return { containerPort, protocol: protocol === 'udp' ? 'udp' : 'tcp', hostIp, hostPort };
}

export interface ListAnswer {
  readonly Id: string;
  readonly Names: readonly string[];
  readonly Labels?: Labels;
  readonly State: string;
  readonly Ports?: readonly { IP?: string; PrivatePort: number; PublicPort?: number; Type: string }[] | null;
}

export function listedContainer(answer: ListAnswer): ListedContainer {
  return {
    id: answer.Id,
    name: (answer.Names[0] ?? '').replace(/^\//, ''),
    labels: answer.Labels ?? {},
    state: answer.State,
    ports: (answer.Ports ?? []).flatMap(({ IP, PrivatePort, PublicPort, Type }) =>
      PublicPort === undefined || IP === '::' ? [] : [publishedPort(PrivatePort, Type, IP ?? '', PublicPort)],
    ),
  };
}
