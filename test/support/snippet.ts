import { type CompletionItem, InsertReplaceEdit } from 'vscode-languageserver-types';
import type { Opened } from './editor';

/** Items of a completion list by their labels. */
export const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label);

/** Whether the rest of the word behind the cursor is kept, where the item leaves the choice. */
export type Acceptance = 'insert' | 'replace';

/** The text after the item was accepted as an editor does it: `|` stands at the first place of its snippet, or behind it. */
export function accept({ source, text }: Opened, item: CompletionItem, how: Acceptance = 'replace'): string {
  const edit = item.textEdit!;
  const range = InsertReplaceEdit.is(edit) ? edit[how] : edit.range;
  const start = source.text.offsetAt(range.start);
  const end = source.text.offsetAt(range.end);
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))![0];
  const body = item.insertTextFormat === 2 ? expand(edit.newText) : `${edit.newText}|`;
  const indented = body.replaceAll('\n', `\n${indent}`);
  const edits = [
    { start, end, newText: indented },
    ...(item.additionalTextEdits ?? []).map((also) => ({
      start: source.text.offsetAt(also.range.start),
      end: source.text.offsetAt(also.range.end),
      newText: also.newText,
    })),
  ].sort((a, b) => b.start - a.start || b.end - a.end);
  return edits.reduce((current, each, index) => {
    const next = edits[index - 1];
    if (next && next.start < each.end) throw new Error('two edits of an item overlap');
    return current.slice(0, each.start) + each.newText + current.slice(each.end);
  }, text);
}

/** Places with their defaults, escapes undone. */
function expand(snippet: string): string {
  let cursor = false;
  const expanded = snippet.replaceAll(
    /\\([\\$}])|\$(\d+)|\$\{(\d+)(?::((?:\\.|[^}\\])*)|\|((?:\\.|[^|\\])*)\|)?\}/g,
    (
      _all,
      escaped: string | undefined,
      bare,
      _numbered,
      initially: string | undefined,
      choices: string | undefined,
    ) => {
      if (escaped !== undefined) return escaped;
      const chosen = choices?.split(/(?<!\\),/)[0] ?? initially ?? '';
      const shown = chosen.replaceAll(/\\(.)/g, '$1');
      const mark = cursor ? '' : '|';
      cursor = true;
      return bare !== undefined ? mark : mark + shown;
    },
  );
  return cursor ? expanded : `${expanded}|`;
}
