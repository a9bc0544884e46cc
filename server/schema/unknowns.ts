import type { Document } from '../document/document';
import type { Field } from '../document/field';
import { hasPlaceholder } from '../document/placeholder';
import type { Span } from '../document/span';
import { losesMembers } from '../document/syntax';

/** Constraints that say something should be there, which text that could not be read may hold. */
const aboutAbsence: ReadonlySet<string> = new Set(['required', 'minItems', 'anyOf']);

/** Constraints on a number that is a number of the right kind: a wrong type is one mistake, not two. */
const aboutRange: ReadonlySet<string> = new Set(['minimum', 'maximum']);

/** Whether nothing can be said about the constraint here, so that nobody may be accused of breaking it. */
export function isExcused(document: Document, field: Field, keyword: string, missing: string | undefined): boolean {
  switch (field.type) {
    case 'null':
      return true;
    case 'string':
      return isUnknown(field, keyword);
    case 'number':
      return aboutRange.has(keyword) && !isWhole(document, field.span);
    case 'object':
    case 'array':
      return aboutAbsence.has(keyword) && mayHoldMore(document, field, missing);
    default:
      return false;
  }
}

/**
 * A text that is replaced before AWS sees it may become anything (rulings 25 and 34). In a command `$NAME` belongs to the
 * shell; but a text that is nothing but a placeholder may stand for the whole list.
 */
function isUnknown(field: Field, keyword: string): boolean {
  const text = field.text ?? '';
  return field.unknown || (keyword === 'type' && !/\s/.test(text) && hasPlaceholder(text));
}

/** Whether a number is written as a whole one: `100.0` is none to the AWS CLI, but `${CPU}` is, whatever its letters. */
export const isWhole = ({ text }: Pick<Document, 'text'>, { offset, length }: Span): boolean =>
  !/^-?\d+[.eE]/.test(text.slice(offset, offset + length));

/** Whether members or items may stand where a template or a mistake of syntax hides them. */
function mayHoldMore(document: Document, field: Field, missing: string | undefined): boolean {
  const isHalfTyped = field.node.children?.some(({ type, children }) => {
    return type === 'property' && children?.[1] === undefined && children?.[0]?.value === missing;
  });
  if (isHalfTyped) return true;
  const { offset, length } = field.span;
  const isInside = (span: Span) => span.offset > offset && span.offset <= offset + length;
  return (
    document.gaps.some(isInside) || document.problems.some((problem) => losesMembers(problem) && isInside(problem))
  );
}
