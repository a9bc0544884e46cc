import { type Node, type ParseError, SyntaxKind, parseTree } from 'jsonc-parser';
import { Field } from './field';
import { isTorn, putBack, tokensOf, withoutHalfTyped } from './halfTyped';
import { repair } from './repair';
import type { Span } from './span';
import { parseStrict } from './strict';
import { type SyntaxProblem, isOfOneToken, syntaxProblems } from './syntax';
import { looksLikeTemplate, maskTemplate } from './template';
import type { Wildcard } from './wildcard';

export interface ParsedText {
  /** The tree of what could be read; undefined when there is nothing to read. */
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** Where a template may put in or leave out anything: nothing there can be called missing or repeated. */
  readonly gaps: readonly Span[];
  /** Brackets do not pair up or a text is not closed, so nobody knows where what stands in the file belongs. */
  readonly isTorn: boolean;
  /** How many blanks stand outside of strings; undefined when the text is not JSON to the letter. */
  readonly blanks?: number;
}

interface ReadOptions {
  /** Comments and trailing commas are no problem. */
  readonly jsonc?: boolean;
  /** Forms of placeholders beside the usual ones. */
  readonly placeholders?: readonly Wildcard[] | undefined;
}

/** Deeper JSON is not read: no task definition nests beyond 10, and recursion must have an end. */
const maximumDepth = 400;

/**
 * Text with more than so many characters beside blanks is not read: ECS refuses more than 64 KiB of them, and the editor
 * must never wait. UTF-16 code units.
 */
export const maximumLength = 192 * 1024;

/** What is said of a text that nothing is wrong with. */
const sound = { problems: [], gaps: [], isTorn: false } as const;

/** More problems than this help nobody. */
const maximumProblems = 20;

/**
 * Reads JSON tolerantly: whatever can be understood is in the tree, the rest is a list of problems, one for each spot.
 * Behind a bracket that has no partner the parser stumbles over and over; the first of these is the last that is told.
 * Placeholders that stand where JSON wants a value are read as strings that hold them. Never throws.
 */
export function parseText(text: string, options: ReadOptions = {}): ParsedText {
  if (isTooLong(text)) return nothing({ code: 'TooLarge', offset: 0, length: 1 });
  const strict = parseStrict(text, maximumDepth);
  if (strict) return { ...strict, ...sound };
  if (text.includes('\0')) return nothing({ code: 'Binary', offset: text.indexOf('\0'), length: 1 });
  const deep = tooDeepAt(text);
  if (deep !== undefined) return nothing({ code: 'TooDeep', offset: deep, length: 1 });

  const hasMark = text.startsWith('\uFEFF');
  const source = hasMark ? ` ${text.slice(1)}` : text; // same offsets without the mark
  const { root, problems, gaps, isTorn } = readWithPlaceholders(source, options);
  const all: SyntaxProblem[] = hasMark ? [{ code: 'ByteOrderMark', offset: 0, length: 1 }, ...problems] : [...problems];
  if (root === undefined && problems.length === 0) all.push({ code: 'Empty', offset: 0, length: 0 });
  return { root, problems: all.slice(0, maximumProblems), gaps, isTorn };
}

function isTooLong(text: string): boolean {
  let length = text.length;
  for (let index = 0; index < text.length && length > maximumLength; index++) {
    if (isBlank(text.charCodeAt(index))) length--;
  }
  return length > maximumLength;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const nothing = (problem: SyntaxProblem): ParsedText => ({
  root: undefined,
  problems: [problem],
  gaps: [],
  isTorn: false,
});

function readWithPlaceholders(text: string, options: ReadOptions): ParsedText {
  const plain = read(text, options);
  const isBroken = plain.problems.some(({ code }) => code !== 'InvalidCommentToken');
  const own = options.placeholders ?? [];
  if (!isBroken || !(looksLikeTemplate(text) || own.some((form) => form.find(text)))) return plain;

  const { text: masked, values, gaps } = maskTemplate(text, own);
  if (values.size === 0 && gaps.length === 0) return plain;
  const strict = parseStrict(masked, maximumDepth);
  const { root, problems, isTorn } = strict ? { ...strict, ...sound } : read(masked, options);
  if (root) restore(root, values);
  if (root) markUnquoted(root, values, text);
  const [gap] = gaps;
  if (gap) return { root, problems: [{ code: 'Template', ...gap }], gaps, isTorn: false };
  const isAtPlaceholder = ({ offset }: Span) =>
    [...values].some(([start, words]) => offset >= start && offset <= start + words.length + 2);
  const others = problems.filter((problem) => !isAtPlaceholder(problem));
  return { root, problems: others, gaps, isTorn: isTorn && others.length > 0 };
}

function read(text: string, options: ReadOptions): ParsedText {
  // Parsing costs most. Where no word could need repair, it waits until what is half-typed is out of the way.
  const written = options.jsonc ? undefined : tokensOf(text);
  const plain = written?.every(({ kind }) => kind !== SyntaxKind.Unknown) ? undefined : tree(text, options);
  if (plain?.errors.length === 0) return { root: plain.root, ...sound };
  const repaired = plain && repair(text, plain.errors);
  const readable = repaired?.text ?? text;
  const tokens = repaired || !written ? tokensOf(readable) : written;
  const half = withoutHalfTyped(readable, tokens);
  const { root, errors } = plain && !repaired && half.errors.length === 0 ? plain : tree(half.text, options);
  if (root) putBack(root, half.names);
  if (root && repaired) restore(root, repaired.values);
  const problems = syntaxProblems([...(repaired?.mended ?? []), ...half.errors, ...errors], text);
  const first = problems.findIndex((problem) => !isOfOneToken(problem));
  if (first < 0 || !isTorn(tokens, root)) return { root, problems, gaps: [], isTorn: false };
  return { root, problems: problems.slice(0, first + 1), gaps: [], isTorn: true };
}

function tree(text: string, options: ReadOptions): { readonly root: Node | undefined; readonly errors: ParseError[] } {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, {
    disallowComments: !options.jsonc,
    allowTrailingComma: options.jsonc === true,
    allowEmptyContent: true,
  });
  if (root) keepWithin(root, text.length);
  return { root, errors };
}

/** Behind a comment without an end the parser's values reach beyond the text. */
function keepWithin(node: Node, end: number): void {
  if (node.offset + node.length <= end) return;
  Object.assign(node, { length: end - node.offset });
  node.children?.forEach((child) => keepWithin(child, end));
}

/** Gives the strings that stand for placeholders their own words back. */
function restore(node: Node, values: ReadonlyMap<number, string>): void {
  const words = node.type === 'string' ? values.get(node.offset) : undefined;
  if (words !== undefined) Object.assign(node, { value: words });
  node.children?.forEach((child) => restore(child, values));
}

/** What stands outside of quotes may become anything, a list too; even in a command, where `${NAME}` is the shell's. */
function markUnquoted(node: Node, values: ReadonlyMap<number, string>, text: string): void {
  if (node.type === 'string' && text[node.offset] !== '"' && values.has(node.offset)) Field.of(node).isPlaceholder();
  node.children?.forEach((child) => markUnquoted(child, values, text));
}

/** Where nesting passes `maximumDepth`, if it does. Brackets in strings do not count; those in comments may. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22 /* quote */ || code === 0x0a /* line feed: no string goes on */)
      isInString = code === 0x22 && !isInString;
    else if (isInString) index += code === 0x5c /* backslash */ ? 1 : 0;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > maximumDepth) return index;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return undefined;
}
