import type { Node } from 'jsonc-parser';
import type { Document } from '../../document/document';
import { type Span, endOf } from '../../document/span';
import { type Frame, Frames } from '../../document/frames';

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
  let sound = offset;
  for (const problem of problems) sound = Math.min(sound, problem.offset);
  if (!isOpenAt(node, sound)) return { ...beginning(), leap };
  const { open, offset: begin } = startIn(node, sound);
  return { frames: new Frames(open), offset: begin, leap };
}

const valueOf = (child: Node | undefined): Node | undefined =>
  child?.type === 'property' ? child.children?.[1] : child;

/** Leaps over objects and lists, or into the one around the cursor, where no problem is in or at them. */
const leapIn =
  (root: Node, problems: readonly Span[], cursor: number): Start['leap'] =>
  (begin) => {
    let node: Node | undefined = root;
    while (node && node.offset < begin) node = valueOf(node.children?.[lastBegun(node.children, begin + 1)]);
    if (node?.offset !== begin || !node.children) return undefined;
    const end = endOf(node);
    if (!problems.every((problem) => endOf(problem) < begin || problem.offset > end)) return undefined;
    if (end <= cursor) return { offset: end, open: [] };
    return isOpenAt(node, cursor) ? startIn(node, cursor) : undefined;
  };

/** Whether the offset is between the brackets of an object or list. */
const isOpenAt = (node: Node, offset: number): boolean =>
  (node.type === 'object' || node.type === 'array') && node.offset < offset && offset < endOf(node);

/** What is open at an offset inside an object or list, that one first, and where the last thing in front of it ends. */
function startIn(outermost: Node, offset: number): Leap {
  const open: Frame[] = [];
  for (let node = outermost; ;) {
    const children = node.children ?? [];
    const index = lastBegun(children, offset);
    const child = children[index];
    const value = valueOf(child);
    if (child && value && isOpenAt(value, offset)) {
      open.push(frameAround(node, child, index));
      node = value;
      continue;
    }
    const ended = child && endOf(child) >= offset ? index - 1 : index;
    open.push(frameBehind(node, ended));
    return { open, offset: ended < 0 ? node.offset + 1 : endOf(children[ended]!) };
  }
}

/** Of an object or list, one of whose values is open. */
const frameAround = ({ type }: Node, child: Node, index: number): Frame =>
  type === 'array'
    ? { kind: 'array', index, expects: 'value' }
    : { kind: 'object', key: child.children![0]!.value as string, expects: 'value' };

/** Of an object or list behind one of its members or items; -1 is its beginning. */
const frameBehind = ({ type }: Node, index: number): Frame =>
  type === 'array'
    ? { kind: 'array', index: Math.max(index, 0), expects: index < 0 ? 'value' : 'comma' }
    : { kind: 'object', key: '', expects: index < 0 ? 'key' : 'comma' };

/** The index of the last child that begins in front of the offset, or -1; children stand in the order of the text. */
function lastBegun(children: readonly Node[], offset: number): number {
  let [low, high] = [0, children.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (children[middle]!.offset >= offset) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}
