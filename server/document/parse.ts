import { type Node, type ParseError, SyntaxKind, createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from './span';

/** What stands in the way of reading the text as JSON, in the parser's own words for it. */
export interface SyntaxProblem extends Span {
  /** The name of jsonc-parser's error code, or one of ours. */
  readonly code: ParserCode | 'TooDeep' | 'TooLarge' | 'Empty' | 'Binary' | 'ByteOrderMark';
}

type ParserCode =
  | 'InvalidSymbol'
  | 'InvalidNumberFormat'
  | 'PropertyNameExpected'
  | 'ValueExpected'
  | 'ColonExpected'
  | 'CommaExpected'
  | 'CloseBraceExpected'
  | 'CloseBracketExpected'
  | 'EndOfFileExpected'
  | 'InvalidCommentToken'
  | 'UnexpectedEndOfComment'
  | 'UnexpectedEndOfString'
  | 'UnexpectedEndOfNumber'
  | 'InvalidUnicode'
  | 'InvalidEscapeCharacter'
  | 'InvalidCharacter';

export interface ParsedText {
  /** The tree of what could be read; undefined when there is nothing to read. */
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** Deeper JSON is not read: no task definition nests beyond 10, and recursion must have an end. */
const maximumDepth = 400;

/** Longer text is not read: ECS refuses more than 64 KiB, and the editor must never wait. UTF-16 code units. */
export const maximumLength = 4 * 1024 * 1024;

/**
 * Reads JSON tolerantly: whatever can be understood is in the tree, the rest is a list of problems.
 * Never throws. With `jsonc`, comments and trailing commas are no problem.
 */
export function parseText(text: string, options: { readonly jsonc?: boolean } = {}): ParsedText {
  if (text.length > maximumLength) return nothing({ code: 'TooLarge', offset: 0, length: 1 });
  if (text.includes('\0')) return nothing({ code: 'Binary', offset: text.indexOf('\0'), length: 1 });
  const deep = tooDeepAt(text);
  if (deep !== undefined) return nothing({ code: 'TooDeep', offset: deep, length: 1 });

  const errors: ParseError[] = [];
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const source = start ? ` ${text.slice(1)}` : text; // same offsets without the mark
  const root = parseTree(source, errors, {
    disallowComments: !options.jsonc,
    allowTrailingComma: options.jsonc === true,
    allowEmptyContent: true,
  });
  const problems: SyntaxProblem[] = errors.map(({ error, offset, length }) => ({
    code: printParseErrorCode(error) as ParserCode,
    offset,
    length,
  }));
  if (start) problems.unshift({ code: 'ByteOrderMark', offset: 0, length: 1 });
  if (root === undefined && problems.length === 0) problems.push({ code: 'Empty', offset: 0, length: 0 });
  return { root, problems };
}

const nothing = (problem: SyntaxProblem): ParsedText => ({ root: undefined, problems: [problem] });

/** Where nesting passes `maximumDepth`, if it does. Scans tokens, so brackets in strings do not count. */
function tooDeepAt(text: string): number | undefined {
  let openings = 0;
  for (let index = 0; index < text.length && openings <= maximumDepth; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x5b || code === 0x7b) openings++;
  }
  if (openings <= maximumDepth) return undefined;

  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    if (token === SyntaxKind.OpenBraceToken || token === SyntaxKind.OpenBracketToken) {
      if (++depth > maximumDepth) return scanner.getTokenOffset();
    } else if (token === SyntaxKind.CloseBraceToken || token === SyntaxKind.CloseBracketToken) depth--;
  }
  return undefined;
}
