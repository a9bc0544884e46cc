import type { Node } from 'jsonc-parser';
import type { Document } from '../../document/document';
import type { Field } from '../../document/field';
import type { Path } from '../../document/pointer';
import { toFilePath, toTaskPath } from '../../document/taskPath';
import { type ContainerField, TaskView } from '../../document/view';
import { type SchemaNode, lookupIn } from '../../schema/lookup';
import type { Cursor } from './cursor';

/** What is known about the place a completion is asked for. */
export interface Place {
  readonly document: Document;
  readonly task: TaskView;
  readonly cursor: Cursor;
  /** The cursor's path, from the root of the task definition. */
  readonly path: Path;
  /** What the schema says about the path. */
  readonly node: SchemaNode;
  /** What stands there already. */
  readonly field: Field | undefined;
  /** Of a name or plain item in a list: what the other items of that list have already. */
  readonly taken: () => Pick<ReadonlySet<string>, 'has'>;
}

/** Undefined outside the task definition, and where the schema knows nothing. */
export function placeAt(document: Document, cursor: Cursor): Place | undefined {
  const path = toTaskPath(document.form, cursor.path);
  const node = lookupIn(document, cursor.path);
  if (!path || !node) return undefined;
  const task = document.task ?? new TaskView(undefined, undefined);
  let taken: Pick<ReadonlySet<string>, 'has'> | undefined;
  return {
    document,
    task,
    cursor,
    path,
    node,
    field: fieldAtPath(document.root, cursor.path),
    taken: () => (taken ??= namesBeside(document, cursor.path)),
  };
}

/** The container the place lies in, and its number. */
export function containerOf({ document, path }: Place): ContainerField | undefined {
  const filePath = path[0] === 'containerDefinitions' && path.length > 1 && toFilePath(document.form, path.slice(0, 2));
  return filePath ? fieldAtPath(document.root, filePath) : undefined;
}

/** The object the place lies in: of `dependsOn/0/condition`, the dependency. */
export function siblingsOf({ document, cursor }: Place): Field | undefined {
  return fieldAtPath(document.root, cursor.path.slice(0, -1));
}

export function fieldAtPath(root: Field | undefined, path: Path): Field | undefined {
  return path.reduce<Field | undefined>(
    (field, part) => (typeof part === 'number' ? field?.item(part) : field?.member(part)),
    root,
  );
}

function namesBeside(document: Document, path: Path): Pick<ReadonlySet<string>, 'has'> {
  const member = path.at(-1);
  const depth = typeof member === 'number' ? 0 : 1;
  const own = path.at(-1 - depth);
  if (typeof own !== 'number' || (depth === 1 && member !== 'name' && member !== 'key')) return none;
  const list = fieldAtPath(document.root, path.slice(0, -1 - depth))?.node;
  const textOf = (item: Node | undefined): unknown => (depth === 0 ? item?.value : item && valueOf(item, member));
  if (!list) return none;
  const counts = countsIn(list, textOf);
  const ownText = textOf(list.children?.[own]);
  return { has: (text) => (counts.get(text) ?? 0) > (text === ownText ? 1 : 0) };
}

const none: ReadonlySet<string> = new Set();

const counted = new WeakMap<Node, ReadonlyMap<unknown, number>>();

/** How often each text stands in a list, counted once for a list: its items are completed one after the other. */
function countsIn(list: Node, textOf: (item: Node) => unknown): ReadonlyMap<unknown, number> {
  const known = counted.get(list);
  if (known) return known;
  const counts = new Map<unknown, number>();
  for (const item of list.children ?? []) counts.set(textOf(item), (counts.get(textOf(item)) ?? 0) + 1);
  counted.set(list, counts);
  return counts;
}

function valueOf({ type, children = [] }: Node, name: string | number | undefined): unknown {
  if (type !== 'object') return undefined;
  for (const { children: pair } of children) if (pair?.[0]?.value === name) return pair?.[1]?.value;
  return undefined;
}
