import { type Node, type ParseError, ParseErrorCode, ScanError, SyntaxKind, createScanner } from 'jsonc-parser';
import { type Frame, Frames } from './frames';
import { type Span, endOf } from './span';

/** Names without a value that stand in front of another member, as while a member is typed above others. */
export interface HalfTyped {
  /** The text with blanks in their place, so that reading goes on with the member behind; every offset still holds. */
  readonly text: string;
  readonly names: readonly Node[];
  /** What is wrong with them. */
  readonly errors: readonly ParseError[];
}

export interface Token extends Span {
  readonly kind: SyntaxKind;
  /** A text without its closing quote. */
  readonly isOpen: boolean;
}

/**
 * Takes the member that is being typed out of the way of the next one. A parser would take the next name for the value,
 * or skip to the next comma, which may stand deep inside of another value: then nothing behind it is where it belongs.
 */
export function withoutHalfTyped(text: string, tokens: readonly Token[]): HalfTyped {
  const frames = new Frames();
  const names: Node[] = [];
  const errors: ParseError[] = [];
  let result = '';
  let done = 0;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const half = isNamePlace(frames.innermost) ? halfTypedAt(tokens, index) : undefined;
    if (!half) {
      frames.step(token.kind, '');
      continue;
    }
    const { offset, length } = tokens[index + half.wrong]!;
    errors.push({ error: half.error, offset, length });
    if (token.kind === SyntaxKind.StringLiteral) names.push(nameAt(text, token));
    index += half.wrong;
    const end = offset + length;
    result += text.slice(done, token.offset) + text.slice(token.offset, end).replaceAll(/[^\r\n]/g, ' ');
    done = end;
  }
  return { text: result + text.slice(done), names, errors };
}

const isNamePlace = ({ kind, expects }: Frame): boolean =>
  kind === 'object' && (expects === 'key' || expects === 'comma');

/** How many tokens behind its first one the half-typed member ends, and what is wrong there. */
interface Half {
  readonly wrong: number;
  readonly error: ParseErrorCode;
}

/** A member's beginning, `na`, `"name"`, `"name":` or `"name": tru`, with the name of another one behind it. */
function halfTypedAt(tokens: readonly Token[], index: number): Half | undefined {
  const kind = (ahead: number): SyntaxKind | undefined => tokens[index + ahead]?.kind;
  const isName = (ahead: number): boolean =>
    kind(ahead) === SyntaxKind.StringLiteral && kind(ahead + 1) === SyntaxKind.ColonToken;
  if (kind(0) === SyntaxKind.Unknown && isName(1)) return { wrong: 0, error: ParseErrorCode.InvalidSymbol };
  if (kind(0) !== SyntaxKind.StringLiteral) return undefined;
  if (isName(1)) return { wrong: 0, error: ParseErrorCode.ColonExpected };
  if (kind(1) !== SyntaxKind.ColonToken) return undefined;
  if (isName(2)) return { wrong: 1, error: ParseErrorCode.ValueExpected };
  return kind(2) === SyntaxKind.Unknown && isName(3) ? { wrong: 2, error: ParseErrorCode.InvalidSymbol } : undefined;
}

function nameAt(text: string, { offset, length }: Span): Node {
  const value = text.slice(offset, offset + length).replaceAll(/^"|"$/g, '');
  return { type: 'property', offset, length, children: [{ type: 'string', offset, length, value }] };
}

/** Puts the names back into the objects they stand in, as members that have no value yet. Both are in the order of the text. */
export function putBack(node: Node, names: readonly Node[]): void {
  if (names.length === 0) return;
  const { children = [] } = node;
  const own: Node[] = [];
  let next = 0;
  for (const child of children) {
    while (next < names.length && names[next]!.offset < child.offset) own.push(names[next++]!);
    const first = next;
    while (next < names.length && names[next]!.offset < endOf(child)) next++;
    putBack(child, names.slice(first, next));
  }
  for (; next < names.length; next++) own.push(names[next]!);
  if (node.type !== 'object' || own.length === 0) return;
  Object.assign(node, { children: [...children, ...own].sort((a, b) => a.offset - b.offset) });
  for (const name of own) {
    Object.assign(name, { parent: node });
    Object.assign(name.children![0]!, { parent: name });
  }
}

/**
 * Whether some text is not closed, some bracket does not close the one that is open, or the tree lacks an object or list.
 * Then nobody knows where what stands in the file belongs.
 */
export function isTorn(tokens: readonly Token[], root: Node | undefined): boolean {
  const open: SyntaxKind[] = [];
  let opened = 0;
  let isOver = false;
  for (const { kind, isOpen } of tokens) {
    if (isOver || isOpen) return true;
    if (kind === SyntaxKind.OpenBraceToken || kind === SyntaxKind.OpenBracketToken) {
      opened++;
      open.push(kind);
    }
    if (kind === SyntaxKind.CloseBraceToken && open.pop() !== SyntaxKind.OpenBraceToken) return true;
    if (kind === SyntaxKind.CloseBracketToken && open.pop() !== SyntaxKind.OpenBracketToken) return true;
    isOver = opened > 0 && open.length === 0;
  }
  return open.length > 0 || opened !== countOf(root);
}

/** How many objects and lists the tree holds. */
function countOf(node: Node | undefined): number {
  if (!node) return 0;
  const own = node.type === 'object' || node.type === 'array' ? 1 : 0;
  return (node.children ?? []).reduce((sum, child) => sum + countOf(child), own);
}

/** Everything but blanks and comments. */
export function tokensOf(text: string): readonly Token[] {
  const scanner = createScanner(text, true);
  const tokens: Token[] = [];
  for (let kind = scanner.scan(); kind !== SyntaxKind.EOF; kind = scanner.scan())
    tokens.push({
      kind,
      offset: scanner.getTokenOffset(),
      length: scanner.getTokenLength(),
      isOpen: scanner.getTokenError() === ScanError.UnexpectedEndOfString,
    });
  return tokens;
}
