import { asksByItself, containerName, pauseName } from '../names';
import type { PortWish } from '../plan';
import { wantedNamespace } from './namespace';
import { bindings, publishedOn } from './ports';
import { filled, present, type BodyPart, type ContainerScope, type TaskScope } from './scope';

/** What a task's network mode means on this machine, said once. */
export function announceNetwork({ networkMode, engine, report, containers }: TaskScope): void {
  const at = '/networkMode';
  if (networkMode === 'awsvpc')
    report.notice(
      'approximated',
      'awsvpc-local',
      at,
      'The containers share one network namespace as on ECS, without a VPC: security groups and private hosts are absent, ' +
        `and ports are published on ${publishedOn(engine).join(' and ')}.`,
    );
  const published =
    networkMode === 'bridge' ? containers.findIndex(({ portMappings = [] }) => portMappings.length > 0) : -1;
  if (published >= 0)
    report.notice(
      'approximated',
      'bridge-local',
      `/containerDefinitions/${published}/portMappings`,
      `Ports are published on ${publishedOn(engine).join(' and ')} only, for this machine; an instance opens them on all ` +
        'of its addresses, to other machines and tasks.',
    );
  if (networkMode === 'host') {
    report.demand('host', at, "The task uses the network of the engine's machine directly.");
    if (engine.inVirtualMachine)
      report.notice('approximated', 'host-network-vm', at, "The host is the engine's virtual machine, not this one.");
  }
  if (networkMode === 'host' || networkMode === 'awsvpc') refuseLinks(networkMode, containers, report);
}

function refuseLinks(mode: string, containers: TaskScope['containers'], report: TaskScope['report']): void {
  const fields = mode === 'awsvpc' ? awsvpcForbids : (['links'] as const);
  containers.forEach((container, index) => {
    for (const field of fields)
      if (isSet(container[field]))
        report.refuse(
          'network-mode-forbids',
          `/containerDefinitions/${index}/${field}`,
          `ECS refuses ${field} in network mode ${mode}.`,
          `Remove ${field}, or use network mode bridge.`,
        );
  });
}

const awsvpcForbids = [
  'links',
  'hostname',
  'dnsServers',
  'dnsSearchDomains',
  'extraHosts',
  'disableNetworking',
] as const;

/** False, an empty text and an empty list are the same as absent. */
export const isSet = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** The engine's own name server stands before those of a container in mode bridge that is on more than the bridge. */
function isForwarding({ engine, options, container }: ContainerScope): boolean {
  if (container.disableNetworking) return false;
  return asksByItself(engine) || wantedNamespace(options) !== undefined;
}

/** A container's own network: everything the engine refuses beside the pause's namespace is left to the pause. */
export function mapNetwork(scope: ContainerScope, wishes: readonly PortWish[]): BodyPart {
  const { container, networkMode, pointer, report } = scope;
  if (networkMode === 'bridge' && isSet(container.dnsServers) && isForwarding(scope)) {
    const text =
      "These servers are asked by the engine's own one, 127.0.0.11, which /etc/resolv.conf names in their place.";
    report.notice('approximated', 'dns-forwarded', `${pointer}/dnsServers`, text);
  }
  if (networkMode === 'awsvpc') return { host: { NetworkMode: `container:${containerName(scope, pauseName)}` } };
  const { exposed, bound } = bindings(wishes);
  const published = wishes.length > 0;
  return {
    config: present({
      Hostname: container.hostname,
      NetworkDisabled: container.disableNetworking,
      ExposedPorts: published ? exposed : undefined,
    }),
    host: present({
      NetworkMode: networkMode,
      PortBindings: published ? bound : undefined,
      Links: filled(container.links)?.map((link) => toLink(scope, link)),
      Dns: filled(container.dnsServers),
      DnsSearch: filled(container.dnsSearchDomains),
      ExtraHosts: filled([
        ...(container.extraHosts ?? []).map(({ hostname, ipAddress }) => `${hostname}:${ipAddress}`),
        ...(networkMode === 'none' || container.disableNetworking ? [] : givenHosts(scope)),
      ]),
    }),
  };
}

/** Names that overrides give an address to; in awsvpc they stand in the file of the pause, which all containers see. */
export const givenHosts = ({ options: { overrides } }: TaskScope): string[] =>
  Object.entries(overrides?.hosts ?? {}).map(([name, address]) => `${name}:${address}`);

/** `name[:alias]` in the words of the engine. */
function toLink(scope: ContainerScope, link: string): string {
  const [target = '', alias = target] = link.split(':');
  return `${containerName(scope, target)}:${alias}`;
}

/** The containers a container is linked to; each has to be running first. */
export function linkTargets(links: readonly string[] | undefined): string[] {
  return (links ?? []).flatMap((link) => link.split(':')[0] || []);
}

/**
 * Whose processes and shared memory it sees. Shared within the task, they are those of the pause, as on ECS, where
 * they have one of their own.
 */
export function mapNamespaces(scope: TaskScope): BodyPart {
  const { definition, report } = scope;
  const { pidMode, ipcMode } = definition;
  if (pidMode === 'host')
    report.demand('host', '/pidMode', "The containers see and can signal every process of the engine's machine.");
  if (ipcMode === 'host')
    report.demand('host', '/ipcMode', "The containers share memory with the processes of the engine's machine.");
  const ofTask = `container:${containerName(scope, pauseName)}`;
  const pid = new Map<string, string>([
    ['host', 'host'],
    ['task', ofTask],
  ]);
  const ipc = new Map([...pid, ['none', 'none']]);
  if (pidMode && !pid.has(pidMode)) report.unknownWord('/pidMode', pidMode, 'containers see their own processes only');
  if (ipcMode && !ipc.has(ipcMode)) report.unknownWord('/ipcMode', ipcMode, 'containers share no memory');
  return { host: present({ PidMode: pidMode && pid.get(pidMode), IpcMode: ipcMode && ipc.get(ipcMode) }) };
}
