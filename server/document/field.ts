import type { Node } from 'jsonc-parser';
import { isPlaceholderAt, mayHoldPlaceholder } from './placeholder';
import { plainOf } from './plain';
import { type Path, pathOf, pointerOf } from './pointer';
import type { Anchor, Span } from './span';
import { Values } from './values';

type Item<T> = T extends readonly (infer I)[] ? I : unknown;
type Member<T, K extends keyof T> = NonNullable<T[K]>;

/**
 * One value in the text, seen through the type it should have. Reading is tolerant: a member that is missing,
 * `null`, or of another JSON type is undefined, so a rule about it falls silent and the shape rules speak.
 * `T` only steers which names `get` accepts; it is no promise about what the file holds.
 */
export class Field<T = unknown> {
  /** The field of a node: always the same one, so that what it has worked out once stays known. */
  static of<T = unknown>(node: Node): Field<T> {
    return ((node as Remembering).field ??= new Field(node));
  }

  /** Whether a node holds a placeholder, without a field for each of the many texts that hold none. */
  static isUnknown(node: Node): boolean {
    const { field } = node as Remembering;
    if (field) return field.unknown;
    return node.type === 'string' && mayHoldPlaceholder(node.value as string) && Field.of(node).unknown;
  }

  private constructor(readonly node: Node) {}

  /** Where the value stands, from the root of the file. */
  get path(): Path {
    return (this.#path ??= pathOf(this.node));
  }
  #path: Path | undefined;

  /** The property this value belongs to (`"name": value`); undefined for an array item or the root. */
  get property(): Node | undefined {
    const { parent } = this.node;
    return parent?.type === 'property' ? parent : undefined;
  }

  get pointer(): string {
    return pointerOf(this.path);
  }

  get span(): Span {
    return { offset: this.node.offset, length: this.node.length };
  }

  /** The member's name with its quotes; the value itself when it has no name. */
  get keySpan(): Span {
    const key = this.property?.children?.[0];
    return key ? { offset: key.offset, length: key.length } : this.span;
  }

  /** Points at the value. */
  get value(): Anchor {
    return { pointer: this.pointer, span: this.span };
  }

  /** Points at the member's name. */
  get key(): Anchor {
    return { pointer: this.pointer, span: this.keySpan };
  }

  get type(): NonNullable<Node['type']> {
    return this.node.type;
  }

  /** The member of an object; undefined when it is absent or `null`. Of repeated names the last one counts, as in JSON.parse. */
  get<K extends keyof T & string>(name: K): Field<Member<T, K>> | undefined {
    const field = this.member(name);
    return field && field.type !== 'null' ? field : undefined;
  }

  /** Like `get`, for names that are no member of the type; `null` values are returned too. */
  member(name: string): Field | undefined {
    if (this.node.type !== 'object') return undefined;
    const properties = this.node.children ?? [];
    if (properties.length > few) return (this.#index ??= indexOf(properties)).get(name);
    const value = memberIn(properties, name);
    return value && Field.of(value);
  }
  #index: ReadonlyMap<unknown, Field | undefined> | undefined;

  /** All members of an object in the order of the file, `null` values and repeated names included. */
  members(): readonly Field[] {
    return (this.#members ??= this.node.type === 'object' ? membersOf(this.node) : none);
  }
  #members: readonly Field[] | undefined;

  /** The items of an array that are not `null`, in order; empty for anything else. */
  items(): readonly Field<Item<T>>[] {
    return (this.#items ??= this.node.type === 'array' ? itemsOf(this.node) : none);
  }
  #items: readonly Field[] | undefined;

  /** The nodes of this value and every value inside it, in the order of the text; `null` ones too. */
  get nodes(): readonly Node[] {
    return this.#inside.all;
  }

  /** Those of `nodes` that are of one JSON type: several rules look at every text or every object of a file. */
  nodesOf(type: Node['type']): readonly Node[] {
    return this.#inside.of(type);
  }

  get #inside(): Values {
    return (this.#values ??= new Values(this.node));
  }
  #values: Values | undefined;

  /** The item at an index, `null` too; undefined where there is none. */
  item(index: number): Field | undefined {
    const child = this.node.type === 'array' ? this.node.children?.[index] : undefined;
    return child && Field.of(child);
  }

  /** The member's name, without quotes; undefined for an array item or the root. */
  get name(): string | undefined {
    return this.property?.children?.[0]?.value as string | undefined;
  }

  get text(): string | undefined {
    return this.node.type === 'string' ? (this.node.value as string) : undefined;
  }

  /** The text, unless it is empty or holds a placeholder: what a format rule may judge. */
  get known(): string | undefined {
    return this.text === '' || this.unknown ? undefined : this.text;
  }

  /** Whether the text holds a placeholder, so that nothing about its value is known. */
  get unknown(): boolean {
    return (this.#unknown ??= this.text !== undefined && isPlaceholderAt(this.text, this));
  }
  #unknown: boolean | undefined;

  /** Says that the text holds a placeholder where its form alone does not show it. */
  isPlaceholder(): void {
    this.#unknown = true;
  }

  /** Says that a value was put in: what the text still holds decides. */
  isFilled(): void {
    this.#unknown = undefined;
  }

  get bool(): boolean | undefined {
    return this.node.type === 'boolean' ? (this.node.value as boolean) : undefined;
  }

  /** A JSON number that is whole; what range rules judge. */
  get int(): number | undefined {
    const value: unknown = this.node.type === 'number' ? this.node.value : undefined;
    return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
  }

  /** `num(x)` of the catalogue: a number, or a string of digits. Sums and comparisons use it (ruling 18). */
  get num(): number | undefined {
    if (this.node.type === 'number') return this.node.value as number;
    const text = this.text;
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  }

  /** Whether there is anything inside: members, items or characters. */
  get isEmpty(): boolean {
    if (this.node.type === 'object' || this.node.type === 'array') return (this.node.children ?? []).length === 0;
    return this.text === '';
  }

  /** The plain JSON value; `null` members and items are left out. Of repeated names the last one counts. */
  toJson(): unknown {
    return plainOf(this.node);
  }
}

/** Objects with more members get an index: hundreds of rules ask the same containers for their members. */
const few = 4;

/** The value of a member; of repeated names the last one counts. */
export function memberIn(properties: readonly Node[], name: string): Node | undefined {
  for (let index = properties.length - 1; index >= 0; index--) {
    const [key, value] = properties[index]!.children!;
    if (key!.value === name) return value;
  }
  return undefined;
}

const indexOf = (properties: readonly Node[]): ReadonlyMap<unknown, Field | undefined> =>
  new Map(properties.map(({ children }) => [children![0]!.value as unknown, children![1] && Field.of(children![1])]));

interface Remembering extends Node {
  field?: Field;
}

const none: readonly Field[] = [];

/** The members that have a value; a half-typed one has none yet. */
function membersOf(node: Node): Field[] {
  const members: Field[] = [];
  for (const { children } of node.children ?? []) if (children?.[1]) members.push(Field.of(children[1]));
  return members;
}

function itemsOf(node: Node): Field[] {
  const items: Field[] = [];
  for (const child of node.children ?? []) if (child.type !== 'null') items.push(Field.of(child));
  return items;
}
