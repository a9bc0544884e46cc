import {
  type CompletionItem,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
  TextEdit,
} from 'vscode-languageserver-types';
import { type Source, rangeOf } from '../source';
import { type Cursor, cursorAt } from './cursor';
import { keys } from './keys';
import { placeAt } from './place';
import { newFile } from './newFile';
import type { Suggestion } from './suggestion';
import { values } from './values';
import { Writer, styleOf } from './writer';

/** What could be written at the cursor, most likely first. Every item replaces the whole word or text it stands in. */
export function completion(
  source: Source,
  position: Position,
  client: { readonly snippets: boolean },
): CompletionItem[] {
  const { document, text } = source;
  if (document.problems.some(({ code }) => ['TooLarge', 'TooDeep', 'Binary'].includes(code))) return [];
  const cursor = cursorAt(document.text, text.offsetAt(position));
  if (!cursor) return [];
  const suggestions = suggestionsAt(source, cursor);
  return suggestions.map((suggestion, index) => toItem(source, cursor, suggestion, index, client));
}

function suggestionsAt({ document }: Source, cursor: Cursor): Suggestion[] {
  if (cursor.path.length === 0 && cursor.at === 'value') return newFile(document);
  const place = placeAt(document, cursor);
  if (!place) return [];
  return cursor.at === 'key' ? keys(place) : values(place);
}

function toItem(
  source: Source,
  cursor: Cursor,
  { label, kind, write, detail, documentation, preselect }: Suggestion,
  index: number,
  client: { readonly snippets: boolean },
): CompletionItem {
  const written = write(new Writer(styleOf(source.document.text), client));
  return {
    label,
    kind,
    ...(detail && { detail }),
    ...(documentation && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    ...(preselect && { preselect }),
    sortText: String(index).padStart(4, '0'),
    filterText: cursor.quoted ? JSON.stringify(label) : label,
    insertTextFormat: client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: TextEdit.replace(rangeOf(source, cursor.replace), cursor.lead + written + (cursor.commaAfter ? ',' : '')),
    ...(cursor.commaBefore !== undefined && {
      additionalTextEdits: [TextEdit.insert(source.text.positionAt(cursor.commaBefore), ',')],
    }),
  };
}
