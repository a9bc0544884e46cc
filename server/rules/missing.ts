import type { Field } from '../document/field';
import type { Anchor } from '../document/span';
import type { Fix, Found, Violation } from './define';
import type { SchemaNode } from '../schema/lookup';
import { isMeantBySomeMember } from './json/intent';
import { opening } from './words';

interface Missing {
  readonly message?: string;
  readonly at?: Anchor;
  readonly fixes?: readonly Fix[];
}

/**
 * A member that must be there and is not (or is an empty text). Undefined when the object holds it under another
 * spelling: that is one mistake, and another rule names it.
 */
export function missingMember(
  { field, missing, schema }: Violation,
  { message, at, fixes = [] }: Missing,
): Found | undefined {
  const isHere = (name: string) =>
    isMeantBySomeMember(
      field.members().map((member) => member.name),
      schema,
      name,
    );
  if (missing !== undefined && isHere(missing)) return undefined;
  return {
    at: at ?? (missing === undefined ? field.value : atHolder(field)),
    ...(message !== undefined && { message }),
    fixes,
  };
}

/**
 * Whether an object lacks a member, and no other member was meant to be it: a misspelled one has a finding of its own.
 * Anything written counts, whatever its type; `null` is nothing.
 */
export function isAbsent(object: Field, name: string, schema: SchemaNode): boolean {
  const member = object.member(name);
  if (member && member.type !== 'null') return false;
  return !isMeantBySomeMember(
    object.members().map((each) => each.name),
    schema,
    name,
  );
}

/** Where an object is shown that lacks something: at the name it goes by, else at the name of the member it is. */
export function atHolder(field: Field): Anchor {
  const name = field.member('name');
  if (name?.text) return name.value;
  return field.property ? field.key : opening(field);
}

/** Puts the missing member into its object, or fills the empty one; nothing while the object is half understood. */
export const fillIn = ({ field, missing }: Violation, to: unknown, name = missing): Fix => ({
  title: missing === undefined ? `Change to ${JSON.stringify(to)}` : `Add "${name!}": ${JSON.stringify(to)}`,
  changes: () => [{ set: missing === undefined ? field.path : [...field.path, missing], to }],
});
