import { type FormattingOptions as JsoncOptions, ScanError, SyntaxKind, createScanner, format } from 'jsonc-parser';
import type { FormattingOptions, Range, TextEdit } from 'vscode-languageserver-types';
import { formattingOf } from '../document/change';
import type { Document } from '../document/document';
import { looksLikeTemplate, maskTemplate } from '../document/template';
import { type Source, rangeOf, spanOf } from './source';

/** After one of these the scanner no longer knows what is text and what is space between. */
const brokenTokens = ['UnexpectedEndOfString', 'UnexpectedEndOfComment', 'InvalidCharacter', 'Template'];

/**
 * Lays out the file, or the lines of a range. Only space between tokens changes, comments and placeholders stay.
 *
 * The file's own indentation is kept where it shows one, whatever the client sends: editors send a default when they do
 * not know better, and a file laid out anew in every line is no use to whoever reads its history. The client's options
 * count for a file that shows none, or is not of one mind. Lines end as they do; a final newline stays, and is added
 * when asked for.
 */
export function formatting(source: Source, options: Partial<FormattingOptions>, range?: Range): TextEdit[] {
  const { document } = source;
  const text = readableText(document);
  if (text === undefined) return [];
  const span = range && spanOf(source, range);
  return format(text, span, toJsoncOptions(document, options)).map(({ offset, length, content }) => ({
    range: rangeOf(source, { offset, length }),
    newText: content,
  }));
}

/** The text with every offset in its place and nothing in it that a JSON scanner would take apart. */
function readableText({ root, text, problems, blanks }: Document): string | undefined {
  if (!root || problems.some(({ code }) => brokenTokens.includes(code))) return undefined;
  if (blanks !== undefined) return text;
  const unchanged = hasUnknownTokens(text) || looksBraced(text) ? maskTemplate(text).text : text;
  return hasUnknownTokens(unchanged) ? undefined : unchanged;
}

/** Placeholders in double braces are brackets to a scanner. */
const looksBraced = (text: string): boolean => looksLikeTemplate(text) && /\{\{|\{%/.test(text);

/** After one of these the scanner no longer knows what is text and what is space between. */
const torn: readonly ScanError[] = [
  ScanError.UnexpectedEndOfString,
  ScanError.UnexpectedEndOfComment,
  ScanError.InvalidCharacter,
];

function hasUnknownTokens(text: string): boolean {
  const scanner = createScanner(text);
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    if (token === SyntaxKind.Unknown || torn.includes(scanner.getTokenError())) return true;
  }
  return false;
}

function toJsoncOptions(document: Document, options: Partial<FormattingOptions>): JsoncOptions {
  const { text } = document;
  const own = formattingOf(text);
  const isShown = showsIndentation(document);
  return {
    ...own,
    ...(!isShown && options.tabSize !== undefined && { tabSize: options.tabSize }),
    ...(!isShown && options.insertSpaces !== undefined && { insertSpaces: options.insertSpaces }),
    insertFinalNewline: options.insertFinalNewline === true || text.slice(text.trimEnd().length).includes('\n'),
  };
}

/** Whether all members of the root that stand on lines of their own begin at the same sensible column. */
function showsIndentation({ root, text }: Document): boolean {
  const children = root?.type === 'object' ? root.members() : (root?.items() ?? []);
  const indents = new Set<string>();
  for (const { property, node } of children) {
    const { offset } = property ?? node;
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    if (line.trim() === '' && line.length < offset) indents.add(line);
  }
  const [indent = '', ...others] = indents;
  return others.length === 0 && /^(?:\t| {1,8})$/.test(indent);
}
