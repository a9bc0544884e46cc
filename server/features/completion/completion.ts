import {
  type CompletionItem,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
} from 'vscode-languageserver-types';
import type { LintOptions } from '../../lint/finding';
import { lookup } from '../../schema/lookup';
import { plainText } from '../plainText';
import { briefly } from '../prose';
import type { Source } from '../source';
import { type Cursor, cursorAt } from './cursor';
import { type EditAbilities, Editor } from './edit';
import { keys } from './keys';
import { nearby } from './nearby';
import { newFile } from './newFile';
import { placeAt } from './place';
import { suppressionItems } from './suppressionComments';
import type { Suggestion, Topic } from './suggestion';
import { values } from './values';

export interface CompletionAbilities extends EditAbilities {
  /** It strikes through what is tagged as deprecated. */
  readonly completionTags?: boolean;
}

/**
 * What could be written at the cursor, most likely first. The prose of an item is left to `resolveCompletion`: most are
 * never looked at.
 */
export function completion(
  source: Source,
  position: Position,
  client: CompletionAbilities,
  options: LintOptions = {},
): CompletionItem[] {
  const { document, text } = source;
  if (document.problems.some(({ code }) => ['TooLarge', 'TooDeep', 'Binary'].includes(code))) return [];
  const offset = text.offsetAt(position);
  const cursor = cursorAt(document.text, offset, nearby(document, offset));
  if (!cursor) return suppressionItems(source, offset, options) ?? [];
  const editor = new Editor(source, cursor, client);
  return suggestionsAt(source, cursor).map((suggestion, index) => toItem(suggestion, index, editor, client));
}

/** Members are set one by one: there are dozens of items at every keystroke, and spreading each costs most of the time. */
function toItem(suggestion: Suggestion, index: number, editor: Editor, client: CompletionAbilities): CompletionItem {
  const { textEdit, filterText } = editor.edit(suggestion);
  const item: CompletionItem = {
    label: plainText(suggestion.label),
    kind: suggestion.kind,
    sortText: String(index).padStart(4, '0'),
    filterText,
    insertTextFormat: client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit,
  };
  const additional = editor.additional(suggestion);
  if (additional.length > 0) item.additionalTextEdits = additional;
  if (suggestion.detail) item.detail = plainText(suggestion.detail);
  if (suggestion.preselect) item.preselect = true;
  if (suggestion.about) item.data = suggestion.about;
  if (suggestion.isDeprecated && client.completionTags) item.tags = [CompletionItemTag.Deprecated];
  else if (suggestion.isDeprecated) item.deprecated = true;
  return item;
}

/** The item with the prose that explains it; unchanged when there is none, or when the item is not ours. */
export function resolveCompletion(item: CompletionItem): CompletionItem {
  const topic = item.data as Topic | undefined;
  const node = Array.isArray(topic?.path) ? lookup(topic.path) : undefined;
  if (!topic || !node) return item;
  const chosen = topic.value === undefined ? undefined : node.values.find(({ value }) => value === topic.value);
  const value = topic.value === undefined ? briefly(node) : chosen?.description;
  return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
}

function suggestionsAt({ document }: Source, cursor: Cursor): Suggestion[] {
  if (cursor.path.length === 0 && cursor.at === 'value') return newFile(document);
  const place = placeAt(document, cursor);
  if (!place) return [];
  return cursor.at === 'key' ? keys(place) : values(place);
}
