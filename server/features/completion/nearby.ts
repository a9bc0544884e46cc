import type { Node } from 'jsonc-parser';
import type { Document } from '../../document/document';
import { pathOf } from '../../document/pointer';
import { type Span, endOf } from '../../document/span';
import { type Frame, Frames } from './frames';

/** A point of the text, and what is open there. */
export interface Start {
  readonly frames: Frames;
  /** Where the next token is looked for; right behind the last one. */
  readonly offset: number;
  /** How far reading can go on from the bracket at an offset: past what it opens, or to the last known point inside. */
  readonly leap: (offset: number) => Leap | undefined;
}

export interface Leap {
  readonly offset: number;
  /** What is open there, the object or list of the bracket first; empty when that is closed. */
  readonly open: readonly Frame[];
}

export const beginning = (): Start => ({ frames: new Frames(), offset: 0, leap: () => undefined });

/**
 * The last point in front of an offset where the document's tree already says what is open, so that only the tokens
 * behind it need reading. Up to its first problem a tree is right, and so it is about what is closed behind a problem.
 */
export function nearby({ root, problems, gaps }: Document, offset: number): Start {
  const node: Node | undefined = root?.node;
  if (!node || gaps.length > 0) return beginning(); // problems of a template are not all told
  const leap = problems.length === 0 ? () => undefined : leapIn(node, problems, offset);
  const sound = Math.min(offset, ...problems.map((problem) => problem.offset));
  if (!isOpenAt(node, sound)) return { ...beginning(), leap };
  const innermost = innermostAt(node, sound);
  const { open, offset: begin } = startIn(innermost, sound);
  return { frames: new Frames(open), offset: begin, leap };
}

/** The innermost object or list that is open at the offset. */
function innermostAt(node: Node, offset: number): Node {
  const value = valueOf(lastChildBegun(node, offset));
  return value && isOpenAt(value, offset) ? innermostAt(value, offset) : node;
}

const valueOf = (child: Node | undefined): Node | undefined =>
  child?.type === 'property' ? child.children?.[1] : child;

/** Leaps over objects and lists, or into the one around the cursor, where no problem is in or at them. */
const leapIn =
  (root: Node, problems: readonly Span[], cursor: number): Start['leap'] =>
  (begin) => {
    let node: Node | undefined = root;
    while (node && node.offset < begin) node = valueOf(lastChildBegun(node, begin + 1));
    if (node?.offset !== begin || !node.children) return undefined;
    const end = endOf(node);
    if (!problems.every((problem) => endOf(problem) < begin || problem.offset > end)) return undefined;
    if (end <= cursor) return { offset: end, open: [] };
    return isOpenAt(node, cursor) ? startIn(innermostAt(node, cursor), cursor, pathOf(node).length) : undefined;
  };

/** Whether the offset is between the brackets of an object or list. */
const isOpenAt = (node: Node, offset: number): boolean =>
  (node.type === 'object' || node.type === 'array') && node.offset < offset && offset < endOf(node);

function lastChildBegun({ children = [] }: Node, offset: number): Node | undefined {
  return children[firstIndex(children, (child) => child.offset >= offset) - 1];
}

/** Behind the last child that ends in front of the offset, or behind the opening bracket. `depth`: of what is open first. */
function startIn(node: Node, offset: number, depth = 0): Leap {
  const children = node.children ?? [];
  const index = firstIndex(children, (child) => endOf(child) >= offset) - 1;
  const child = children[index];
  return { open: framesOf(node, index, depth), offset: child ? endOf(child) : node.offset + 1 };
}

/** Binary search: children stand in the order of the text. */
function firstIndex(children: readonly Node[], isBehind: (child: Node) => boolean): number {
  let [low, high] = [0, children.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBehind(children[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function framesOf(node: Node, index: number, depth: number): Frame[] {
  const path = pathOf(node).slice(depth);
  return [
    ...path.map((part): Frame =>
      typeof part === 'number'
        ? { kind: 'array', index: part, expects: 'value' }
        : { kind: 'object', key: part, expects: 'value' },
    ),
    node.type === 'array'
      ? { kind: 'array', index: Math.max(index, 0), expects: index < 0 ? 'value' : 'comma' }
      : { kind: 'object', key: '', expects: index < 0 ? 'key' : 'comma' },
  ];
}
