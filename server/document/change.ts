import type { FormattingOptions, Node } from 'jsonc-parser';
import { insertInto } from './insertion';
import { parseText } from './parse';
import type { Path } from './pointer';
import { type Style, hasLines, indentAt, printLine, printLines, styleOf } from './print';
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

/**
 * Carries out the steps, keeping the indentation, line endings, comments and density of the file. A step whose place
 * does not exist changes nothing, except that objects and lists on the way to a member are made.
 */
export function applyChanges(text: string, changes: readonly Change[]): string {
  const style = styleOf(text);
  return changes.reduce((current, change) => applyChange(current, change, style), text);
}

function applyChange(text: string, change: Change, style: Style): string {
  if ('replace' in change) return replaced(text, change.replace, change.with);
  if ('remove' in change) return removeAt(text, change.remove);
  const { root } = parseText(text, { jsonc: true });
  if ('rename' in change) {
    const key = root && nodeAt(root, change.rename)?.parent;
    return key?.type === 'property' ? replaced(text, key.children![0]!, JSON.stringify(change.to)) : text;
  }
  if ('insert' in change) {
    const list = root && nodeAt(root, change.insert);
    return list?.type === 'array'
      ? insertInto(text, list, { value: change.item }, style, change.at)
      : setAt(text, root, change.insert, [change.item], style);
  }
  return setAt(text, root, change.set, change.to, style, change.at);
}

function setAt(text: string, root: Node | undefined, path: Path, to: unknown, style: Style, at?: number): string {
  if (!root) return printLines(nested(path, to), '', style);
  const existing = nodeAt(root, path);
  if (existing) return replaced(text, existing, printOver(text, existing, to, style));

  let depth = path.length - 1;
  while (depth > 0 && !nodeAt(root, path.slice(0, depth))) depth--;
  const holder = nodeAt(root, path.slice(0, depth))!;
  const part = path[depth]!;
  const value = nested(path.slice(depth + 1), to);
  if (holder.type === 'object') return insertInto(text, holder, { name: String(part), value }, style, at);
  if (holder.type === 'array' && typeof part === 'number') return insertInto(text, holder, { value }, style, part);
  return replaced(text, holder, printOver(text, holder, nested(path.slice(depth), to), style));
}

/** A value in the place of another: on one line where that one was, unless it needs several. */
function printOver(text: string, old: Node, value: unknown, style: Style): string {
  const line = printLine(value, style);
  const wasLine = !hasLines(text, old) && old.children !== undefined;
  const isShort = line.length <= 80 && !text.slice(0, old.offset).endsWith('\n');
  if (style.isDense || (wasLine && isShort) || !text.trim().includes('\n')) return line;
  return printLines(value, indentAt(text, old.offset), style);
}

const replaced = (text: string, { offset, length }: Span, by: string): string =>
  text.slice(0, offset) + by + text.slice(offset + length);

/** The value at the end of a path that is not there yet: numbers make lists, names make objects. */
const nested = (path: Path, value: unknown): unknown =>
  path.reduceRight((inner: unknown, part) => (typeof part === 'number' ? [inner] : { [part]: inner }), value);

/** The value at a path; of repeated names the last one, which is the one that counts. */
function nodeAt(root: Node, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const part of path) {
    const children: readonly Node[] = node?.children ?? [];
    if (typeof part === 'number') node = node?.type === 'array' ? children[part] : undefined;
    else node = children.findLast(({ children: pair }) => pair?.[0]?.value === part && pair[1])?.children?.[1];
  }
  return node;
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

/** The file's own style, as formatting takes it. */
export function formattingOf(text: string): FormattingOptions {
  const { unit, eol } = styleOf(text);
  const insertSpaces = !unit.startsWith('\t');
  return { insertSpaces, tabSize: insertSpaces ? unit.length : 4, eol };
}
