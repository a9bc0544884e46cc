import { awsFacts } from '../../rules/facts';
import type { SchemaNode } from '../../schema/lookup';
import { isLegal, legalValues } from './legal';
import { type Context, containerNames, containersToWaitFor, needsMemory } from './context';
import { controlsFor } from './controls';
import { groupFor } from './logGroup';
import { proxyProperties } from './proxy';
import { cpusFor, memoriesFor } from './sizes';
import type { Writer } from './writer';

/** Members worth writing at once, where those that are required are not all. */
const usualMembers: Readonly<Record<string, readonly string[]>> = {
  ContainerDefinition: ['name', 'image', 'essential'],
  PortMapping: ['containerPort'],
  LogConfiguration: ['logDriver', 'options'],
  KeyValuePair: ['name', 'value'],
  EnvironmentFile: ['value', 'type'],
  MountPoint: ['sourceVolume', 'containerPath'],
  VolumeFrom: ['sourceContainer'],
  ContainerDependency: ['containerName', 'condition'],
  SystemControl: ['namespace', 'value'],
  HostEntry: ['hostname', 'ipAddress'],
  KernelCapabilities: ['add'],
  Device: ['hostPath', 'containerPath'],
  HostVolumeProperties: ['sourcePath'],
  DockerVolumeConfiguration: ['scope', 'driver'],
  EFSVolumeConfiguration: ['fileSystemId', 'transitEncryption'],
  EFSAuthorizationConfig: ['accessPointId', 'iam'],
  TaskDefinitionPlacementConstraint: ['type', 'expression'],
  ProxyConfiguration: ['type', 'containerName', 'properties'],
  ProxyProperty: ['name', 'value'],
  RuntimePlatform: ['operatingSystemFamily', 'cpuArchitecture'],
  ResourceRequirement: ['type', 'value'],
  Tag: ['key', 'value'],
};

/** Where an empty place would not say enough. */
const particular: Readonly<Record<string, (writer: Writer, context: Context) => string>> = {
  'PortMapping.containerPort': (writer) => writer.stop('80'),
  'PortMapping.hostPort': (writer, { field }) => writer.stop(String(field?.member('containerPort')?.num ?? 80)),
  'TaskDefinition.cpu': (writer, { task }) => writer.chosenText(cpusFor(task).map(String)),
  'TaskDefinition.memory': (writer, { task }) => writer.chosenText(memoriesFor(task).map(String)),
  'Ulimit.name': (writer) => writer.chosenText(['nofile', 'nproc', 'memlock', 'core', 'stack']),
  'Ulimit.softLimit': (writer) => writer.stop('65536'),
  'Ulimit.hardLimit': (writer) => writer.stop('65536'),
  'ProxyConfiguration.containerName': (writer, { task }) => writer.chosenText(containerNames(task)),
  'ProxyConfiguration.properties': (writer) =>
    writer.list(
      Object.entries(proxyProperties).map(([name, value]) =>
        writer.object([writer.member('name', `"${name}"`), writer.member('value', `"${writer.stop(value)}"`)]),
      ),
    ),
  'ResourceRequirement.value': (writer) => `"${writer.stop('1')}"`,
  'ContainerDefinition.links': (writer, context) =>
    writer.inlineList([writer.chosenText(containersToWaitFor(context))]),
  'SystemControl.namespace': (writer, { task }) => `"${writer.stop(controlsFor(task)[0]?.[0])}"`,
  'SystemControl.value': (writer, { task }) => `"${writer.stop(controlsFor(task)[0]?.[1])}"`,
  'MountPoint.sourceVolume': (writer, { task }) =>
    writer.chosenText(task.volumes.flatMap((volume) => volume.get('name')?.text ?? [])),
  'ContainerDependency.containerName': (writer, context) => writer.chosenText(containersToWaitFor(context)),
  'VolumeFrom.sourceContainer': (writer, context) => writer.chosenText(containersToWaitFor(context)),
  'ContainerDefinition.cpu': (writer) => writer.stop('256'),
  'ContainerDefinition.memory': (writer) => writer.stop('512'),
  'ContainerDefinition.memoryReservation': (writer) => writer.stop('256'),
  'ContainerDefinition.startTimeout': (writer) => writer.stop('120'),
  'ContainerDefinition.essential': (writer) => writer.choice(['true', 'false']),
  'HealthCheck.command': (writer) =>
    writer.inlineList([writer.json('CMD-SHELL'), `"${writer.stop('curl -f http://localhost/ || exit 1')}"`]),
  'LogConfiguration.logDriver': (writer) => writer.json('awslogs'),
  'LogConfiguration.options': (writer, { task }) =>
    writer.object([
      writer.member('awslogs-group', `"${writer.stop(groupFor(task))}"`),
      writer.member('awslogs-region', `"${writer.stop(awsFacts(task).region)}"`),
      writer.member('awslogs-stream-prefix', `"${writer.stop('ecs')}"`),
    ]),
  'EFSVolumeConfiguration.transitEncryption': (writer) => writer.json('ENABLED'),
  'EFSAuthorizationConfig.iam': (writer) => writer.json('ENABLED'),
  'DockerVolumeConfiguration.driver': (writer) => `"${writer.stop('local')}"`,
  'ContainerRestartPolicy.enabled': () => 'true',
  'EphemeralStorage.sizeInGiB': (writer) => writer.stop('21'),
};

/** The beginning of a value for a member: its required members, with a place for the cursor at each. */
export function skeleton(node: SchemaNode, context: Context, writer: Writer): string {
  const own = particular[node.id];
  if (own && node.name !== undefined) return own(writer, context);
  switch (node.type) {
    case 'object':
      return objectSkeleton(node, context, writer);
    case 'array':
      return arraySkeleton(node, context, writer);
    case 'boolean':
      return node.default === true ? 'false' : 'true';
    case 'integer':
      return writer.stop(String(typeof node.default === 'number' ? node.default : (node.raw.minimum ?? 1)));
    default:
      return textSkeleton(node, context, writer);
  }
}

function objectSkeleton(node: SchemaNode, context: Context, writer: Writer): string {
  const usual = usualMembers[node.shape ?? ''] ?? node.required;
  const names = node.shape === 'ContainerDefinition' && needsMemory(context.task) ? [...usual, 'memory'] : usual;
  const isPlaceLegal = isLegal(node, context.task); // where the whole place is wrong, its members are no worse
  const members: string[] = [];
  for (const name of names) {
    const member = node.members.get(name);
    if (member && (!isPlaceLegal || isLegal(member, context.task)))
      members.push(writer.member(name, skeleton(member, context, writer)));
  }
  return members.length > 0 ? writer.object(members) : `{${writer.stop()}}`;
}

function arraySkeleton({ items }: SchemaNode, context: Context, writer: Writer): string {
  if (!items) return `[${writer.stop()}]`;
  const item = skeleton(items, context, writer);
  return items.type === 'object' ? writer.list([item]) : writer.inlineList([item]);
}

function textSkeleton(node: SchemaNode, { task }: Context, writer: Writer): string {
  const values = legalValues(node, task).map(({ value }) => value);
  return values.length < 12 ? writer.chosenText(values) : `"${writer.stop()}"`;
}
