import type { SyntaxProblem } from '../../document/syntax';
import type { Fix } from '../define';

/** What can be done about a mistake of syntax; empty where only the writer knows. */
export function syntaxFixes(problem: SyntaxProblem, text: string): Fix[] {
  const { offset, length } = problem;
  const token = text.slice(offset, offset + length);
  switch (problem.code) {
    case 'TrailingComma':
    case 'RepeatedComma':
      return [safely('Remove the comma', problem, '')];
    case 'InvalidCommentToken':
      return [{ title: 'Remove the comment', changes: () => [{ replace: { offset, length }, with: '' }] }];
    case 'CommaExpected':
      return missingComma(problem, text);
    case 'InvalidCharacter':
      return [safely('Escape the control characters', problem, token.replaceAll(/[\u0000-\u001f]/g, escapeControl))];
    case 'InvalidEscapeCharacter':
      return [
        { title: 'Double the backslash', changes: () => [{ replace: { offset, length }, with: doubled(token) }] },
      ];
    case 'InvalidSymbol':
      return symbolFixes(problem, token, text.slice(offset + length));
    default:
      return [];
  }
}

const safely = (title: string, { offset, length }: SyntaxProblem, to: string): Fix => ({
  title,
  safe: true,
  changes: () => [{ replace: { offset, length }, with: to }],
});

const escapeControl = (char: string): string => JSON.stringify(char).slice(1, -1);

/** Every backslash that begins no escape JSON knows, written twice. */
const doubled = (token: string): string =>
  token.replaceAll(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\/g, (found) => (found === '\\' ? '\\\\' : found));

function missingComma({ offset, length }: SyntaxProblem, text: string): Fix[] {
  const before = text.slice(0, offset).trimEnd();
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const mayStartValue = /^["{[\d-]/.test(text.slice(offset, offset + length));
  if (!mayStartValue || before.length === offset || !/["}\]\w]$/.test(before) || line.includes('//')) return [];
  return [safely('Add the comma', { code: 'CommaExpected', offset: before.length, length: 0 }, ',')];
}

function symbolFixes(problem: SyntaxProblem, token: string, after: string): Fix[] {
  const quoted = /^(?:'([^'"\\]*)'|[“”]([^"\\“”]*)[“”]|‘([^'"\\‘’]*)’)$/.exec(token);
  const inner = quoted?.slice(1).find((part) => part !== undefined);
  if (inner !== undefined) return [safely('Use double quotes', problem, `"${inner}"`)];
  const literal = /^(?:true|false|null|none)$/i.test(token) ? token.toLowerCase().replace('none', 'null') : undefined;
  if (literal !== undefined) return [safely(`Change to ${literal}`, problem, literal)];
  const isName = /^[A-Za-z_]\w*$/.test(token) && /^\s*:/.test(after);
  return isName ? [safely('Put the name in double quotes', problem, `"${token}"`)] : [];
}
