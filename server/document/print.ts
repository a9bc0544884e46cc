import { endOf } from './span';

/** How a file writes JSON. */
export interface Style {
  /** One level of indentation. */
  readonly unit: string;
  readonly eol: string;
  /** Nothing between a name's colon and its value, nor behind a comma: `{"a":1,"b":2}`. */
  readonly isDense: boolean;
}

/** The file's own way of indenting and ending lines; two spaces and `\n` when it shows none. */
export function styleOf(text: string): Style {
  return {
    unit: /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ',
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    // Asked in this order, most files answer with their first line.
    isDense: !/"\s*:\s/.test(text) && /"\s*:[^\s]/.test(text),
  };
}

/** Lists of plain values up to this length stand on one line. */
const shortList = 80;

/** A value over several lines; `indent` is that of the line it begins on. */
export function printLines(value: unknown, indent: string, style: Style): string {
  if (typeof value !== 'object' || value === null || isShortList(value, style)) return printLine(value, style);
  const inner = indent + style.unit;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts = Array.isArray(value)
    ? value.map((item) => printLines(item, inner, style))
    : Object.entries(value).map(([name, member]) => printName(name, style) + printLines(member, inner, style));
  if (parts.length === 0) return `${open!}${close!}`;
  return `${open!}${parts.map((part) => `${style.eol}${inner}${part}`).join(',')}${style.eol}${indent}${close!}`;
}

/** A value on one line: `{ "a": [1, 2] }`, or `{"a":[1,2]}` in a dense file. */
export function printLine(value: unknown, style: Style): string {
  if (style.isDense || typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => printLine(item, style)).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => printName(name, style) + printLine(member, style));
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

export const printName = (name: string, { isDense }: Style): string => `${JSON.stringify(name)}:${isDense ? '' : ' '}`;

const isShortList = (value: object, style: Style): boolean =>
  Array.isArray(value) &&
  value.every((item) => typeof item !== 'object' || item === null) &&
  printLine(value, style).length <= shortList;

/** The blanks at the start of the line that holds an offset. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}

/** Whether the stretch of text goes over several lines. */
export const hasLines = (text: string, span: { readonly offset: number; readonly length: number }): boolean =>
  text.slice(span.offset, endOf(span)).includes('\n');
