import type { SyntaxProblem } from './syntax';

/** What is wrong, for people. Never says what stands there: what lacks its quotes may be a secret. */
export function syntaxMessage({ code, offset, length }: SyntaxProblem, text: string): string {
  const words = messages[code];
  const end = offset + length;
  return typeof words === 'string' ? words : words(text.slice(offset, end), text[offset - 1] ?? '', text.slice(end));
}

type Message = string | ((token: string, before: string, after: string) => string);

const messages: Readonly<Record<SyntaxProblem['code'], Message>> = {
  InvalidCommentToken: 'JSON has no comments',
  TrailingComma: 'Nothing follows this comma: JSON allows none at the end',
  RepeatedComma: 'One comma too many',
  CommaExpected: commaExpected,
  ColonExpected: 'A colon is missing between the name and its value',
  PropertyNameExpected: 'The name of a member, in double quotes, is expected here',
  ValueExpected: 'A value is missing here',
  InvalidSymbol: invalidSymbol,
  InvalidNumberFormat: 'This is not how JSON writes a number',
  UnexpectedEndOfNumber: 'This is not how JSON writes a number',
  UnexpectedEndOfString: 'This text has no closing quote on its line',
  InvalidEscapeCharacter: 'JSON does not know this escape; a backslash itself is written as two',
  InvalidUnicode: 'JSON does not know this escape; a backslash itself is written as two',
  InvalidCharacter: 'Tabs and other control characters inside a text have to be escaped, as \\t',
  CloseBraceExpected: 'A closing brace } is missing',
  CloseBracketExpected: 'A closing bracket ] is missing',
  EndOfFileExpected: 'The JSON is complete here, but the file goes on',
  UnexpectedEndOfComment: 'The comment has no end',
  Empty: 'The file is empty',
  Binary: 'The file is no UTF-8 text: it holds a zero byte. Save it as UTF-8',
  TooDeep: 'Nested too deeply to be read',
  TooLarge: 'Too large to be read',
  ByteOrderMark: 'The file begins with a byte order mark. Save it as UTF-8 without one',
  Template: 'What a template puts in here cannot be known',
};

function commaExpected(token: string, before: string): string {
  if (token === '}' || token === ']') return `This ${token} does not close what is open here`;
  return /\d/.test(before) && /\d/.test(token)
    ? 'JSON numbers have no leading zero'
    : 'A comma is missing in front of this';
}

function invalidSymbol(token: string, _before: string, after: string): string {
  if (token.startsWith('#')) return 'JSON has no comments';
  if (/^['‘’“”]/.test(token)) return 'JSON uses straight double quotes';
  if (/^\s*:/.test(after)) return 'Names stand in double quotes';
  if (/^(?:true|false|null|none)$/i.test(token)) return 'JSON writes true, false and null in lower case';
  return 'This is no JSON value; texts stand in double quotes';
}
