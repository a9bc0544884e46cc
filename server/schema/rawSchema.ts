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

type Is<Value> = (value: unknown) => value is Value;

const isAnything: Is<unknown> = (value): value is unknown => value !== undefined;
const isText: Is<string> = (value) => typeof value === 'string';
const isNumber: Is<number> = (value) => typeof value === 'number';
const isFlag: Is<boolean> = (value) => typeof value === 'boolean';

const isOneOf =
  <Word extends string>(...words: readonly Word[]): Is<Word> =>
  (value): value is Word =>
    words.some((word) => word === value);

const isEither =
  <One, Other>(isIt: Is<One>, isOther: Is<Other>): Is<One | Other> =>
  (value): value is One | Other =>
    isIt(value) || isOther(value);

const isListOf =
  <Item>(isItem: Is<Item>): Is<readonly Item[]> =>
  (value): value is readonly Item[] =>
    Array.isArray(value) && value.every(isItem);

const isMapOf =
  <Member>(isMember: Is<Member>): Is<Readonly<Record<string, Member>>> =>
  (value): value is Readonly<Record<string, Member>> =>
    typeof value === 'object' && value !== null && Object.values(value).every(isMember);

/** Does everything in it have the form that `RawSchema` says? Keywords that nobody asks for may be anything. */
export function isSchema(value: unknown): value is RawSchema {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(([keyword, content]) => forms.get(keyword)?.(content) ?? true);
}

export const isSchemas = isMapOf(isSchema);

const keywords: { readonly [Keyword in keyof RawSchema]-?: Is<Exclude<RawSchema[Keyword], undefined>> } = {
  $ref: isText,
  title: isText,
  description: isText,
  type: isOneOf('object', 'array', 'string', 'integer', 'boolean'),
  properties: isSchemas,
  required: isListOf(isText),
  additionalProperties: isEither(isFlag, isSchema),
  propertyNames: isSchema,
  items: isSchema,
  anyOf: isListOf(isSchema),
  not: isSchema,
  enum: isListOf(isAnything),
  enumDescriptions: isListOf(isText),
  examples: isListOf(isText),
  default: isAnything,
  pattern: isText,
  minLength: isNumber,
  maxLength: isNumber,
  minimum: isNumber,
  maximum: isNumber,
  minItems: isNumber,
  maxItems: isNumber,
  uniqueItems: isFlag,
  deprecated: isFlag,
  deprecationMessage: isText,
  'x-rules': isMapOf(isEither(isText, isMapOf(isText))),
  'x-output': isFlag,
  'x-unit': isText,
  'x-launchTypes': isListOf(isOneOf('EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES')),
  'x-os': isListOf(isOneOf('LINUX', 'WINDOWS')),
  'x-networkModes': isListOf(isOneOf('awsvpc', 'bridge', 'host', 'none')),
  'x-docs': isText,
  'x-anchor': isText,
  'x-source': isText,
  'x-date': isText,
};

const forms: ReadonlyMap<string, Is<unknown>> = new Map(Object.entries(keywords));
