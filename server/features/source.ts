import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import type { Document, ParseOptions } from '../document/document';
import { type Span, endOf } from '../document/span';

/** What a feature reads: the document with its offsets, and the text that knows the lines they stand on. */
export interface Source {
  readonly document: Document;
  readonly text: TextDocument;
  /** The document with values in the place of its placeholders, where the project has some: what is checked and run. */
  readonly checked: Document;
  /** How `checked` was read, for reading it again after a change. */
  readonly parse: ParseOptions;
  /** Where the project says how it is checked; undefined for a text that lies in no folder. */
  readonly project?: ProjectFile | undefined;
}

/** The configuration in force for a file, or the one that could be made for it. */
export interface ProjectFile {
  readonly uri: string;
  /** Undefined: there is none yet, but the client can make it. */
  readonly text: string | undefined;
}

export function rangeOf({ text }: Pick<Source, 'text'>, span: Span): Range {
  return { start: text.positionAt(span.offset), end: text.positionAt(endOf(span)) };
}

/** The span of a range, within the text and the right way round whatever the client sent. */
export function spanOf({ text }: Pick<Source, 'text'>, range: Range): Span {
  const [a, b] = [text.offsetAt(range.start), text.offsetAt(range.end)];
  return { offset: Math.min(a, b), length: Math.abs(b - a) };
}
