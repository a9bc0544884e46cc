import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import type { Document, ParseOptions } from '../document/document';
import { type Span, endOf } from '../document/span';

/** What a feature reads: the document with its offsets, and the text that knows the lines they stand on. */
export interface Source {
  readonly document: Document;
  readonly text: TextDocument;
  /** How `document` was read, for reading it again after a change. */
  readonly parse: ParseOptions;
}

export function rangeOf({ text }: Source, span: Span): Range {
  return { start: text.positionAt(span.offset), end: text.positionAt(endOf(span)) };
}

/** The span of a range, within the text and the right way round whatever the client sent. */
export function spanOf({ text }: Source, range: Range): Span {
  const [a, b] = [text.offsetAt(range.start), text.offsetAt(range.end)];
  return { offset: Math.min(a, b), length: Math.abs(b - a) };
}
