import type { Document } from './document';
import type { Field } from './field';
import { type Span, touches } from './span';
import { toFilePath } from './taskPath';

/** Names that one place of a task definition declares and others refer to. `*` in a pattern is any list item. */
interface NameKind {
  readonly kind: 'container' | 'volume' | 'port';
  readonly declaredAt: string;
  readonly usedAt: readonly string[];
  /** What ECS accepts as such a name. */
  readonly legal: RegExp;
  /** `legal` in words. */
  readonly grammar: string;
}

/** A link is `name` or `name:alias`; only the part before the colon refers. */
const linkPattern = 'containerDefinitions.*.links.*';

/** The one table of names: completion, definition, references, highlight, rename and the rules about unknown names read it. */
export const nameKinds = [
  {
    kind: 'container',
    declaredAt: 'containerDefinitions.*.name',
    usedAt: [
      'containerDefinitions.*.dependsOn.*.containerName',
      'containerDefinitions.*.volumesFrom.*.sourceContainer',
      linkPattern,
      'proxyConfiguration.containerName',
    ],
    legal: /^[A-Za-z0-9_-]{1,255}$/,
    grammar: 'up to 255 letters, digits, hyphens and underscores',
  },
  {
    kind: 'volume',
    declaredAt: 'volumes.*.name',
    usedAt: ['containerDefinitions.*.mountPoints.*.sourceVolume'],
    legal: /^[A-Za-z0-9_-]{1,255}$/,
    grammar: 'up to 255 letters, digits, hyphens and underscores',
  },
  {
    kind: 'port',
    declaredAt: 'containerDefinitions.*.portMappings.*.name',
    usedAt: [],
    legal: /^[a-z0-9_][a-z0-9_-]{0,63}$/,
    grammar: 'up to 64 lower-case letters, digits, underscores and hyphens, not starting with a hyphen',
  },
] as const satisfies readonly NameKind[];

export type Named = (typeof nameKinds)[number]['kind'];

/** One place where a name is written. */
export interface NameOccurrence {
  readonly kind: Named;
  readonly role: 'declaration' | 'use';
  readonly name: string;
  /** The name's own characters, without quotes and without a link's alias. */
  readonly span: Span;
  readonly field: Field;
}

/** Every place of a task definition that holds such a name, as a pattern. */
export const namePlaces: ReadonlySet<string> = new Set(
  nameKinds.flatMap(({ declaredAt, usedAt }) => [declaredAt, ...usedAt]),
);

/** Each document is read once; a mouse that moves asks a dozen times. */
const known = new WeakMap<Document, readonly NameOccurrence[]>();

/** Every declared or used name, kind by kind, declarations first. */
export function namesIn(document: Document): readonly NameOccurrence[] {
  const names = known.get(document) ?? readNames(document);
  known.set(document, names);
  return names;
}

function readNames(document: Document): NameOccurrence[] {
  return nameKinds.flatMap(({ kind, declaredAt, usedAt }) => [
    ...fieldsAt(document, declaredAt).flatMap((field) => occurrence(document, kind, 'declaration', declaredAt, field)),
    ...usedAt.flatMap((pattern) =>
      fieldsAt(document, pattern).flatMap((field) => occurrence(document, kind, 'use', pattern, field)),
    ),
  ]);
}

/** The name under the cursor. */
export function nameAt(names: readonly NameOccurrence[], offset: number): NameOccurrence | undefined {
  return names.find(({ span, field }) => touches(span, offset) || (field.isEmpty && touches(field.span, offset)));
}

/** All places of the name that `of` is one place of. */
export function samePlaces(names: readonly NameOccurrence[], of: NameOccurrence): NameOccurrence[] {
  return names.filter(({ kind, name }) => kind === of.kind && name === of.name);
}

/** Which kind of name belongs at a place of a task definition, given as a pattern, if it is one that refers to one. */
export const nameUsedAt = (pattern: string): Named | undefined => kinds.get(pattern);

const kinds: ReadonlyMap<string, Named> = new Map(
  nameKinds.flatMap(({ kind, usedAt }) => usedAt.map((pattern) => [pattern, kind] as const)),
);

function fieldsAt({ root, form }: Document, pattern: string): Field[] {
  const path = toFilePath(form, pattern.split('.'));
  if (!root || !path) return [];
  return path.reduce<Field[]>(
    (fields, part) =>
      part === '*'
        ? fields.flatMap((field) => field.items())
        : fields.flatMap((field) => field.member(String(part)) ?? []),
    [root],
  );
}

/** Where the colon in front of a link's alias stands; one inside a placeholder (`${NAME:-db}`) does not count. */
function aliasColon(link: string): number {
  let colon = link.indexOf(':');
  while (colon >= 0 && link.lastIndexOf('{', colon) > link.lastIndexOf('}', colon)) {
    const end = link.indexOf('}', colon);
    colon = end < 0 ? -1 : link.indexOf(':', end);
  }
  return colon;
}

function occurrence(
  { text }: Document,
  kind: Named,
  role: NameOccurrence['role'],
  pattern: string,
  field: Field,
): NameOccurrence[] {
  if (field.text === undefined) return [];
  const isLink = pattern === linkPattern;
  const { offset, length } = field.span;
  const start = text[offset] === '"' ? offset + 1 : offset; // a name that was mended may have no quotes
  const written = text.slice(start, offset + length);
  const inner = written.endsWith('"') ? written.slice(0, -1) : written;
  const nameIn = (link: string): string => (isLink && aliasColon(link) >= 0 ? link.slice(0, aliasColon(link)) : link);
  return [
    {
      kind,
      role,
      name: nameIn(field.text),
      span: { offset: start, length: nameIn(inner).length },
      field,
    },
  ];
}
