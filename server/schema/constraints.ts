import type { Field } from '../document/field';
import type { SchemaNode } from './lookup';

/** The rule of a constraint the schema says nothing else about. */
const usual: Readonly<Record<string, readonly string[]>> = {
  enum: ['enum-value-unknown'],
  required: ['required-property-missing'],
  additionalProperties: ['property-wrong-case', 'service-level-property', 'unknown-property'],
};

/** The rule of a wrong JSON type, by the type that is wanted. */
export const usualOfType = {
  integer: 'integer-expected',
  boolean: 'boolean-expected',
  string: 'string-expected',
  array: 'array-expected',
  object: 'object-expected',
} as const;

/**
 * The rules that a broken constraint belongs to: what the schema names in `x-rules`, else the usual one of its keyword.
 * Several share an unknown member; each speaks for its own kind. Empty for keywords that are no rule's.
 */
export function rulesOf(node: SchemaNode, keyword: string, missing?: string, field?: Field): readonly string[] {
  if (field?.text === '' && formats.has(keyword)) return node.raw.minLength === undefined ? ['empty-string-value'] : [];
  const named = node.raw['x-rules']?.[keyword];
  if (typeof named === 'string') return [named];
  const byMember = missing === undefined ? undefined : named?.[missing];
  if (byMember !== undefined) return [byMember];
  if (keyword === 'type') return node.type ? [usualOfType[node.type]] : [];
  return usual[keyword] ?? [];
}

/** An empty text is not judged for its format: that it is empty is the mistake (ruling 30). */
const formats: ReadonlySet<string> = new Set(['enum', 'pattern', 'anyOf']);
