import type { Document } from '../document/document';
import type { Path } from '../document/pointer';
import type { LaunchType, NetworkMode } from '../model/taskDefinition';
import { type RawSchema, definition, rootSchema } from './source';

/** One allowed value, and what it means. */
export interface SchemaValue {
  readonly value: string;
  readonly description: string | undefined;
}

/**
 * What the schema says about one place in a task definition: prose, type, limits, and where it applies. Places below a
 * shape know the shape's documentation page; places below a restricted member share its restrictions.
 */
export class SchemaNode {
  readonly #raw: RawSchema;
  readonly #shape: RawSchema | undefined;
  #members: ReadonlyMap<string, SchemaNode> | undefined;
  #items: SchemaNode | undefined;

  constructor(
    raw: RawSchema,
    /** The member's name; undefined for the root and for list items. */
    readonly name: string | undefined,
    readonly parent: SchemaNode | undefined,
  ) {
    this.#shape = raw.$ref === undefined ? undefined : definition(raw.$ref);
    this.#raw = this.#shape ? { ...this.#shape, ...raw } : raw;
  }

  /** The schema itself, a reference already followed. */
  get raw(): RawSchema {
    return this.#raw;
  }

  get description(): string {
    return this.#raw.description ?? this.parent?.description ?? '';
  }

  get type(): RawSchema['type'] {
    return this.#raw.type;
  }

  /** The name of the ECS API shape, for objects: `PortMapping`. */
  get shape(): string | undefined {
    return this.type === 'object' ? this.#raw.title : undefined;
  }

  /** The values it may have, when they are a closed list (of a list: those of its items). */
  get values(): readonly SchemaValue[] {
    const source = this.#raw.enum ? this.#raw : this.#raw.anyOf?.find((choice) => choice.enum);
    const descriptions = source?.enumDescriptions ?? [];
    return (source?.enum ?? [])
      .filter((value) => typeof value === 'string')
      .map((value, index) => ({ value, description: descriptions[index] }));
  }

  /** Values worth offering where the list is open. */
  get examples(): readonly string[] {
    return this.#raw.examples ?? [];
  }

  /** What ECS assumes when the member is absent. */
  get default(): unknown {
    return this.#raw.default;
  }

  get unit(): string | undefined {
    return this.#raw['x-unit'];
  }

  /** Where it is accepted; undefined when every launch type takes it. Empty: nowhere any more. */
  get launchTypes(): readonly LaunchType[] | undefined {
    return this.#raw['x-launchTypes'] ?? this.parent?.launchTypes;
  }

  /** The one operating system it is for; undefined when both have it. */
  get os(): 'LINUX' | 'WINDOWS' | undefined {
    return this.#raw['x-os']?.[0] ?? this.parent?.os;
  }

  /** The network modes it works with; undefined when with all. */
  get networkModes(): readonly NetworkMode[] | undefined {
    return this.#raw['x-networkModes'] ?? this.parent?.networkModes;
  }

  /** Why it should not be used any more; undefined when there is nothing against it. */
  get deprecated(): string | undefined {
    return this.#raw.deprecated ? (this.#raw.deprecationMessage ?? 'No longer available.') : this.parent?.deprecated;
  }

  /** The member stands only in answers of ECS and must not be registered (rules.md §1.2). */
  get isOutput(): boolean {
    return this.#raw['x-output'] === true;
  }

  /** The member must be there for its object to be accepted. */
  get isRequired(): boolean {
    return this.name !== undefined && (this.parent?.required.includes(this.name) ?? false);
  }

  /** Where AWS documents it: the page of its shape, at the member's paragraph. */
  get docs(): string | undefined {
    const { parent, name } = this;
    if (!parent) return this.#raw['x-docs'];
    const anchor = parent.raw['x-anchor'];
    return anchor !== undefined && name !== undefined ? `${parent.raw['x-docs']}#${anchor}${name}` : parent.docs;
  }

  /** Where the facts come from, and the month they were read in. */
  get source(): { readonly text: string; readonly date: string } | undefined {
    const [text, date] = [this.#raw['x-source'], this.#raw['x-date'] ?? this.parent?.source?.date];
    return text !== undefined && date !== undefined ? { text, date } : this.parent?.source;
  }

  /** The names of the members that must be there. */
  get required(): readonly string[] {
    return this.#raw.required ?? [];
  }

  /** The members of an object, those of ECS's answers included, in the order of the documentation. */
  get members(): ReadonlyMap<string, SchemaNode> {
    return (this.#members ??= new Map(
      Object.entries(this.#raw.properties ?? {}).map(([name, raw]) => [name, new SchemaNode(raw, name, this)]),
    ));
  }

  /** Names are free: `options`, `dockerLabels` and the like. Their values are strings. */
  get isMap(): boolean {
    return typeof this.#raw.additionalProperties === 'object';
  }

  /** What each item of a list is. */
  get items(): SchemaNode | undefined {
    return this.#raw.items && (this.#items ??= new SchemaNode(this.#raw.items, undefined, this));
  }

  /** The place one step further in: a member, an item, or a value of a map. */
  step(part: string | number): SchemaNode | undefined {
    if (this.type === 'array') return typeof part === 'number' ? this.items : undefined;
    const member = this.members.get(String(part));
    if (member) return member;
    const free = this.#raw.additionalProperties;
    return typeof free === 'object' ? new SchemaNode(free, String(part), this) : undefined;
  }
}

/** The task definition itself. */
export const taskNode = new SchemaNode(rootSchema, undefined, undefined);

/** One container. */
export const containerNode = taskNode.members.get('containerDefinitions')!.items!;

/** What the schema says about a path of a task definition (`['cpu']`); undefined for what it does not know. */
export function lookup(path: Path, from: SchemaNode = taskNode): SchemaNode | undefined {
  let node: SchemaNode | undefined = from;
  for (const part of path) node = node?.step(part);
  return node;
}

/** The same for a path of a file, wherever in it the definition stands: wrapped, or as a bare list of containers. */
export function lookupIn(document: Document, path: Path): SchemaNode | undefined {
  switch (document.form) {
    case 'describe-output':
      if (path[0] === 'taskDefinition') return lookup(path.slice(1));
      return path[0] === 'tags' ? lookup(path) : undefined;
    case 'container-array':
      return typeof path[0] === 'number' ? lookup(path.slice(1), containerNode) : undefined;
    case 'single-container':
      return lookup(path, containerNode);
    case 'other':
      return undefined;
    default:
      return lookup(path);
  }
}
