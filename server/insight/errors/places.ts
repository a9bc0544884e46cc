import type { Document } from '../../document/document';
import { Field } from '../../document/field';
import type { Anchor } from '../../document/span';

/** More places than these are not gone through one by one. */
const maximum = 5;

/** The fields of these names: those that the text of the error mentions by a value, else all; the first names come first. */
export function fieldsAbout({ root, task }: Document, names: readonly string[], text: string): Anchor[] {
  const fields = (task?.root ?? root)?.nodes.map((node) => Field.of(node)) ?? [];
  const isTaskLevel = /\bfor (?:the )?task\b|task level/i.test(text);
  for (const name of names) {
    const all = fields.filter((field) => field.name?.toLowerCase() === name.toLowerCase());
    const own = all.filter((field) => field.path.length === (task?.root?.path.length ?? 0) + 1);
    const named = isTaskLevel && own.length > 0 ? own : all;
    if (named.length === 0) continue;
    const mentioned = named.filter((field) => isMentioned(field, text));
    return (mentioned.length > 0 ? mentioned : named).slice(0, maximum).map((field) => field.key);
  }
  return [];
}

/** Whether the error names a value of the field, or the container it belongs to. */
function isMentioned(field: Field, text: string): boolean {
  const values = field.nodes.flatMap(({ value }) => (typeof value === 'string' && value.length > 3 ? [value] : []));
  return values.some((value) => text.includes(value));
}
