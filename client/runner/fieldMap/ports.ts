import { hasPlaceholder, type PortMapping } from '../../../server/index';
import type { EngineInfo, PortWish } from '../plan';
import { announceReservedPorts } from './reservedPorts';
import type { ContainerScope, TaskScope } from './scope';

/**
 * Only this machine can reach a published port. `localhost` may mean ::1, where somebody else's program would answer,
 * or nobody (runner.md §4.5).
 */
export const publishedOn = ({ hasIPv6 }: EngineInfo): readonly string[] =>
  hasIPv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'];

/** The ports a container asks for, in the shape its network mode gives them. Without a wish nothing is published. */
export function portWishes(scope: ContainerScope): PortWish[] {
  const { container, networkMode, engine, pointer, report } = scope;
  const mappings = container.portMappings ?? [];
  announceReservedPorts(scope);
  if (networkMode === 'none') {
    if (mappings.length > 0)
      report.notice('ignored', 'ports-without-network', `${pointer}/portMappings`, 'Network mode none has no ports.');
    return [];
  }
  if (networkMode === 'host') return [];
  const wishes = mappings.flatMap((mapping, index) => fromMapping(scope, mapping, `${pointer}/portMappings/${index}`));
  const all = asGiven(scope, wishes);
  if (networkMode === 'bridge' && engine.hasIPv6 && all.length > 0) {
    const text =
      'This engine gives the container an IPv6 address, to which a port on ::1 leads: a program that listens on 0.0.0.0 ' +
      'only does not answer there, and on 127.0.0.1 as always.';
    report.notice('approximated', 'ports-on-ipv6', `${pointer}/portMappings`, text);
  }
  return all;
}

/** Overrides move ports of this machine, and publish ports that the definition does not map. */
function asGiven({ name, options, engine, pointer, report }: ContainerScope, wishes: readonly PortWish[]): PortWish[] {
  const given = options.overrides?.ports?.[name] ?? {};
  const keyOf = ({ containerPort, protocol }: PortWish) => `${containerPort}/${protocol}`;
  const moved = wishes.map((wish) => ({ ...wish, hostPort: given[keyOf(wish)] ?? wish.hostPort }));
  const added = Object.entries(given).flatMap(([key, hostPort]): PortWish[] => {
    if (wishes.some((wish) => keyOf(wish) === key)) return [];
    const [, port, protocol] = /^(\d{1,5})\/(tcp|udp)$/.exec(key) ?? [];
    const containerPort = Number(port);
    if (containerPort >= 1 && containerPort <= 65_535)
      return [
        {
          container: name,
          containerPort,
          protocol: protocol as 'tcp',
          hostIps: publishedOn(engine),
          hostPort,
          pointer,
        },
      ];
    const text = `"${key}" of ${name} in ${options.overrides?.from} is not a port of a container.`;
    report.refuse('port-given', pointer, text, 'Write a number from 1 to 65535, or one such as 53/udp.');
    return [];
  });
  return [...moved, ...added];
}

function fromMapping(scope: ContainerScope, mapping: PortMapping, pointer: string): PortWish[] {
  const { name, networkMode, engine, report } = scope;
  const protocol = mapping.protocol === 'udp' ? 'udp' : 'tcp';
  const wish = (containerPort: number, hostPort: number): PortWish => ({
    container: name,
    containerPort,
    protocol,
    hostIps: publishedOn(engine),
    hostPort,
    pointer,
  });
  if (mapping.containerPortRange) return fromRange(scope, mapping.containerPortRange, pointer, wish);
  const { containerPort, hostPort } = mapping;
  if (!containerPort) return [];
  if (networkMode === 'bridge') return [wish(containerPort, hostPort ?? 0)];
  if (hostPort && hostPort !== containerPort)
    report.refuse(
      'host-port-mismatch',
      `${pointer}/hostPort`,
      `ECS refuses host port ${hostPort} for container port ${containerPort}: in network mode awsvpc they are the same.`,
      'Remove hostPort, or give it the value of containerPort.',
    );
  return [wish(containerPort, containerPort)];
}

