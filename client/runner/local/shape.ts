import type { Node } from 'jsonc-parser';
import { closest } from '../../../server/index';

/** What is wrong with a file of overrides: a sentence, and an imperative one for what to do. */
export interface Fault {
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
  readonly text: string;
  readonly next: string;
}

/** What may stand at a place: said once, read by the runner and by the JSON schema that completes it in editors. */
export interface Shape<T> {
  readonly schema: Readonly<Record<string, unknown>>;
  /** Undefined where it cannot be read; why is in `faults`. */
  read(node: Node, faults: Fault[]): T | undefined;
}

export type Read<S> = S extends Shape<infer T> ? T : never;

type Members = Readonly<Record<string, Shape<unknown>>>;
type ReadMembers<M extends Members> = { readonly [K in keyof M]?: Read<M[K]> };

/** The same shape with a description, which editors show. */
export function described<T>(description: string, shape: Shape<T>): Shape<T> {
  return { ...shape, schema: { description, ...shape.schema } };
}

export const text = (pattern?: RegExp, is = 'a text'): Shape<string> => ({
  schema: { type: 'string', ...(pattern && { pattern: pattern.source }) },
  read: (node, faults) =>
    typeof node.value === 'string' && (!pattern || pattern.test(node.value)) ? node.value : wrong(node, is, faults),
});

export const integer = (minimum: number, maximum = Number.MAX_SAFE_INTEGER): Shape<number> => ({
  schema: { type: 'integer', minimum, ...(maximum < Number.MAX_SAFE_INTEGER && { maximum }) },
  read: (node, faults) => {
    const value: unknown = node.value;
    if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum) return value;
    const end = maximum < Number.MAX_SAFE_INTEGER ? `from ${minimum} to ${maximum}` : `of ${minimum} or more`;
    return wrong(node, `a whole number ${end}`, faults);
  },
});

export const flag: Shape<boolean> = {
  schema: { type: 'boolean' },
  read: (node, faults) => (typeof node.value === 'boolean' ? node.value : wrong(node, 'true or false', faults)),
};

/** Says that something is to be left out. */
export const nothing: Shape<null> = {
  schema: { type: 'null' },
  read: (node, faults) => (node.type === 'null' ? null : wrong(node, 'null', faults)),
};

export const list = <T>(items: Shape<T>): Shape<readonly T[]> => ({
  schema: { type: 'array', items: items.schema },
  read: (node, faults) =>
    node.type === 'array'
      ? (node.children ?? []).flatMap((child) => items.read(child, faults) ?? [])
      : wrong(node, 'a list', faults),
});

/** What the names in an object have to be like, in words and as a pattern. */
interface Names {
  readonly pattern: RegExp;
  readonly is: string;
}

/** An object whose member names people choose. */
export const record = <T>(values: Shape<T>, names?: Names): Shape<Readonly<Record<string, T>>> => ({
  schema: {
    type: 'object',
    ...(names && { propertyNames: { pattern: names.pattern.source } }),
    additionalProperties: values.schema,
  },
  read: (node, faults) => {
    if (node.type !== 'object') return wrong(node, 'an object', faults);
    const members = propertiesOf(node).flatMap(({ key, value, offset }): [string, T][] => {
      if (names && !names.pattern.test(key)) {
        faults.push({ offset, text: `has a name here that does not fit.`, next: `Write ${names.is}.` });
        return [];
      }
      const read = values.read(value, faults);
      return read === undefined ? [] : [[key, read]];
    });
    return Object.fromEntries(members);
  },
});

/** An object with these members and no others, of which none has to be there. */
export const object = <M extends Members>(members: M): Shape<ReadMembers<M>> => ({
  schema: {
    type: 'object',
    properties: Object.fromEntries(Object.entries(members).map(([name, { schema }]) => [name, schema])),
    additionalProperties: false,
  },
  read: (node, faults) => {
    if (node.type !== 'object') return wrong(node, 'an object', faults);
    const found: Record<string, unknown> = {};
    for (const { key, value, offset } of propertiesOf(node)) {
      const member = Object.hasOwn(members, key) ? members[key] : undefined;
      if (member) found[key] = member.read(value, faults);
      else
        faults.push({ offset, text: `has "${key}", which says nothing here.`, next: meant(key, Object.keys(members)) });
    }
    return found as ReadMembers<M>;
  },
});

/** The first of these that the value's type fits. */
export const either = <A, B>(one: Shape<A>, other: Shape<B>): Shape<A | B> => ({
  schema: { anyOf: [one.schema, other.schema] },
  read: (node, faults) => {
    const inOne: Fault[] = [];
    const read = one.read(node, inOne);
    return inOne.length === 0 ? read : other.read(node, faults);
  },
});

interface Property {
  readonly key: string;
  readonly value: Node;
  readonly offset: number;
}

/** Of two with one name the last counts, as everywhere in JSON. Half a property is the parser's to complain of. */
function propertiesOf(node: Node): readonly Property[] {
  return (node.children ?? []).flatMap(({ children: [name, value] = [] }) =>
    name && value ? [{ key: String(name.value), value, offset: name.offset }] : [],
  );
}

/** Never the value itself: it may be a secret. */
function wrong(node: Node, is: string, faults: Fault[]): undefined {
  faults.push({ offset: node.offset, text: `has ${kinds[node.type] ?? 'something else'} here.`, next: `Write ${is}.` });
  return undefined;
}

const kinds: Readonly<Partial<Record<Node['type'], string>>> = {
  string: 'a text that does not fit',
  number: 'a number that does not fit',
  boolean: 'true or false',
  null: 'null',
  array: 'a list',
  object: 'an object',
};

export function meant(name: string, names: readonly string[]): string {
  const near = closest(name, names);
  return near === undefined ? `Remove it; what can stand there: ${names.join(', ')}.` : `Did you mean "${near}"?`;
}
