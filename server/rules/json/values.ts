import type { Document } from '../../document/document';
import type { Field } from '../../document/field';

/** What a value is called in a sentence: `"cpu"`, or `item 2 of "links"`. */
export function label(field: Field): string {
  if (field.name !== undefined) return `"${field.name}"`;
  const index = field.path.at(-1);
  const list = field.path.findLast((part) => typeof part === 'string');
  if (typeof index !== 'number') return 'the file';
  return list === undefined ? `Item ${index + 1}` : `Item ${index + 1} of "${list}"`;
}

/** What JSON calls it, as a person would. */
export function typeWord({ type, isEmpty }: Field): string {
  switch (type) {
    case 'string':
      return isEmpty ? 'an empty text' : 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    default:
      return 'an object';
  }
}

/** The value as it is written: `1.50` stays `1.50`. */
export const written = ({ span }: Field, { text }: Document): string =>
  text.slice(span.offset, span.offset + span.length);
