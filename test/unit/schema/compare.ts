import type { SchemaNode } from '../../../server/schema/lookup';
import type { DeclaredType, Declarations } from '../../support/interfaces';

/** How the schema and a declaration differ, as `path: what`; each difference is one line. */
export function differences(
  node: SchemaNode,
  type: DeclaredType,
  declared: Declarations,
  options: { readonly required: boolean },
  path = '',
): string[] {
  const resolved = resolve(type, declared);
  if (resolved.kind === 'list') {
    return node.items ? differences(node.items, resolved.of, declared, options, `${path}[]`) : [`${path}: no list`];
  }
  if (resolved.kind === 'words') return wordsDiffer(node, resolved.words, path);
  if (resolved.kind !== 'named') return typeDiffers(node, resolved.kind, path);

  const members = declared.interfaces.get(resolved.name);
  if (!members) return [`${path}: ${resolved.name} is no interface`];
  if (node.type !== 'object') return [`${path}: ${node.type ?? 'nothing'} in the schema, ${resolved.name} there`];
  const own = [...node.members.values()].filter(({ isOutput }) => !isOutput);
  return [
    ...own.filter(({ name }) => !members.has(name!)).map(({ name }) => `${path}.${name!}: only in the schema`),
    ...[...members].flatMap(([name, member]) => {
      const inner = node.members.get(name);
      const at = `${path}.${name}`;
      if (!inner || inner.isOutput) return [`${at}: not in the schema`];
      const isRequired = options.required && inner.isRequired === member.isOptional;
      return [
        ...(isRequired
          ? [`${at}: ${inner.isRequired ? 'required only in the schema' : 'not required in the schema'}`]
          : []),
        ...differences(inner, member.type, declared, options, at),
      ];
    }),
  ];
}

function resolve(type: DeclaredType, { words }: Declarations): DeclaredType {
  const named = type.kind === 'named' ? words.get(type.name) : undefined;
  return named ? { kind: 'words', words: named } : type;
}

function wordsDiffer(node: SchemaNode, words: readonly string[], path: string): string[] {
  const own = node.values.map(({ value }) => value).toSorted();
  return own.join() === words.join() ? [] : [`${path}: "${own.join(' ')}" in the schema, "${words.join(' ')}" there`];
}

const schemaTypes: Readonly<Record<string, SchemaNode['type']>> = {
  string: 'string',
  number: 'integer',
  boolean: 'boolean',
  map: 'object',
};

function typeDiffers(node: SchemaNode, kind: string, path: string): string[] {
  const wanted = schemaTypes[kind];
  const isMap = kind !== 'map' || node.isMap;
  const isOpen = kind !== 'string' || node.values.length === 0;
  return node.type === wanted && isMap && isOpen
    ? []
    : [`${path}: ${node.type ?? 'nothing'}${isOpen ? '' : ' of certain words'} in the schema, ${kind} there`];
}
