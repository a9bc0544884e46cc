import { SyntaxKind, createScanner } from 'jsonc-parser';
import { type CompletionItem, CompletionItemKind, TextEdit } from 'vscode-languageserver-types';
import { type Suppression, lineAt, suppressionsIn } from '../../document/suppressions';
import { type Span, endOf } from '../../document/span';
import type { LintOptions } from '../../lint/finding';
import { rules } from '../../rules/index';
import { findingsOf } from '../findings';
import { type Source, rangeOf } from '../source';

const directives = [
  { label: 'taskdef-disable-next-line', detail: 'turns rules off for the line below' },
  { label: 'taskdef-disable-line', detail: 'turns rules off for this line' },
] as const;

/**
 * What a comment can say to turn rules off: the words it begins with, and behind them the rules, those first that find
 * something on the line it is about. Undefined where the offset is in no comment, or comments are not allowed.
 */
export function suppressionItems(source: Source, offset: number, options: LintOptions): CompletionItem[] | undefined {
  const { checked, document } = source;
  const comment = checked.comments ? commentAt(document.text, offset) : undefined;
  if (!comment) return undefined;
  const said = document.text.slice(comment.offset + 2, offset);
  const begin = wordStart(document.text, offset);
  const replaced = { offset: begin, length: offset - begin + restOf(document.text, offset) };
  const item = (label: string, detail: string, index: number): CompletionItem => ({
    label,
    detail,
    kind: CompletionItemKind.Keyword,
    sortText: String(index).padStart(4, '0'),
    textEdit: TextEdit.replace(rangeOf(source, replaced), label),
  });
  if (/^\s*[\w-]*$/.test(said)) return directives.map(({ label, detail }, index) => item(label, detail, index));
  const suppression = suppressionsIn(document).find((one) => one.offset === comment.offset);
  if (!suppression || /(?:^|\s)--/.test(said)) return [];
  return idsFor(source, suppression, replaced, options).map(([id, detail], index) => item(id, detail, index));
}

/** The rules a comment does not name yet, each with why it could be meant. */
function idsFor(
  { checked }: Source,
  suppression: Suppression,
  replaced: Span,
  options: LintOptions,
): (readonly [id: string, detail: string])[] {
  const named = new Set(suppression.rules.filter((rule) => rule.offset !== replaced.offset).map(({ id }) => id));
  const here = findingsOf(checked, options).filter(
    ({ span }) => lineAt(checked.text, span.offset).offset === suppression.line.offset,
  );
  const found = new Map(here.map(({ rule, message }) => [rule, message] as const));
  const others = rules.filter(({ id }) => !found.has(id)).map(({ id, summary }) => [id, summary] as const);
  return [...found, ...others].filter(([id]) => !named.has(id));
}

/** The comment the offset stands in, behind the signs it begins with. */
function commentAt(text: string, offset: number): Span | undefined {
  // Looked for only where a line before the cursor has the signs of one: scanning takes the whole text in front.
  const line = lineAt(text, offset);
  if (!/\/[/*]/.test(text.slice(line.offset, offset))) return undefined;
  const scanner = createScanner(text);
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    const span = { offset: scanner.getTokenOffset(), length: scanner.getTokenLength() };
    if (span.offset >= offset) return undefined;
    const isLine = token === SyntaxKind.LineCommentTrivia;
    if (!isLine && token !== SyntaxKind.BlockCommentTrivia) continue;
    const end = endOf(span) - (isLine ? 0 : 2);
    if (span.offset + 2 <= offset && offset <= end) return span;
  }
  return undefined;
}

function wordStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && /[\w-]/.test(text.charAt(start - 1))) start--;
  return start;
}

/** How many characters of the word behind the offset belong to it. */
const restOf = (text: string, offset: number): number => /^[\w-]*/.exec(text.slice(offset, offset + 100))![0].length;
