import type { Document } from '../document/document';
import type { Path } from '../document/pointer';
import type { LaunchType, NetworkMode } from '../model/taskDefinition';
import type { RawSchema } from './rawSchema';
import { definition, rootSchema } from './source';

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
  /** The schema itself, a reference already followed. */
  readonly raw: RawSchema;
  readonly type: RawSchema['type'];
  /** The name of the ECS API shape, for objects: `PortMapping`. */
  readonly shape: string | undefined;
  /** The member it is, with its shape: `LogConfiguration.logDriver`. Of a list's item, the list; of a map's value, the map. */
  readonly id: string;
  /** What ECS assumes when the member is absent. */
  readonly default: unknown;
  /** The names of the members that must be there. */
  readonly required: readonly string[];
  /** Names are free: `options`, `dockerLabels` and the like. Their values are strings. */
  readonly isMap: boolean;
  /** The member stands only in answers of ECS and must not be registered (rules.md §1.2). */
  readonly isOutput: boolean;
  /** Where it is accepted; undefined when every launch type takes it. Empty: nowhere any more. */
  readonly launchTypes: readonly LaunchType[] | undefined;
  /** The one operating system it is for; undefined when both have it. */
  readonly os: 'LINUX' | 'WINDOWS' | undefined;
  /** The network modes it works with; undefined when with all. */
  readonly networkModes: readonly NetworkMode[] | undefined;

  #values: readonly SchemaValue[] | undefined;
  #members: ReadonlyMap<string, SchemaNode> | undefined;
  #items: SchemaNode | undefined;

  /** What completion and rules ask of every member is read once; prose, when somebody wants to read it. */
  constructor(
    schema: RawSchema,
    /** The member's name; undefined for the root and for list items. */
    readonly name: string | undefined,
    readonly parent: SchemaNode | undefined,
  ) {
    const shape = schema.$ref === undefined ? undefined : definition(schema.$ref);
    const raw = shape ? { ...shape, ...schema } : schema;
    this.raw = raw;
    this.type = raw.type;
    this.shape = raw.type === 'object' ? raw.title : undefined;
    this.id = parent && (name === undefined || parent.isMap) ? parent.id : `${parent?.shape ?? ''}.${name ?? ''}`;
    this.default = raw.default;
    this.required = raw.required ?? [];
    this.isMap = typeof raw.additionalProperties === 'object';
    this.isOutput = raw['x-output'] === true;
    this.launchTypes = raw['x-launchTypes'] ?? parent?.launchTypes;
    this.os = raw['x-os']?.[0] ?? parent?.os;
    this.networkModes = raw['x-networkModes'] ?? parent?.networkModes;
  }

  get description(): string {
    return this.raw.description ?? this.parent?.description ?? '';
  }

  /** The values it may have, when they are a closed list (of a list: those of its items). */
  get values(): readonly SchemaValue[] {
    return (this.#values ??= valuesOf(this.raw));
  }

  /** Values worth offering where the list is open. */
  get examples(): readonly string[] {
    return this.raw.examples ?? [];
  }

  get unit(): string | undefined {
    return this.raw['x-unit'];
  }

  /** Why it should not be used any more; undefined when there is nothing against it. */
  get deprecated(): string | undefined {
    return this.raw.deprecated ? (this.raw.deprecationMessage ?? 'No longer available.') : this.parent?.deprecated;
  }

  /** The member must be there for its object to be accepted. */
  get isRequired(): boolean {
    return this.name !== undefined && (this.parent?.required.includes(this.name) ?? false);
  }

  /** Where AWS documents it: the page of its shape, at the member's paragraph. */
  get docs(): string | undefined {
    const { parent, name } = this;
    if (!parent) return this.raw['x-docs'];
    const anchor = parent.raw['x-anchor'];
    return anchor !== undefined && name !== undefined ? `${parent.raw['x-docs']}#${anchor}${name}` : parent.docs;
  }

  /** Where the facts come from, and the month they were read in. */
  get source(): { readonly text: string; readonly date: string } | undefined {
    const [text, date] = [this.raw['x-source'], this.raw['x-date'] ?? this.parent?.source?.date];
    return text !== undefined && date !== undefined ? { text, date } : this.parent?.source;
  }

  /** The members of an object, those of ECS's answers included, in the order of the documentation. */
  get members(): ReadonlyMap<string, SchemaNode> {
    return (this.#members ??= new Map(
      Object.entries(this.raw.properties ?? {}).map(([name, raw]) => [name, new SchemaNode(raw, name, this)]),
    ));
  }

  /** What each item of a list is. */
  get items(): SchemaNode | undefined {
    return this.raw.items && (this.#items ??= new SchemaNode(this.raw.items, undefined, this));
  }

  /** The place one step further in: a member, an item, or a value of a map. */
  step(part: string | number): SchemaNode | undefined {
    if (this.type === 'array') return typeof part === 'number' ? this.items : undefined;
    const member = this.members.get(String(part));
    if (member) return member;
    const free = this.raw.additionalProperties;
    return typeof free === 'object' ? new SchemaNode(free, String(part), this) : undefined;
  }
}

function valuesOf({ enum: own, enumDescriptions, anyOf }: RawSchema): readonly SchemaValue[] {
  const source = own ? { enum: own, enumDescriptions } : anyOf?.find((choice) => choice.enum);
  const descriptions = source?.enumDescriptions ?? [];
  return (source?.enum ?? [])
    .filter((value) => typeof value === 'string')
    .map((value, index) => ({ value, description: descriptions[index] }));
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
