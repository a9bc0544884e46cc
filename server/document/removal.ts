import { type Node, SyntaxKind, createScanner, findNodeAtLocation } from 'jsonc-parser';
import { parseText } from './parse';
import type { Path } from './pointer';
import { type Span, endOf } from './span';

/**
 * The text without the member or item at a path: its comma, its line and a comment behind it on that line go too, and
 * every other line stays as it is. (jsonc-parser's own removal breaks lists that stand on one line.)
 */
export function removeAt(text: string, path: Path): string {
  const tree = parseText(text, { jsonc: true }).root;
  const value = tree && findNodeAtLocation(tree, [...path]);
  if (!value?.parent) return text;
  const node = value.parent.type === 'property' ? value.parent : value;
  const siblings = node.parent?.children ?? [];
  const index = siblings.indexOf(node);
  const [previous, next] = [siblings[index - 1], siblings[index + 1]];
  if (next) return cut(text, (previous && endingItsLine(text, node)) ?? uptoNext(text, node, next));
  if (previous) return cut(cut(text, withoutNext(text, node)), commaAfter(text, previous, node.offset));
  return cut(text, widened(text, node));
}

const cut = (text: string, span: Span | undefined): string =>
  span ? text.slice(0, span.offset) + text.slice(endOf(span)) : text;

const between = (from: number, to: number): Span => ({ offset: from, length: to - from });

/** From the member to where the next one starts, except for comments that stand on lines of their own. */
function uptoNext(text: string, node: Node, next: Node): Span {
  const comma = commaAfter(text, node, next.offset);
  const end = lineEnd(text, comma ? endOf(comma) : endOf(node));
  const indent = /^(\r?\n[ \t]*)?[ \t]*/.exec(text.slice(end))![0].length;
  return between(node.offset, Math.min(end + indent, next.offset));
}

/** A member behind others on its line, when it is the last one there: the line break behind it stays. */
function endingItsLine(text: string, node: Node): Span | undefined {
  const comma = commaAfter(text, node, node.parent ? endOf(node.parent) : endOf(node));
  const end = lineEnd(text, comma ? endOf(comma) : endOf(node));
  let start = node.offset;
  while (/[ \t]/.test(text[start - 1] ?? '')) start -= 1;
  const isAlone = /[\r\n]/.test(text[start - 1] ?? '\n');
  return !isAlone && /^[ \t]*\r?\n/.test(text.slice(end)) ? between(start, end) : undefined;
}

/** The last member with the white space before it, its own comma if it has one, and its comment. */
function withoutNext(text: string, node: Node): Span {
  const comma = commaAfter(text, node, node.parent ? endOf(node.parent) : endOf(node));
  const before = node.offset - text.slice(0, node.offset).trimEnd().length;
  return between(node.offset - before, lineEnd(text, comma ? endOf(comma) : endOf(node)));
}

/** The only member, with all white space around it. */
function widened(text: string, node: Node): Span {
  const comma = commaAfter(text, node, node.parent ? endOf(node.parent) : endOf(node));
  const before = node.offset - text.slice(0, node.offset).trimEnd().length;
  const end = lineEnd(text, comma ? endOf(comma) : endOf(node));
  return between(node.offset - before, end + /^\s*/.exec(text.slice(end))![0].length);
}

/** Past blanks and a comment on the same line. */
const lineEnd = (text: string, offset: number): number =>
  offset + /^(?:[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*\r?\n)))?/.exec(text.slice(offset))![0].length;

function commaAfter(text: string, node: Node, before: number): Span | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(endOf(node));
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    const offset = scanner.getTokenOffset();
    if (offset >= before) return undefined;
    if (token === SyntaxKind.CommaToken) return { offset, length: 1 };
    if (token === SyntaxKind.CloseBraceToken || token === SyntaxKind.CloseBracketToken) return undefined;
  }
  return undefined;
}
