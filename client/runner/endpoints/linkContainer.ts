import { randomInt } from 'node:crypto';
import { mebibyte } from '../fieldMap/scope';
import { label, linkRole } from '../labels';
import { linkName } from '../names';
import type { CreateBody, PortForward } from '../plan';
import { endpointAddress } from './variables';

/** What stands between a task's containers and this process. Needs no capability, no user and no disk. */
export interface Helper {
  readonly image: string;
  /** Those of everything the task makes. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What it does when its standard streams lead to this process. */
export const linkCommand = ['link', endpointAddress, '80'] as const;

/** Ports below 1024 are for everybody in such a network. */
const allPorts = { Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' } };

/** The container that owns 169.254.170.2 on a task's network. */
export function linkBody(helper: Helper, command: readonly string[], network: string, address?: string): CreateBody {
  const IPAMConfig = { LinkLocalIPs: [endpointAddress], ...(address !== undefined && { IPv4Address: address }) };
  return {
    ...body(helper, command, network, allPorts),
    NetworkingConfig: { EndpointsConfig: { [network]: { IPAMConfig } } },
  };
}

/** One that listens on the loopback of another container, or of the engine's machine. */
export const forwarderBody = (helper: Helper, port: number, namespace: string): CreateBody =>
  body(helper, ['link', '127.0.0.1', String(port)], namespace, {});

/** One that asks as a container of the task would, and exits 0 when it is answered. */
export const probeBody = (helper: Helper, network: string): CreateBody => ({
  ...body(helper, ['probe', endpointAddress, '80'], network, {}),
  NetworkingConfig: { EndpointsConfig: { [network]: { IPAMConfig: { LinkLocalIPs: [probeAddress()] } } } },
});

const foundBy = (network: string, name: string) => ({
  NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [name] } } },
});

/** One that is found by a name in a namespace, for others who listen in its network. */
export const holderBody = (helper: Helper, network: string, name: string): CreateBody => ({
  ...body(helper, ['pause'], network, allPorts),
  OpenStdin: false,
  ...foundBy(network, name),
});

/**
 * One that passes on to where a name's port is, and serves many at a time: found by that name itself, or in the network
 * of the container that is.
 */
export function relayBody(
  helper: Helper,
  { network, holder }: { readonly network: string; readonly holder: string | undefined },
  { dnsName, port, to }: PortForward,
  address: string,
): CreateBody {
  const command = ['relay', '0.0.0.0', String(port), address, String(to.port)];
  const more = { Memory: 64 * mebibyte, PidsLimit: 1024, CpuShares: 1024 };
  if (holder !== undefined) return { ...body(helper, command, `container:${holder}`, more), OpenStdin: false };
  return {
    ...body(helper, command, network, { ...more, ...allPorts }),
    OpenStdin: false,
    ...foundBy(network, dnsName),
  };
}

/** Two windows may be probing on one network. */
const probeAddress = (): string => `169.254.172.${randomInt(1, 255)}`;

/** The link-local address of a member of a task's network; the engine gives the interface a route with it. */
export const memberAddress = (index: number): string => `169.254.171.${10 + index}`;

function body(
  { image, labels }: Helper,
  command: readonly string[],
  network: string,
  more: Readonly<Record<string, unknown>>,
): CreateBody {
  return {
    Image: image,
    Cmd: command,
    OpenStdin: true,
    StopSignal: 'SIGKILL',
    Labels: { ...labels, [label.role]: linkRole, [label.container]: linkName },
    HostConfig: {
      NetworkMode: network,
      CapDrop: ['ALL'],
      ReadonlyRootfs: true,
      Memory: 16 * mebibyte,
      PidsLimit: 80,
      CpuShares: 2,
      LogConfig: { Type: 'none', Config: {} },
      SecurityOpt: ['no-new-privileges'],
      ...more,
    },
  };
}
