import { namespaceLabels } from '../labels';
import { namespaceName, pauseName } from '../names';
import type { NamespaceSpec } from '../plan';
import type { ServedName, ServiceConnect } from '../serviceConnect';
import type { ContainerScope, TaskScope } from './scope';

/**
 * The names by which other tasks of the workspace find this one (runner.md §4.7), and the network on which they do. ECS
 * puts a proxy between them that listens on a port of its own; here the name leads to the container itself.
 */
export function mapNamespace(scope: TaskScope, containers: readonly ContainerScope[]): NamespaceSpec | undefined {
  const { options, networkMode, report } = scope;
  const wanted = options.overrides?.serviceConnect;
  if (!wanted?.namespace || wanted.enabled === false) return undefined;
  const { namespace } = wanted;
  if (networkMode === 'host' || networkMode === 'none') {
    const text = `In network mode ${networkMode} the task cannot join the namespace ${namespace}.`;
    report.notice('ignored', 'namespace', '/networkMode', text);
    return undefined;
  }
  const dockerName = namespaceName(options.workspace ?? '', namespace);
  const members = containers.filter(({ container }) => !container.disableNetworking);
  const named = members.map((member) => [member.name, servedNames(member, wanted)] as const);
  const text =
    `The task sees the tasks of this workspace in the namespace ${namespace} by their names` +
    `${toldNames(named.flatMap(([, names]) => names))}. No proxy stands in between: no retries, no metrics, no TLS.`;
  report.notice('approximated', 'namespace', '', text);
  const plain = named.map(([name, names]) => [name, names.map(({ dnsName }) => dnsName)] as const);
  return {
    dockerName,
    labels: namespaceLabels(scope.labelled, dockerName),
    names:
      networkMode === 'awsvpc'
        ? { [pauseName]: [...new Set(plain.flatMap(([, names]) => names))] }
        : Object.fromEntries(plain),
  };
}

const toldNames = (names: readonly ServedName[]): string =>
  names.length === 0 ? '' : `, and is itself ${[...new Set(names.map(({ dnsName }) => dnsName))].join(', ')}`;

function servedNames(scope: ContainerScope, { namespace = '', services = [] }: ServiceConnect): ServedName[] {
  const mappings = scope.container.portMappings ?? [];
  const names = services.flatMap(({ portName, discoveryName = portName, clientAliases = [] }): ServedName[] => {
    const index = mappings.findIndex(({ name }) => name !== undefined && name === portName);
    if (portName !== undefined && index === -1) return [];
    const own = discoveryName === undefined ? [] : [`${discoveryName}.${namespace}`];
    const served = [
      ...own.map((dnsName) => ({ dnsName, port: undefined })),
      ...clientAliases.flatMap(({ dnsName = own[0], port }) => (dnsName === undefined ? [] : [{ dnsName, port }])),
    ];
    announcePorts(scope, index, served);
    return served;
  });
  return names;
}

/** ECS's proxy listens where the alias says; without it clients have to ask for the port of the container. */
function announcePorts(
  { container, pointer, report }: ContainerScope,
  index: number,
  served: readonly ServedName[],
): void {
  const { containerPort } = container.portMappings?.[index] ?? {};
  for (const { dnsName, port } of served)
    if (port !== undefined && containerPort !== undefined && port !== containerPort)
      report.notice(
        'approximated',
        'namespace-port',
        `${pointer}/portMappings/${index}`,
        `Here ${dnsName} answers on port ${containerPort}, not on ${port}: the proxy that listens there on ECS is absent.`,
      );
}
