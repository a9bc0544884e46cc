import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import type { Opened } from './editor';

/** Items of a completion list by their labels. */
export const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label);

/** The text after the item was accepted as an editor does it: `|` stands at the first place of its snippet, or behind it. */
export function accept({ source, text }: Opened, item: CompletionItem): string {
  const edit = item.textEdit as TextEdit;
  const start = source.text.offsetAt(edit.range.start);
  const end = source.text.offsetAt(edit.range.end);
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))![0];
  const body = item.insertTextFormat === 2 ? expand(edit.newText) : `${edit.newText}|`;
  const indented = body.replaceAll('\n', `\n${indent}`);
  const after = text.slice(0, start) + indented + text.slice(end);
  return (item.additionalTextEdits ?? []).reduce((current, { range, newText }) => {
    const offset = source.text.offsetAt(range.start);
    if (offset > start) throw new Error('an additional edit lies behind the main one');
    return current.slice(0, offset) + newText + current.slice(offset);
  }, after);
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