function fromRange(
  { networkMode, report }: ContainerScope,
  range: string,
  pointer: string,
  wish: (containerPort: number, hostPort: number) => PortWish,
): PortWish[] {
  const [, low, high] = (/^(\d+)-(\d+)$/.exec(range) ?? []).map(Number);
  if (!low || !high || low > high || high > 65_535) {
    const next = 'Write it as LOW-HIGH, such as 8000-8010.';
    const text = `"${range}" is not a range of ports.`;
    if (!hasPlaceholder(range)) report.refuse('port-range', `${pointer}/containerPortRange`, text, next);
    return [];
  }
  if (networkMode === 'bridge') {
    const text = 'Each port of the range gets a free port of this machine; ECS keeps them in one row.';
    report.notice('approximated', 'port-range', `${pointer}/containerPortRange`, text);
  }
  const ports = Array.from({ length: high - low + 1 }, (_, offset) => low + offset);
  return ports.map((port) => wish(port, networkMode === 'bridge' ? 0 : port));
}

/** In one shared namespace a port can be had once; of this machine's ports that is true in every mode. */
export function refuseDuplicates({ networkMode, report }: TaskScope, wishes: readonly PortWish[]): void {
  const shared = networkMode === 'awsvpc';
  const seen = new Set<string>();
  for (const { containerPort, hostPort, protocol, pointer } of wishes) {
    if (hostPort === 0) continue;
    const key = `${shared ? containerPort : hostPort}/${protocol}`;
    if (seen.has(key)) {
      const why = shared
        ? 'in network mode awsvpc all containers share one set of ports'
        : 'a host port goes to one container';
      const next = shared
        ? 'Let one of the containers listen on another port.'
        : 'Give one of them another hostPort, or none.';
      report.refuse('port-duplicate', pointer, `Port ${key} is mapped twice, but ${why}.`, next);
    }
    seen.add(key);
  }
}

/**
 * A task's network interface answers on every port, mapped or not. Where nothing is mapped, the TCP ports the images
 * EXPOSE are published, so that the task can be reached here too.
 */
export function exposedWishes({ engine, report }: TaskScope, containers: readonly ContainerScope[]): PortWish[] {
  const wishes = new Map<number, PortWish>();
  for (const { name, imageFacts, image, pointer } of containers) {
    if (!imageFacts) {
      const text = `The ports of ${image} become known when it is here; run the task again to have them published.`;
      report.notice('approximated', 'exposed-ports-unknown', `${pointer}/image`, text);
      continue;
    }
    const ports = imageFacts.exposed.flatMap((port) => /^(\d+)(?:\/tcp)?$/.exec(port)?.[1] ?? []).map(Number);
    for (const port of ports.filter((port) => !wishes.has(port)))
      wishes.set(port, {
        container: name,
        containerPort: port,
        protocol: 'tcp',
        hostIps: publishedOn(engine),
        hostPort: port,
        pointer: `${pointer}/image`,
      });
    if (ports.length > 0) {
      const text = `No port is mapped, so the ports that ${image} exposes are published: ${ports.join(', ')}.`;
      report.notice('approximated', 'exposed-ports-published', `${pointer}/image`, text);
    }
  }
  return [...wishes.values()];
}

/** `ExposedPorts` and `PortBindings` of a create body. Host port 0 lets the engine pick. */
export function bindings(wishes: readonly PortWish[]): {
  readonly exposed: Record<string, object>;
  readonly bound: Record<string, { HostIp: string; HostPort: string }[]>;
} {
  const bound: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const { containerPort, protocol, hostIps, hostPort } of wishes)
    for (const HostIp of hostIps)
      (bound[`${containerPort}/${protocol}`] ??= []).push({
        HostIp,
        HostPort: hostPort === 0 ? '' : String(hostPort),
      });
  return { exposed: Object.fromEntries(Object.keys(bound).map((port) => [port, {}])), bound };
}
