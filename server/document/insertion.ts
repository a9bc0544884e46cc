import { type Node, createScanner, SyntaxKind } from 'jsonc-parser';
import { type Style, hasLines, indentAt, printLine, printLines, printName } from './print';
import { endOf } from './span';

/** What is put into an object or list: a member when it has a name. */
export interface Child {
  readonly name?: string;
  readonly value: unknown;
}

/** Longer lines are broken, unless the file is one line. */
const widest = 120;

const columnOf = (text: string, offset: number): number => offset - text.lastIndexOf('\n', offset - 1) - 1;
const firstLine = (text: string): number => text.split('\n', 1)[0]!.length;

/** The text with a child put into an object or list, before the child at `index` or at the end, in the file's own style. */
export function insertInto(text: string, holder: Node, child: Child, style: Style, index?: number): string {
  const children = holder.children ?? [];
  const next = index === undefined ? undefined : children[index];
  if (next) return insertBefore(text, holder, next, child, style);
  const last = children.at(-1);
  return last ? insertAfter(text, holder, last, child, style) : fill(text, holder, child, style);
}

function insertBefore(text: string, holder: Node, next: Node, child: Child, style: Style): string {
  const gap = blanksBefore(text, next);
  const printed = print(child, text, next, style, gap);
  const gapAfter = gap.includes('\n') ? gap : separator(text, holder, style);
  return `${text.slice(0, next.offset)}${printed},${gapAfter}${text.slice(next.offset)}`;
}

function insertAfter(text: string, holder: Node, last: Node, child: Child, style: Style): string {
  const before = blanksBefore(text, last);
  const gap = before.includes('\n') || holder.children!.length > 1 ? before : separator(text, holder, style);
  const printed = print(child, text, last, style, gap);
  const comma = commaAfter(text, last, holder);
  const end = comma ?? endOf(last);
  const isTooWide = !gap.includes('\n') && text.includes('\n') && columnOf(text, end) + firstLine(printed) > widest;
  const [realGap, realPrint] = isTooWide ? onOwnLine(text, holder, child, style) : [gap, printed];
  // A comment at the end of the line belongs to what stands before it.
  const place = realGap.includes('\n') ? end + commentAfter(text, end) : end;
  const glue = comma === undefined ? ',' : '';
  const trailing = comma === undefined ? '' : ',';
  return `${text.slice(0, end)}${glue}${text.slice(end, place)}${realGap}${realPrint}${trailing}${text.slice(place)}`;
}

/** A child of an object that stands on one line, but has no room left there. */
function onOwnLine(text: string, holder: Node, child: Child, style: Style): readonly [gap: string, printed: string] {
  const indent = indentAt(text, holder.offset) + style.unit;
  const line = withName(child, printLine(child.value, style), style);
  const fits = indent.length + line.length <= widest;
  return [style.eol + indent, fits ? line : withName(child, printLines(child.value, indent, style), style)];
}

/** The first child of an empty object or list. */
function fill(text: string, holder: Node, child: Child, style: Style): string {
  const [open, close] = [text.slice(0, holder.offset + 1), text.slice(endOf(holder) - 1)];
  const comments = text.slice(holder.offset + 1, endOf(holder) - 1).trimEnd();
  const indent = indentAt(text, holder.offset);
  const isScalar = typeof child.value !== 'object' || child.value === null;
  const staysOnLine = isOneLine(text, holder) || (holder.type === 'array' && isScalar && comments === '');
  if (staysOnLine && comments === '') return open + withName(child, printLine(child.value, style), style) + close;
  const inner = indent + style.unit;
  const printed = withName(child, printLines(child.value, inner, style), style);
  return `${open}${comments}${style.eol}${inner}${printed}${style.eol}${indent}${close}`;
}

/** Whether the whole file stands on one line, and is more than the empty object that is being filled. */
const isOneLine = (text: string, holder: Node): boolean => !text.trim().includes('\n') && holder.parent !== undefined;

/** The child as its neighbour is written: on one line, or over several when lines are free for it. */
function print(child: Child, text: string, neighbour: Node, style: Style, gap: string): string {
  const hasRoom = gap.includes('\n') || hasLines(text, neighbour);
  const indent = gap.includes('\n') ? gap.slice(gap.lastIndexOf('\n') + 1) : indentAt(text, neighbour.offset);
  return withName(child, hasRoom ? printLines(child.value, indent, style) : printLine(child.value, style), style);
}

const withName = ({ name }: Child, printed: string, style: Style): string =>
  name === undefined ? printed : printName(name, style) + printed;

/** The white space before a node; of several empty lines, one. */
function blanksBefore(text: string, node: Node): string {
  const before = text.slice(0, node.offset);
  const blanks = before.slice(before.trimEnd().length);
  const line = blanks.lastIndexOf('\n', blanks.lastIndexOf('\n') - 1);
  return blanks.slice(Math.max(0, blanks[line - 1] === '\r' ? line - 1 : line));
}

/** What stands behind the commas of a list that is written on one line. */
function separator(text: string, { children = [] }: Node, style: Style): string {
  const second = children[1];
  return second ? blanksBefore(text, second) : style.isDense ? '' : ' ';
}

/** Where the comma behind a child ends; undefined when there is none. */
function commaAfter(text: string, child: Node, holder: Node): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(endOf(child));
  const isComma = scanner.scan() === SyntaxKind.CommaToken && scanner.getTokenOffset() < endOf(holder);
  return isComma ? scanner.getTokenOffset() + 1 : undefined;
}

/** How much of the line behind an offset is a comment, blanks before it included. */
const commentAfter = (text: string, offset: number): number =>
  /^(?:[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*\r?\n)))?/.exec(text.slice(offset))![0].length;
