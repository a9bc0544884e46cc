import { type FormattingOptions, applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import type { Path } from './pointer';
import { removeAt } from './removal';
import type { Span } from './span';

/**
 * One step of a fix, said in terms of the JSON value, not of its text. Steps are carried out one after another, so a
 * later path is to be written as it is after the earlier steps.
 */
export type Change =
  /** Sets a member or item, adding it where it is absent. `at` says where a new member or item goes: an index, or the end. */
  | { readonly set: Path; readonly to: unknown; readonly at?: number }
  /** Adds an item to a list; `at` is its index, or the end. The list is created when it is absent. */
  | { readonly insert: Path; readonly item: unknown; readonly at?: number }
  | { readonly remove: Path }
  /** Renames a member in place; its value stays as it is, to the letter. */
  | { readonly rename: Path; readonly to: string }
  /** Replaces text as it stands; for what JSON terms cannot say (syntax, repeated names). Only as the first step. */
  | { readonly replace: Span; readonly with: string };

export interface TextEdit extends Span {
  readonly newText: string;
}

/** Carries out the steps, keeping the indentation, line endings and comments of the file. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  const formattingOptions = formattingOf(text);
  return changes.reduce((current, change) => applyChange(current, change, formattingOptions), text);
}

function applyChange(text: string, change: Change, formattingOptions: FormattingOptions): string {
  if ('replace' in change) {
    const { offset, length } = change.replace;
    return text.slice(0, offset) + change.with + text.slice(offset + length);
  }
  if ('rename' in change) {
    const value = findNodeAtLocation(parseTree(text) ?? missing(change.rename), [...change.rename]);
    const key = value?.parent?.children?.[0];
    if (!key || value?.parent?.type !== 'property') return text;
    return text.slice(0, key.offset) + JSON.stringify(change.to) + text.slice(key.offset + key.length);
  }
  if ('remove' in change) return removeAt(text, change.remove);
  if ('insert' in change) {
    const list = findNodeAtLocation(parseTree(text) ?? missing(change.insert), [...change.insert]);
    if (list?.type !== 'array') {
      return applyEdits(text, modify(text, [...change.insert], [change.item], { formattingOptions }));
    }
    const path = [...change.insert, change.at ?? list.children?.length ?? 0];
    return applyEdits(text, modify(text, path, change.item, { formattingOptions, isArrayInsertion: true }));
  }
  const { set, to, at } = change;
  const options = at === undefined ? { formattingOptions } : { formattingOptions, getInsertionIndex: () => at };
  return applyEdits(text, modify(text, [...set], to, options));
}

function missing(path: Path): never {
  throw new Error(`nothing to change at ${path.join('/')}: the text holds no value`);
}

/** The one edit that turns `before` into `after`: what both share at their ends is left alone. */
export function editBetween(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { offset: start, length: before.length - start - end, newText: after.slice(start, after.length - end) };
}

/** The file's own way of indenting and ending lines; two spaces and `\n` when it shows none. */
export function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const insertSpaces = !indent.startsWith('\t');
  return {
    insertSpaces,
    tabSize: insertSpaces ? indent.length : 4,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
