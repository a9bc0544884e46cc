import { type JSONScanner, ScanError, SyntaxKind, createScanner } from 'jsonc-parser';
import type { Path } from '../../document/pointer';
import { type Span, endOf } from '../../document/span';
import type { Frames } from '../../document/frames';
import { beginning } from './nearby';

/** Where in the JSON a cursor stands, and what an accepted completion has to replace and to separate itself from. */
export interface Cursor {
  readonly offset: number;
  readonly at: 'key' | 'value';
  /** Of the value; at a key, of the object the key belongs to. */
  readonly path: Path;
  /** The word or text under the cursor, quotes included; empty where nothing is typed yet. */
  readonly replace: Span;
  /** Blanks that are replaced too, because the value behind them is: to be written again. */
  readonly lead: string;
  /** What is replaced begins with a quote. */
  readonly quoted: boolean;
  /** The characters between the quotes, when the cursor is among them and both quotes are there. */
  readonly inner: Span | undefined;
  /** The key already has a colon behind it, so only its name is wanted. */
  readonly keyOnly: boolean;
  /** Where a comma is missing in front. */
  readonly commaBefore: number | undefined;
  /** Something follows that has to be separated. */
  readonly commaAfter: boolean;
}

/**
 * Finds the cursor by the tokens in front of it, so it also answers while the text is half-typed, where a parser's tree
 * does not yet say on which side of a missing comma a word stands. Undefined where nothing can be completed: in a
 * comment, right behind a value, between a key and its colon.
 */
export function cursorAt(text: string, offset: number, start = beginning()): Cursor | undefined {
  const scanner = createScanner(text, false);
  const { frames } = start;
  scanner.setPosition(start.offset);
  let previousEnd = start.offset;
  for (;;) {
    const token = scanner.scan();
    const span = { offset: scanner.getTokenOffset(), length: scanner.getTokenLength() };
    if (isComment(token) && isInside(scanner, token, span, offset)) return undefined;
    if (token === SyntaxKind.EOF || span.offset > offset) break;
    if (isTrivia(token)) continue;

    const touched = touchedPart(text, scanner, token, span, offset);
    if (touched) return toCursor(text, offset, frames, touched, previousEnd);
    if (span.offset === offset) break;
    frames.step(token, scanner.getTokenValue());
    previousEnd = endOf(span);
    const leap = isOpening(token) ? start.leap(span.offset) : undefined;
    if (!leap) continue;
    if (leap.open.length > 0) frames.enter(leap.open);
    else frames.step(closingOf(token), '');
    previousEnd = leap.offset;
    scanner.setPosition(leap.offset);
  }
  return toCursor(text, offset, frames, { offset, length: 0 }, previousEnd);
}

function toCursor(
  text: string,
  offset: number,
  frames: Frames,
  replace: Span & { readonly isClosed?: boolean },
  previousEnd: number,
): Cursor | undefined {
  const { kind, expects } = frames.innermost;
  if (expects === 'colon' || (kind === 'file' && expects === 'comma')) return undefined;
  const commaMissing = expects === 'comma';
  if (commaMissing && previousEnd === replace.offset) return undefined; // nothing begins right behind a value

  const at = kind === 'object' && expects !== 'value' ? 'key' : 'value';
  const isEmpty = replace.length === 0;
  const found =
    isEmpty && kind === 'object' && at === 'value'
      ? valueBehind(text, replace.offset)
      : { replace: { offset: replace.offset, length: replace.length }, lead: '' };
  if (!found) return undefined;
  const next = tokenAfter(text, endOf(found.replace));
  const keyOnly = at === 'key' && next === SyntaxKind.ColonToken;
  const quoted = !isEmpty && text[replace.offset] === '"';
  return {
    offset,
    at,
    path: frames.path,
    replace: found.replace,
    lead: found.lead,
    quoted,
    inner: quoted && replace.isClosed ? { offset: replace.offset + 1, length: replace.length - 2 } : undefined,
    keyOnly,
    commaBefore: commaMissing ? previousEnd : undefined,
    commaAfter: !keyOnly && !separators.includes(next),
  };
}

