import { SyntaxKind, createScanner } from 'jsonc-parser';
import type { Document } from './document';
import { type Span, endOf } from './span';

/** `// taskdef-disable-next-line RULE, RULE -- reason`, or `taskdef-disable-line` behind what it is about. */
export interface Suppression extends Span {
  readonly rules: readonly SuppressedRule[];
  /** The line it is about: the next that holds more than a comment, or its own. */
  readonly line: Span;
}

export interface SuppressedRule extends Span {
  readonly id: string;
}

const marker = 'taskdef-disable-';

/** The form of the comment's text, without its signs. */
const form = /^\s*taskdef-disable-(next-line|line)(?![\w-])([^]*)$/;

/** The suppressions of a document; none where comments are not allowed, since there they are a mistake themselves. */
export function suppressionsIn({ text, comments }: Document): readonly Suppression[] {
  if (!comments || !text.includes(marker)) return [];
  const scanner = createScanner(text);
  const found: Suppression[] = [];
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    if (token !== SyntaxKind.LineCommentTrivia && token !== SyntaxKind.BlockCommentTrivia) continue;
    const comment = { offset: scanner.getTokenOffset(), length: scanner.getTokenLength() };
    const suppression = read(text, comment);
    if (suppression) found.push(suppression);
  }
  return found;
}

function read(text: string, comment: Span): Suppression | undefined {
  const inner = text.slice(comment.offset + 2, endOf(comment)).replace(/\*\/$/, '');
  const match = form.exec(inner);
  if (!match) return undefined;
  const names = match[2]!.split('--')[0]!;
  const from = comment.offset + 2 + inner.length - match[2]!.length;
  const rules = [...names.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
    id,
    offset: from + index,
    length: id.length,
  }));
  const line = match[1] === 'line' ? lineAt(text, comment.offset) : nextLine(text, endOf(comment));
  return { ...comment, rules, line };
}

/** The line of an offset, without its ending. */
export function lineAt(text: string, offset: number): Span {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const length = /^[^\r\n]*/.exec(text.slice(start))![0].length;
  return { offset: start, length };
}

/** The first line behind the offset's own that holds more than a comment; the end of the text when there is none. */
function nextLine(text: string, offset: number): Span {
  const own = lineAt(text, offset);
  let at = endOf(own);
  while (at < text.length) {
    const line = lineAt(text, at + (text.startsWith('\r\n', at) ? 2 : 1));
    if (!/^\s*(?:$|\/\/|\/\*[^\r\n]*\*\/\s*$)/.test(text.slice(line.offset, endOf(line)))) return line;
    if (endOf(line) <= at) break;
    at = endOf(line);
  }
  return { offset: text.length, length: 0 };
}
