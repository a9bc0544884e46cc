import { hasPlaceholder } from '../../document/placeholder';
import { type SchemaNode, containerNode, lookup, taskNode } from '../../schema/lookup';
import { closest } from '../similar';
import { aliases, serviceMembers } from './aliases';

/** What a member that the schema does not know was probably meant to be. */
export type Intent =
  /** The same word in another case or with other separators: `ContainerPort`, `container_port`. */
  | { readonly kind: 'case'; readonly member: string }
  /** Belongs to a service or to RunTask. */
  | { readonly kind: 'service' }
  /** Another tool's word, or a slip of the keyboard. A dot leads into a nested object. */
  | { readonly kind: 'alias' | 'typo'; readonly member: string }
  /** A member, but of something else. */
  | { readonly kind: 'elsewhere'; readonly of: string }
  /** A note to the reader: `$schema`, `_comment`, `//`. */
  | { readonly kind: 'note' }
  | { readonly kind: 'unknown' };

/** What `name` was meant to be among the members of `schema`; undefined when it holds a placeholder. */
export function intentOf(name: string, schema: SchemaNode): Intent | undefined {
  let known = intents.get(schema);
  if (!known || known.size >= many) intents.set(schema, (known = new Map<string, Intent | undefined>()));
  if (!known.has(name)) known.set(name, guess(name, schema));
  return known.get(name);
}

/** What was guessed of late: a name that is wrong in one container is often wrong in all, and asked at each keystroke. */
const intents = new WeakMap<SchemaNode, Map<string, Intent | undefined>>();

function guess(name: string, schema: SchemaNode): Intent | undefined {
  if (hasPlaceholder(name)) return undefined;
  const bare = bareOf(name);
  for (const member of schema.members.keys()) {
    if (bare === bareOf(member)) return { kind: 'case', member };
  }
  if (schema === taskNode && serviceMembers.has(name)) return { kind: 'service' };
  const alias = aliasOf(name, bare, schema.shape);
  if (alias !== undefined) return { kind: 'alias', member: alias };
  if (/^(?:\$schema$|_|\/\/|#|comments?$)/i.test(name)) return { kind: 'note' };
  const other = elsewhere(name, schema);
  if (other) return other;
  const typo = closest(
    name,
    [...schema.members.values()].filter(({ isOutput }) => !isOutput).map((node) => node.name!),
  );
  return typo === undefined ? { kind: 'unknown' } : { kind: 'typo', member: typo };
}

/** Whether an object holds a member under another spelling, so that it needs no second finding for lacking it. */
export function isMeantBySomeMember(names: Iterable<string | undefined>, schema: SchemaNode, member: string): boolean {
  const unknown = [...new Set(names)].filter((name) => name !== undefined && !schema.members.has(name));
  return unknown.slice(0, many).some((name) => {
    const intent = name === undefined ? undefined : intentOf(name, schema);
    return intent !== undefined && 'member' in intent && intent.member === member;
  });
}

/** An object with more unknown members than this is something else; guessing at all of them would take long. */
const many = 100;

const bareOf = (name: string): string => name.replaceAll(/[-_\s]/g, '').toLowerCase();

function aliasOf(name: string, bare: string, shape: string | undefined): string | undefined {
  const known = shape === undefined ? undefined : aliases[shape];
  if (!known) return undefined;
  if (Object.hasOwn(known, name)) return known[name];
  return Object.entries(known).find(([word]) => bareOf(word) === bare)?.[1];
}

/** Another level that has a member of this name. */
export function elsewhere(name: string, schema: SchemaNode): Intent | undefined {
  const level = levels.find(({ node }) => node !== schema && node.members.has(name));
  return level && { kind: 'elsewhere', of: level.words };
}

/** The objects whose members people put on a wrong level. */
const levels: readonly { readonly node: SchemaNode; readonly words: string }[] = [
  { node: taskNode, words: 'the task definition itself, beside "containerDefinitions"' },
  { node: containerNode, words: 'a container' },
  ...['linuxParameters', 'healthCheck', 'logConfiguration'].map((name) => ({
    node: containerNode.members.get(name)!,
    words: `"${name}" of a container`,
  })),
  { node: lookup(['secrets', 0], containerNode)!, words: '"secrets" of a container' },
  { node: taskNode.members.get('runtimePlatform')!, words: '"runtimePlatform" of the task definition' },
];
