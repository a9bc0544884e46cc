import type { Field } from '../../document/field';
import type { ContainerField } from '../../document/view';
import type { NetworkMode, PortMapping } from '../../model/taskDefinition';
import { perTask } from '../perTask';

/** One `portMappings` item, read once. Ports are numbers where they can be read as such. */
export interface Mapping {
  readonly container: ContainerField;
  readonly item: Field<PortMapping>;
  readonly containerPort: number | undefined;
  /** As written: 0 asks for a dynamic port. */
  readonly hostPort: number | undefined;
  /** ECS takes anything but `udp` for tcp; undefined for a placeholder. */
  readonly protocol: 'tcp' | 'udp' | undefined;
  readonly range: PortRange | undefined;
}

export interface PortRange {
  readonly low: number;
  readonly high: number;
}

export const mappingsOf = perTask((task): readonly Mapping[] => {
  return task.containers.flatMap((container) =>
    (container.get('portMappings')?.items() ?? [])
      .filter((item) => item.type === 'object')
      .map((item) => ({
        container,
        item,
        containerPort: item.get('containerPort')?.num,
        hostPort: item.get('hostPort')?.num,
        protocol: protocolOf(item),
        range: parseRange(item.get('containerPortRange')?.known),
      })),
  );
});

function protocolOf(item: Field<PortMapping>): Mapping['protocol'] {
  const field = item.get('protocol');
  if (field?.unknown) return undefined;
  return field?.text === 'udp' ? 'udp' : 'tcp';
}

/** `low-high`, whatever the bounds; undefined for anything else. */
export function parseRange(text: string | undefined): PortRange | undefined {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text ?? '');
  return match ? { low: Number(match[1]), high: Number(match[2]) } : undefined;
}

/** The port a mapping takes on its host, undefined when it is dynamic or not known. */
export function effectiveHostPort(mapping: Mapping, mode: NetworkMode | undefined): number | undefined {
  if (mapping.hostPort) return mapping.hostPort;
  const field = mapping.item.get('hostPort');
  if (field && mapping.hostPort === undefined) return undefined;
  return mode === 'host' || mode === 'awsvpc' ? mapping.containerPort : undefined;
}

/** Where the host port is decided: at `hostPort`, or at `containerPort` when that decides. */
export const hostPortField = ({ item, hostPort }: Mapping): Field =>
  (hostPort ? item.get('hostPort') : item.get('containerPort')) ?? item;
