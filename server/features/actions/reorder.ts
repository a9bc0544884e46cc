import { SyntaxKind, createScanner } from 'jsonc-parser';
import type { Field } from '../../document/field';
import { endOf } from '../../document/span';

/** The rank of a member by its name; undefined for an object whose members stay where they are. */
export type Order = (object: Field) => ((name: string) => number) | undefined;

/** One member with what belongs to it. */
interface Piece {
  readonly rank: number;
  /** Blanks and comments in front, from the end of the line before. */
  readonly lead: string;
  readonly body: string;
  /** A comment between the value and its comma. */
  readonly inner: string;
  /** A comment behind the comma, on the same line. */
  readonly trail: string;
}

/**
 * The text of a value with the members of its objects in order. Everything else stays to the letter: comments go with
 * the member below or before them, blanks stay where they are. The text has to be JSON, with or without comments.
 */
export function reorder(text: string, root: Field, order: Order): string {
  return text.slice(0, root.node.offset) + sorted(text, root, order) + text.slice(endOf(root.node));
}

function sorted(text: string, field: Field, order: Order): string {
  const { offset, length } = field.node;
  const children: readonly Field[] = field.type === 'object' ? field.members() : field.items();
  const rank = field.type === 'object' ? order(field) : undefined;
  if (!rank || children.length < 2) {
    let at = offset;
    const parts = children.map((child) => {
      const before = text.slice(at, child.node.offset);
      at = endOf(child.node);
      return before + sorted(text, child, order);
    });
    return parts.join('') + text.slice(at, offset + length);
  }
  return sortedObject(text, field, children, (child) => rank(child.name ?? ''), order);
}

function sortedObject(
  text: string,
  object: Field,
  members: readonly Field[],
  rankOf: (member: Field) => number,
  order: Order,
): string {
  const end = endOf(object.node) - 1;
  const head = lineRest(text.slice(object.node.offset + 1, members[0]!.property!.offset));
  let at = object.node.offset + 1 + head.length;
  let hasLastComma = false;
  const pieces = members.map((member, index): Piece => {
    const property = member.property!;
    const lead = text.slice(at, property.offset);
    const body = text.slice(property.offset, member.node.offset) + sorted(text, member, order);
    const behind = text.slice(endOf(property), members[index + 1]?.property!.offset ?? end);
    const comma = commaIn(behind);
    hasLastComma = comma !== undefined;
    const trail = lineRest(behind.slice(comma === undefined ? 0 : comma + 1));
    at = endOf(property) + (comma === undefined ? 0 : comma + 1) + trail.length;
    return { rank: rankOf(member), lead, body, inner: behind.slice(0, comma ?? 0), trail };
  });

  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  let isInComment = startsLineComment(head);
  const glued = (part: string): string => (isInComment && !/^[ \t]*\r?\n/.test(part) ? eol + part : part);
  const parts = [...pieces]
    .sort((a, b) => a.rank - b.rank)
    .map(({ lead, body, inner, trail }, index) => {
      const place = pieces[index]!.lead;
      const own = lead.trim() === '' && place.trim() === '' ? place : lead; // blanks belong to the place
      const comma = index < pieces.length - 1 || hasLastComma ? ',' : '';
      const part = glued(own + body) + inner + comma + trail;
      isInComment = startsLineComment(trail);
      return part;
    });
  return `{${head}${parts.join('')}${glued(text.slice(at, end))}}`;
}

const startsLineComment = (text: string): boolean => text.trimStart().startsWith('//');

/** A comment at the start of a stretch of text, on the same line. */
const lineRest = (text: string): string =>
  /^(?:[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*(?:\r?\n|$))))?/.exec(text)![0];

/** Where the comma stands in a stretch of blanks, comments and at most one comma. */
function commaIn(text: string): number | undefined {
  const scanner = createScanner(text, true);
  return scanner.scan() === SyntaxKind.CommaToken ? scanner.getTokenOffset() : undefined;
}
