import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { Field } from '../document/field';
import type { ContainerField } from '../document/view';
import { splitImage } from '../model/image';
import { plainText } from './plainText';
import { type Source, rangeOf } from './source';
import { volumeDetail } from './volumeDetail';

/** Editors draw every symbol; past this many nobody reads them. */
const maximumSymbols = 5000;

/** Which member tells list items apart, most telling first. */
const telling = [
  'name',
  'containerName',
  'sourceContainer',
  'sourceVolume',
  'containerPort',
  'containerPortRange',
  'namespace',
  'key',
  'hostname',
  'containerPath',
  'hostPath',
  'type',
  'value',
];

/** The outline: members and items as in the file, containers and volumes by their names with what matters about each. */
export function documentSymbols(source: Source): DocumentSymbol[] {
  const { root, task } = source.document;
  if (!root || !task) return [];
  const containers = new Map(task.containers.map((container) => [container.node, container]));
  const volumes = new Map(task.volumes.map((volume) => [volume.node, volume]));
  let count = 0;

  const childrenOf = (parent: Field): DocumentSymbol[] => {
    const fields: readonly Field[] = parent.type === 'object' ? parent.members() : parent.items();
    return fields.flatMap((field) => (++count > maximumSymbols ? [] : symbolOf(field)));
  };
  const symbolOf = (field: Field): DocumentSymbol => {
    const container = containers.get(field.node);
    const volume = volumes.get(field.node);
    const detail = container ? containerDetail(container) : volume ? volumeDetail(volume) : detailOf(field);
    return {
      name: plainText(field.name ?? itemName(field) ?? `[${String(field.path.at(-1) ?? 0)}]`) || '""', // an empty name is refused
      ...(detail && { detail: plainText(detail) }),
      kind: container ? SymbolKind.Module : volume ? SymbolKind.Package : kinds[field.type],
      range: rangeOf(source, field.property ?? field.node),
      selectionRange: rangeOf(source, field.keySpan),
      children: childrenOf(field),
    };
  };
  return root.path.length === 0 && containers.has(root.node) ? [symbolOf(root)] : childrenOf(root);
}

const kinds: Record<Field['type'], SymbolKind> = {
  object: SymbolKind.Object,
  array: SymbolKind.Array,
  property: SymbolKind.Property,
  string: SymbolKind.String,
  number: SymbolKind.Number,
  boolean: SymbolKind.Boolean,
  null: SymbolKind.Null,
};

/** An item by its most telling member, a text by itself; undefined for an item that has nothing to be called by. */
function itemName(field: Field): string | undefined {
  if (field.type === 'string') return field.text || undefined;
  for (const name of telling) {
    const value = field.member(name);
    const text = value && scalarOf(value);
    if (text) return text;
  }
  return undefined;
}

const scalarOf = ({ node, type }: Field): string =>
  type === 'object' || type === 'array' || type === 'null' ? '' : String(node.value);

/** Which members tell what an object is about, by the name of the object or of the list it is in. */
const essence: Readonly<Record<string, readonly string[]>> = {
  dependsOn: ['condition'],
  logConfiguration: ['logDriver'],
  mountPoints: ['containerPath'],
  portMappings: ['name', 'hostPort', 'protocol'],
  secrets: ['valueFrom'],
  ulimits: ['softLimit', 'hardLimit'],
  runtimePlatform: ['operatingSystemFamily', 'cpuArchitecture'],
  firelensConfiguration: ['type'],
};

/** A scalar itself; of an object, what it is about. */
function detailOf(field: Field): string {
  const list = field.name ?? field.path.at(-2);
  const names =
    field.type === 'object' && typeof list === 'string' && Object.hasOwn(essence, list) ? essence[list]! : [];
  const parts = names.map((name) => field.member(name)).map((value) => value && scalarOf(value));
  return field.type === 'object' ? parts.filter(Boolean).join(', ') : scalarOf(field);
}

/** `nginx:1.27, 256 cpu, 512 MiB, :80` */
function containerDetail(container: ContainerField): string {
  const image = container.get('image')?.text;
  const cpu = container.get('cpu')?.num;
  const memory = container.get('memory')?.num ?? container.get('memoryReservation')?.num;
  const ports = (container.get('portMappings')?.items() ?? []).map(
    (mapping) => mapping.get('containerPort')?.num ?? mapping.get('containerPortRange')?.text,
  );
  return [
    image && shortImage(image),
    cpu && `${cpu} cpu`,
    memory && `${memory} MiB`,
    ...ports.map((port) => port && `:${port}`),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Without its registry, and of a digest only as much as tells two apart. */
function shortImage(image: string): string {
  const { repository, tag, digest } = splitImage(image);
  return repository + (tag ? `:${tag}` : '') + (digest ? `@${digest.slice(0, 14)}` : '');
}
