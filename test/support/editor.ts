import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Span } from '../../server/document/span';
import type { Source } from '../../server/features/source';
import { languageId, readSource } from '../../server/lsp/documents';
import { mark, marked } from './markers';

export interface Opened {
  readonly source: Source;
  readonly text: string;
  /** Where `|` stands; the start when there is none. */
  readonly cursor: Position;
  readonly offset: number;
  /** What `«…»` encloses. */
  readonly ranges: readonly Range[];
}

/** Opens a text with marks as the editor would: `|` is the cursor, `«…»` a selection. */
export function open(withMarks: string, options: { readonly uri?: string; readonly language?: string } = {}): Opened {
  const { text, cursor = 0, spans } = marked(withMarks);
  const uri = options.uri ?? 'file:///project/task-definition.json';
  const source = readSource(TextDocument.create(uri, options.language ?? languageId, 1, text));
  return {
    source,
    text,
    cursor: source.text.positionAt(cursor),
    offset: cursor,
    ranges: spans.map(({ offset, length }) => ({
      start: source.text.positionAt(offset),
      end: source.text.positionAt(offset + length),
    })),
  };
}

/** The text with `«…»` around each range. */
export function markRanges({ source, text }: Opened, ranges: readonly Range[]): string {
  const spans: Span[] = ranges.map(({ start, end }) => {
    const offset = source.text.offsetAt(start);
    return { offset, length: source.text.offsetAt(end) - offset };
  });
  return mark(text, spans);
}

/** The text after the edits of this one file. */
export function apply(opened: Opened, edit: WorkspaceEdit | readonly TextEdit[]): string {
  const edits = 'changes' in edit ? (edit.changes?.[opened.source.text.uri] ?? []) : (edit as readonly TextEdit[]);
  return TextDocument.applyEdits(opened.source.text, [...edits]);
}
