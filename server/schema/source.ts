import json from '../../schemas/task-definition.schema.json';
import type { LaunchType, NetworkMode } from '../model/taskDefinition';

/** The JSON Schema keywords our schema uses, and our own (`x-…`). */
export interface RawSchema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly properties?: Readonly<Record<string, RawSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | RawSchema;
  readonly propertyNames?: RawSchema;
  readonly items?: RawSchema;
  readonly anyOf?: readonly RawSchema[];
  readonly not?: RawSchema;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly examples?: readonly string[];
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly deprecated?: boolean;
  readonly deprecationMessage?: string;
  /** The rule each constraint belongs to, where it is not the usual one of its keyword; `required` by member. */
  readonly 'x-rules'?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** Stands only in answers of ECS. */
  readonly 'x-output'?: boolean;
  readonly 'x-unit'?: string;
  readonly 'x-launchTypes'?: readonly LaunchType[];
  readonly 'x-os'?: readonly ('LINUX' | 'WINDOWS')[];
  readonly 'x-networkModes'?: readonly NetworkMode[];
  /** Documentation page of the shape, and what its anchors start with. */
  readonly 'x-docs'?: string;
  readonly 'x-anchor'?: string;
  readonly 'x-source'?: string;
  readonly 'x-date'?: string;
}

type RootSchema = RawSchema & { readonly $defs: Readonly<Record<string, RawSchema>> };

export const rootSchema = rootOf(json);

/** To TypeScript the words of a JSON file are any text, so it cannot see that they are those of the shape. */
function rootOf(schema: object): RootSchema {
  if (isRoot(schema)) return schema;
  throw new TypeError('The schema of task definitions has no "$defs".');
}

function isRoot(schema: object): schema is RootSchema {
  return '$defs' in schema;
}

/** Follows `#/$defs/NAME`. */
export const definition = (ref: string): RawSchema | undefined => rootSchema.$defs[ref.replace('#/$defs/', '')];
