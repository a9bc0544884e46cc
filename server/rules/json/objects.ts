import type { Field } from '../../document/field';
import type { SchemaNode } from '../../schema/lookup';
import { pairIn } from './entries';

/** The object of a shape that a scalar or list plainly stands for; undefined where it would be a guess. */
export function toObject(field: Field, schema: SchemaNode, isAwsvpc: boolean): unknown {
  const words = field.type === 'number' ? String(field.node.value) : field.text?.trim();
  if (words === undefined) return field.type === 'array' ? fromList(field, schema) : undefined;
  if (words === '') return undefined;
  const short = shorthands[schema.shape ?? ''];
  return short ? short(words, isAwsvpc) : pairIn(words, schema);
}

/** The short forms of Docker and Compose, by the shape that ECS wants. */
const shorthands: Readonly<Record<string, (words: string, isAwsvpc: boolean) => unknown>> = {
  PortMapping: portMapping,
  MountPoint: mountPoint,
  ContainerDependency: (words) => (/^[\w-]+$/.test(words) ? { containerName: words, condition: 'START' } : undefined),
  VolumeFrom: (words) => {
    const [, sourceContainer, mode] = /^([\w-]+)(?::(ro|rw))?$/.exec(words) ?? [];
    return sourceContainer && { sourceContainer, ...(mode === 'ro' && { readOnly: true }) };
  },
  Volume: (words) => (/^[\w-]+$/.test(words) ? { name: words } : undefined),
  EnvironmentFile: (words) => (words.startsWith('arn:') ? { value: words, type: 's3' } : undefined),
  LogConfiguration: (words) => (/^[a-z-]+$/.test(words) ? { logDriver: words } : undefined),
  HealthCheck: (words) => ({ command: ['CMD-SHELL', words.replace(/^CMD(?:-SHELL)?[\s,]+/, '')] }),
};

/** `[HOST:]CONTAINER[/PROTOCOL]`; with awsvpc there is no other port to map to. */
function portMapping(words: string, isAwsvpc: boolean): unknown {
  const [, host, container, protocol] = /^(?:(\d{1,5}):)?(\d{1,5})(?:\/(tcp|udp))?$/i.exec(words) ?? [];
  if (container === undefined) return undefined;
  return {
    containerPort: Number(container),
    ...(host !== undefined && !isAwsvpc && { hostPort: Number(host) }),
    ...(protocol !== undefined && { protocol: protocol.toLowerCase() }),
  };
}

/** `VOLUME:PATH[:ro|rw]` */
function mountPoint(words: string): unknown {
  const [, sourceVolume, containerPath, mode] = /^([\w-]+):([^:]+)(?::(ro|rw))?$/.exec(words) ?? [];
  if (sourceVolume === undefined) return undefined;
  return { sourceVolume, containerPath, ...(mode === 'ro' && { readOnly: true }) };
}

/** Labels as a list (`["a=b"]` or `[{"name":…,"value":…}]`), or the command of a health check on its own. */
function fromList(field: Field, schema: SchemaNode): unknown {
  const items = field.items();
  if (schema.shape === 'HealthCheck') {
    return items.every(({ type }) => type === 'string') ? { command: field.toJson() } : undefined;
  }
  if (!schema.isMap) return items.length === 1 && items[0]!.type === 'object' ? items[0]!.toJson() : undefined;
  const entries = items.map((item) => {
    const [, name, value = ''] = /^([^=\s]+)=?(.*)$/s.exec(item.text ?? '') ?? [];
    const key = name ?? (item.member('name') ?? item.member('key'))?.text;
    return [key, name === undefined ? item.member('value')?.text : value] as const;
  });
  return entries.every(([key, value]) => key !== undefined && value !== undefined)
    ? Object.fromEntries(entries as [string, string][])
    : undefined;
}