/**
 * Behind a colon, the value that stands there already: a plain one on the same line is replaced, an object or list is not.
 * A text with a colon behind it is no value, but the next member.
 */
function valueBehind(text: string, offset: number): Pick<Cursor, 'replace' | 'lead'> | undefined {
  const nothing = { replace: { offset, length: 0 }, lead: '' };
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  const token = scanner.scan();
  const start = scanner.getTokenOffset();
  const end = start + scanner.getTokenLength();
  if (token === SyntaxKind.OpenBraceToken || token === SyntaxKind.OpenBracketToken) return undefined;
  if (![...words, SyntaxKind.StringLiteral].includes(token)) return nothing;
  if (token === SyntaxKind.StringLiteral && tokenAfter(text, end) === SyntaxKind.ColonToken) return nothing;
  const lead = text.slice(offset, start);
  return /^[ \t]*$/.test(lead) ? { replace: { offset, length: end - offset }, lead } : undefined;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const punctuation: ReadonlyMap<string, SyntaxKind> = new Map([
  [',', SyntaxKind.CommaToken],
  [':', SyntaxKind.ColonToken],
  ['}', SyntaxKind.CloseBraceToken],
  [']', SyntaxKind.CloseBracketToken],
]);

const separators: readonly SyntaxKind[] = [
  SyntaxKind.CommaToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.ColonToken,
  SyntaxKind.EOF,
];

const words: readonly SyntaxKind[] = [
  SyntaxKind.NumericLiteral,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.NullKeyword,
  SyntaxKind.Unknown,
];

const isOpening = (token: SyntaxKind): boolean =>
  token === SyntaxKind.OpenBraceToken || token === SyntaxKind.OpenBracketToken;

const closingOf = (opening: SyntaxKind): SyntaxKind =>
  opening === SyntaxKind.OpenBraceToken ? SyntaxKind.CloseBraceToken : SyntaxKind.CloseBracketToken;

const isComment = (token: SyntaxKind): boolean =>
  token === SyntaxKind.LineCommentTrivia || token === SyntaxKind.BlockCommentTrivia;

const isTrivia = (token: SyntaxKind): boolean =>
  isComment(token) || token === SyntaxKind.Trivia || token === SyntaxKind.LineBreakTrivia;

/** Whether the offset is in the comment; one that is open ends with its line or with the file. */
function isInside(scanner: JSONScanner, token: SyntaxKind, span: Span, offset: number): boolean {
  const isOpen = token === SyntaxKind.LineCommentTrivia || scanner.getTokenError() === ScanError.UnexpectedEndOfComment;
  return span.offset < offset && (isOpen ? offset <= endOf(span) : offset < endOf(span));
}

/** What may stand right behind a text, beside rarer blanks. */
const endsText = ',:]}/ \t\r\n';

/** The part of the token that a completion replaces, or undefined when the offset is not in the token. */
function touchedPart(
  text: string,
  scanner: JSONScanner,
  token: SyntaxKind,
  span: Span,
  offset: number,
): (Span & { readonly isClosed?: boolean }) | undefined {
  if (words.includes(token)) return offset <= endOf(span) ? span : undefined;
  if (token !== SyntaxKind.StringLiteral || span.offset === offset) return undefined;

  const next = text.charAt(endOf(span));
  const isOpen =
    scanner.getTokenError() === ScanError.UnexpectedEndOfString || (!endsText.includes(next) && /\S/.test(next)); // it ended with the quote that opens the next text
  if (isOpen ? offset > endOf(span) : offset >= endOf(span)) return undefined;
  if (!isOpen) return { offset: span.offset, length: span.length, isClosed: true };
  const rest = /^[\w.-]*/.exec(text.slice(offset, endOf(span)))?.[0] ?? '';
  return { offset: span.offset, length: offset + rest.length - span.offset };
}

/** Mostly a bracket or a comma behind some blanks, for which no scanner is made. */
function tokenAfter(text: string, offset: number): SyntaxKind {
  let at = offset;
  while (isBlank(text.charCodeAt(at))) at++;
  const simple = punctuation.get(text.charAt(at));
  if (simple !== undefined) return simple;
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  return scanner.scan();
}
