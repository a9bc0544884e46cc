import type { Document } from '../../document/document';
import type { Field } from '../../document/field';
import type { Path } from '../../document/pointer';
import { patternOf, toTaskPath } from '../../document/taskPath';
import { type ContainerField, TaskView } from '../../document/view';
import { type SchemaNode, lookupIn } from '../../schema/lookup';
import type { Cursor } from './cursor';
import { type TextCounts, counted } from './uses';

/** The place a completion is asked for, and what is known about it. */
export class Place {
  readonly task: TaskView;
  /** The object or list the place lies in: of `dependsOn/0/condition`, the dependency. */
  readonly around: Field | undefined;
  /** What stands there already. */
  readonly field: Field | undefined;

  constructor(
    readonly document: Document,
    readonly cursor: Cursor,
    /** The cursor's path, from the root of the task definition. */
    readonly path: Path,
    /** What the schema says about the path. */
    readonly node: SchemaNode,
  ) {
    this.task = document.task ?? new TaskView(undefined, undefined);
    this.around = fieldAtPath(document.root, cursor.path.slice(0, -1));
    this.field = fieldAtPath(this.around, cursor.path.slice(-1));
  }

  /** The path with `*` for every index. */
  get pattern(): string {
    return (this.#pattern ??= patternOf(this.path));
  }
  #pattern: string | undefined;

  /** Of a name or plain item in a list: how often each text stands in that list, the one here included. Else empty. */
  get beside(): TextCounts {
    return (this.#beside ??= textsBeside(this));
  }
  #beside: TextCounts | undefined;

  /** Whether another item of that list has the text already. */
  isTaken(text: string): boolean {
    return (this.beside.get(text) ?? 0) > (text === this.field?.text ? 1 : 0);
  }
}

/** Undefined outside the task definition, and where the schema knows nothing. */
export function placeAt(document: Document, cursor: Cursor): Place | undefined {
  const path = toTaskPath(document.form, cursor.path);
  const node = lookupIn(document, cursor.path);
  return path && node && new Place(document, cursor, path, node);
}

/** The container the place lies in. */
export function containerOf({ document, cursor, path }: Place): ContainerField | undefined {
  if (path[0] !== 'containerDefinitions' || path.length < 2) return undefined;
  const below = path.length - 2;
  return fieldAtPath(document.root, cursor.path.slice(0, cursor.path.length - below));
}

export function fieldAtPath(root: Field | undefined, path: Path): Field | undefined {
  let field = root;
  for (const part of path) field = typeof part === 'number' ? field?.item(part) : field?.member(part);
  return field;
}

function textsBeside({ document, task, cursor: { path } }: Place): TextCounts {
  const member = path.at(-1);
  const isItem = typeof member === 'number';
  if (!isItem && !((member === 'name' || member === 'key') && typeof path.at(-2) === 'number')) return none;
  const list = fieldAtPath(document.root, path.slice(0, isItem ? -1 : -2));
  if (!list) return none;
  const known = task.remembered(countsByList);
  const counts =
    known.get(list) ?? counted(list.items().map((item) => (isItem ? item.text : item.member(member)?.text)));
  known.set(list, counts);
  return counts;
}

const none: TextCounts = new Map();

/** Counted once for a list: its items are completed one after the other. */
const countsByList = (): Map<Field, TextCounts> => new Map();
