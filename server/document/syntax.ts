import { type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { Span } from './span';

/** What stands in the way of reading the text as JSON. */
export interface SyntaxProblem extends Span {
  readonly code: ParserCode | OwnCode;
}

/** The names jsonc-parser gives its errors. */
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

type OwnCode =
  | 'TrailingComma'
  | 'RepeatedComma'
  | 'TooDeep'
  | 'TooLarge'
  | 'Empty'
  | 'Binary'
  | 'ByteOrderMark'
  /** The text is a template, and what it will be cannot be known here. */
  | 'Template';

/** The problems of a single token, wherever it stands. */
const ofOneToken: ReadonlySet<SyntaxProblem['code']> = new Set([
  'InvalidCommentToken',
  'InvalidEscapeCharacter',
  'InvalidCharacter',
  'InvalidUnicode',
  'ByteOrderMark',
]);

/** The problems that take nothing away: the value around them is read in full. */
const harmless: ReadonlySet<SyntaxProblem['code']> = new Set([
  ...ofOneToken,
  'TrailingComma',
  'RepeatedComma',
  'EndOfFileExpected',
]);

/** Whether what is wrong is wrong in any place, so that brackets without a partner do not explain it. */
export const isOfOneToken = ({ code }: SyntaxProblem): boolean => ofOneToken.has(code);

/** Whether members or items may have been lost at the problem, so that nothing may be called missing around it. */
export const losesMembers = ({ code }: SyntaxProblem): boolean => !harmless.has(code);

/** One problem for each spot: the parser stumbles several times over one mistake. */
export function syntaxProblems(errors: readonly ParseError[], text: string): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  let reached = -1;
  for (const error of [...errors].sort((a, b) => a.offset - b.offset)) {
    const code = printParseErrorCode(error.error) as ParserCode;
    const again = reached >= 0 && text.slice(reached, error.offset).trim() === '';
    // A comment, or a word that could be mended, stands for itself; what follows may be another mistake.
    const isAlone = code === 'InvalidCommentToken' || code === 'InvalidSymbol';
    if ((!again || isAlone) && !isBehindValue(error, text)) problems.push(problemAt(code, error, text));
    reached = code === 'InvalidCommentToken' ? -1 : Math.max(reached, error.offset + error.length);
  }
  return problems;
}

/** A comma that ends what was passed over is none too many. */
const isBehindValue = ({ offset }: Span, text: string): boolean =>
  text[offset] === ',' && /["}\]\w]/.test(text[lastBefore(text, offset)] ?? '');

function problemAt(code: ParserCode, error: Span, text: string): SyntaxProblem {
  const { offset } = error;
  const length = Math.min(error.length, text.length - offset); // of a comment without end the parser counts one too many
  if (code === 'PropertyNameExpected' || code === 'ValueExpected') {
    const token = text[offset];
    const before = lastBefore(text, offset);
    if (token === ',' && text[before] === ':') return { code: 'ValueExpected', offset, length };
    if (token === ',') return { code: 'RepeatedComma', offset, length };
    if ((token === '}' || token === ']') && text[before] === ',') {
      return { code: 'TrailingComma', offset: before, length: 1 };
    }
  }
  if (length === 0) return { code, offset: Math.max(0, lastBefore(text, offset)), length: Math.min(1, text.length) };
  return { code, offset, length };
}

/** The last place before the offset that is not blank; -1 when there is none. */
function lastBefore(text: string, offset: number): number {
  let at = Math.min(offset, text.length) - 1;
  while (at >= 0 && /\s/.test(text[at]!)) at--;
  return at;
}
