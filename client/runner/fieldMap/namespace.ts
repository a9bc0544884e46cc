import { namespaceLabels } from '../labels';
import { namespaceName, pauseName } from '../names';
import type { NamespaceSpec, PortForward, RunOptions } from '../plan';
import { absentPort, type ServedName, type ServiceConnect } from '../serviceConnect';
import type { ContainerScope, TaskScope } from './scope';

/**
 * The names by which other tasks of the workspace find this one (runner.md §4.7), and the network on which they do. ECS
 * puts a proxy between them that listens on a port of its own; here the name leads to the container itself, or to a
 * helper that passes on what is asked of another port.
 */
export function mapNamespace(scope: TaskScope, containers: readonly ContainerScope[]): NamespaceSpec | undefined {
  const { options, networkMode, report } = scope;
  const wanted = wantedNamespace(options);
  if (!wanted) return undefined;
  const { namespace } = wanted;
  if (networkMode === 'host' || networkMode === 'none') {
    const text = `In network mode ${networkMode} the task cannot join the namespace ${namespace}.`;
    report.notice('ignored', 'namespace', '/networkMode', text);
    return undefined;
  }
  const dockerName = namespaceName(options.workspace ?? '', namespace);
  const members = containers.filter(({ container }) => !container.disableNetworking);
  const joins = (member: ContainerScope) => (networkMode === 'awsvpc' ? pauseName : member.name);
  const served = members.flatMap((member) => servedNames(member, joins(member), wanted));
  const text =
    `The task sees the tasks of this workspace in the namespace ${namespace} by their names` +
    `${toldNames(served)}. No proxy stands in between: no retries, no metrics, no TLS.`;
  report.notice('approximated', 'namespace', '', text);
  const forwards = forwardsOf(served);
  const forwarded = new Set(forwards.map(({ dnsName }) => dnsName));
  announcePorts(scope, served, forwarded);
  const named = served.filter(({ dnsName }) => !forwarded.has(dnsName));
  const namesOf = (joining: string) => named.filter(({ by }) => by === joining).map(({ dnsName }) => dnsName);
  return {
    dockerName,
    labels: namespaceLabels(scope.labelled, dockerName),
    names: Object.fromEntries(members.map(joins).map((joining) => [joining, [...new Set(namesOf(joining))]])),
    forwards,
  };
}

/** What the overrides say of the namespace a task joins, unless they leave it out or switch it off. */
export function wantedNamespace({
  overrides,
}: RunOptions): (ServiceConnect & { readonly namespace: string }) | undefined {
  const { namespace, ...wanted } = overrides?.serviceConnect ?? {};
  return namespace && wanted.enabled !== false ? { ...wanted, namespace } : undefined;
}

const toldNames = (names: readonly ServedName[]): string =>
  names.length === 0 ? '' : `, and is itself ${[...new Set(names.map(({ dnsName }) => dnsName))].join(', ')}`;

function servedNames(
  scope: ContainerScope,
  by: string,
  { namespace = '', services = [] }: ServiceConnect,
): ServedName[] {
  const mappings = scope.container.portMappings ?? [];
  return services.flatMap(({ portName, discoveryName = portName, clientAliases = [] }): ServedName[] => {
    const index = mappings.findIndex(({ name }) => name !== undefined && name === portName);
    if (portName !== undefined && index === -1) return [];
    const own = discoveryName === undefined ? [] : [`${discoveryName}.${namespace}`];
    const behind = { by, behind: mappings[index]?.containerPort, pointer: `${scope.pointer}/portMappings/${index}` };
    return [
      ...own.map((dnsName) => ({ ...behind, dnsName, port: undefined })),
      ...clientAliases.flatMap(({ dnsName = own[0], port }) =>
        dnsName === undefined ? [] : [{ ...behind, dnsName, port }],
      ),
    ];
  });
}

const isElsewhere = ({ port, behind }: ServedName): boolean =>
  port !== undefined && behind !== undefined && port !== behind;

/**
 * A name of which one port is another one than its container's leads to a helper, which passes on all of its ports. It
 * cannot where one of them is asked for twice, or leads to no port in particular.
 */
function forwardsOf(served: readonly ServedName[]): PortForward[] {
  const names = new Set(served.filter(isElsewhere).map(({ dnsName }) => dnsName));
  return [...names].flatMap((name) => {
    const aliases = served.filter(({ dnsName, port }) => dnsName === name && port !== undefined);
    const forwards = aliases.flatMap(({ dnsName, port, by, behind, pointer }): PortForward | [] =>
      port === undefined || behind === undefined ? [] : { dnsName, port, to: { container: by, port: behind }, pointer },
    );
    const ports = new Set(forwards.map(({ port }) => port));
    return ports.size === aliases.length ? forwards : [];
  });
}

function announcePorts({ report }: TaskScope, served: readonly ServedName[], forwarded: ReadonlySet<string>): void {
  for (const { dnsName, port, behind, pointer } of served.filter(isElsewhere)) {
    if (forwarded.has(dnsName) || port === undefined || behind === undefined) continue;
    const { verdict, code, text } = absentPort({ dnsName, port, to: { port: behind } });
    report.notice(verdict, code, pointer, text);
  }
}
