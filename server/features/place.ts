import type { Field } from '../document/field';
import { pointerParts } from '../document/pointer';
import type { Place } from '../protocol';
import { type Source, rangeOf } from './source';

/** Where the first of these members stands that the definition has: at its name; an item of a list at its beginning. */
export function placeResult(source: Source, pointers: readonly string[]): Place | null {
  const root = source.document.task?.root;
  for (const pointer of pointers) {
    const field = root && pointerParts(pointer).reduce<Field | undefined>(below, root);
    if (field) return rangeOf(source, field.property ? field.keySpan : { offset: field.span.offset, length: 0 });
  }
  return null;
}

/** A part of a pointer is an index where there is a list. CloudFormation begins the names with a capital. */
const below = (field: Field | undefined, part: string): Field | undefined =>
  field?.type === 'array'
    ? field.item(Number(part))
    : (field?.member(part) ?? field?.member(part.replace(/^./, (first) => first.toUpperCase())));
