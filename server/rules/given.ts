import type { Field } from '../document/field';

/** The members among those that launch types, systems and network modes refuse whose values are texts. */
const texts: ReadonlySet<string | undefined> = new Set(['hostname', 'ipcMode', 'pidMode']);

/**
 * Whether a member is there and says something: an empty list, object or text and `false` say nothing. A text where
 * something else belongs is a placeholder, or a mistake of its own, so nothing else is said about it.
 */
export function isGiven<F extends Field>(field: F | undefined): field is F {
  if (!field || field.isEmpty || field.bool === false) return false;
  return field.type !== 'string' || texts.has(field.name);
}
