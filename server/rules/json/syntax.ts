import { type SyntaxProblem, isOfOneToken } from '../../document/syntax';
import { type TextRule, defineRule } from '../define';
import { source } from '../sources';
import { syntaxFixes } from './syntaxFixes';

const rfc = source(
  'RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format',
  'https://www.rfc-editor.org/rfc/rfc8259',
);

/** Problems other rules speak about. */
const notSyntax: ReadonlySet<SyntaxProblem['code']> = new Set(['ByteOrderMark', 'Template']);

export const jsonSyntax = defineRule<TextRule>({
  id: 'json-syntax',
  group: 'json',
  severity: 'error',
  summary: 'The file is not valid JSON',
  why: 'The AWS CLI reads strict JSON: no comments, no commas at the end, double quotes around names and texts.',
  awsMessage: 'Invalid JSON received.',
  source: rfc,
  good: ['{"family":"app","containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":512}]}'],
  examples: [
    { bad: '{"family":"app"«,»}', fixed: '{"family":"app"}' },
    { bad: '{"family":"app" «// ours»\n}', fixed: '{"family":"app"}' },
    { bad: `{«'family'»:"app"}`, fixed: '{"family":"app"}' },
    { bad: '{«family»:"app"}', fixed: '{"family":"app"}' },
    { bad: '{"family":"app" «"cpu"»:"256"}', fixed: '{"family":"app","cpu":"256"}' },
    { bad: '{"family":"app","enableFaultInjection":«False»}', fixed: '{"family":"app","enableFaultInjection":false}' },
    { bad: '{"family":«"app»\n}' },
    { bad: '{"family":«"a\\pp"»}', fixed: '{"family":"a\\\\pp"}' },
    { bad: '{"family":"app"} «{»}' },
  ],
  *checkText(document) {
    for (const problem of document.problems) {
      if (notSyntax.has(problem.code)) continue;
      yield {
        at: { pointer: '', span: problem },
        message: messageFor(problem, document.text),
        // Where brackets do not pair up, a comma would be put between things that do not belong together.
        fixes: document.isTorn && !isOfOneToken(problem) ? [] : syntaxFixes(problem, document.text),
      };
    }
  },
});

function messageFor({ code, offset, length }: SyntaxProblem, text: string): string {
  const token = text.slice(offset, offset + Math.min(length, 40));
  switch (code) {
    case 'InvalidCommentToken':
      return 'JSON has no comments, and the AWS CLI refuses them';
    case 'TrailingComma':
      return 'Nothing follows this comma: JSON allows none at the end';
    case 'RepeatedComma':
      return 'One comma too many';
    case 'CommaExpected':
      return commaMessage(token, text[offset - 1]);
    case 'ColonExpected':
      return 'A colon is missing between the name and its value';
    case 'PropertyNameExpected':
      return 'The name of a member, in double quotes, is expected here';
    case 'ValueExpected':
      return 'A value is missing here';
    case 'InvalidSymbol':
      return symbolMessage(token, text.slice(offset + length));
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return `${token} is not how JSON writes a number`;
    case 'UnexpectedEndOfString':
      return 'This text has no closing quote on its line';
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
      return 'JSON does not know this escape; a backslash itself is written as two';
    case 'InvalidCharacter':
      return 'Tabs and other control characters inside a text have to be escaped, as \\t';
    case 'CloseBraceExpected':
      return 'A closing brace } is missing';
    case 'CloseBracketExpected':
      return 'A closing bracket ] is missing';
    case 'EndOfFileExpected':
      return 'The definition is complete here, but the file goes on';
    case 'UnexpectedEndOfComment':
      return 'The comment has no end';
    default:
      return fileMessage(code);
  }
}

function commaMessage(token: string, before: string | undefined): string {
  if (token === '}' || token === ']') return `This ${token} does not close what is open here`;
  return /\d/.test(before ?? '') && /\d/.test(token)
    ? 'JSON numbers have no leading zero'
    : 'A comma is missing in front of this';
}

function symbolMessage(token: string, after: string): string {
  if (/^['‘’“”]/.test(token)) return 'JSON uses straight double quotes';
  if (/^\s*:/.test(after)) return 'Names stand in double quotes';
  if (/^(?:true|false|null|none)$/i.test(token)) return 'JSON writes true, false and null in lower case';
  return `${token} is no JSON value; texts stand in double quotes`;
}

/** What keeps a file from being read at all. */
function fileMessage(code: SyntaxProblem['code']): string {
  switch (code) {
    case 'Empty':
      return 'The file is empty';
    case 'Binary':
      return 'The file is no UTF-8 text: it holds a zero byte. Save it as UTF-8';
    case 'TooDeep':
      return 'Nested too deeply to be read; a task definition has about ten levels';
    case 'TooLarge':
      return 'Too large to be read; ECS takes 64 KiB at most';
    default:
      return 'The file is not valid JSON';
  }
}
