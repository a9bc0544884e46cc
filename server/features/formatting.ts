import { type FormattingOptions as JsoncOptions, format } from 'jsonc-parser';
import type { FormattingOptions, Range, TextEdit } from 'vscode-languageserver-types';
import { formattingOf } from '../document/change';
import { type Source, rangeOf, spanOf } from './source';

/** After one of these the scanner no longer knows what is text and what is space between. */
const brokenTokens = ['UnexpectedEndOfString', 'UnexpectedEndOfComment', 'InvalidCharacter'];

/**
 * Lays out the file, or the lines of a range. Only space between tokens changes, comments stay.
 * The editor's options count; where it gives none, the file's own indentation does.
 */
export function formatting(source: Source, options: Partial<FormattingOptions>, range?: Range): TextEdit[] {
  const { document } = source;
  if (!document.root || document.problems.some(({ code }) => brokenTokens.includes(code))) return [];
  const span = range && spanOf(source, range);
  return format(document.text, span, toJsoncOptions(document.text, options)).map(({ offset, length, content }) => ({
    range: rangeOf(source, { offset, length }),
    newText: content,
  }));
}

function toJsoncOptions(text: string, options: Partial<FormattingOptions>): JsoncOptions {
  const own = formattingOf(text);
  return {
    ...own,
    ...(options.tabSize !== undefined && { tabSize: options.tabSize }),
    ...(options.insertSpaces !== undefined && { insertSpaces: options.insertSpaces }),
    insertFinalNewline: options.insertFinalNewline === true || text.slice(text.trimEnd().length).includes('\n'),
  };
}
