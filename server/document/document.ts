import type { Node } from 'jsonc-parser';
import type { ContainerDefinition, LaunchType } from '../model/taskDefinition';
import { Field } from './field';
import { parseText } from './parse';
import { type DocumentForm, isTaskDefinitionName, recogniseForm } from './recognise';
import { type Placeholders, render } from './render';
import type { Span } from './span';
import type { SyntaxProblem } from './syntax';
import { TaskView } from './view';

export interface ParseOptions extends Placeholders {
  /** A path or URI: its last part tells whether a task definition is expected, and whether comments are allowed. */
  readonly path?: string;
  /** The person chose the language, so the content is a task definition unless it is clearly something else. */
  readonly expected?: boolean;
  /** Comments and commas at the end are allowed, whatever the name says. */
  readonly comments?: boolean;
  /** What the definition is for where it does not say so itself. */
  readonly launchType?: LaunchType;
  /** What the definition is to be read for, whatever it says itself. */
  readonly as?: LaunchType;
}

/** A text read once: the positioned tree, what could not be read, and the task definition in it. Immutable. */
export interface Document {
  readonly text: string;
  readonly path: string | undefined;
  readonly form: DocumentForm;
  readonly root: Field | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** Where a template may put in or leave out anything: nothing there can be called missing or repeated. */
  readonly gaps: readonly Span[];
  /** Brackets do not pair up or a text is not closed, so nobody knows where what stands in the file belongs. */
  readonly isTorn: boolean;
  /** How many blanks stand outside of strings; undefined when the text is not JSON to the letter. */
  readonly blanks: number | undefined;
  /** Whether comments are allowed in it. */
  readonly comments: boolean;
  /** Where a value was put in for a placeholder. */
  readonly rendered: readonly Span[];
  /** The task definition, wherever in the file it stands; undefined when the file holds none. */
  readonly task: TaskView | undefined;
}

/** Reads a text. Never throws: `problems` says what could not be read, `form` whether it is a task definition at all. */
export function parseDocument(text: string, options: ParseOptions = {}): Document {
  const { path, expected = path !== undefined && isTaskDefinitionName(path) } = options;
  const comments = options.comments ?? (path !== undefined && /\.jsonc$/i.test(path));
  const {
    root: tree,
    problems,
    gaps,
    isTorn,
    blanks,
  } = parseText(text, { jsonc: comments, placeholders: options.placeholders });
  const rendered = tree && (options.values || options.placeholders) ? render(tree, text, options) : [];
  const root = tree && Field.of(tree);
  const form = recogniseForm(root, expected);
  const task = root && viewOf(root, form);
  return {
    ...{ text, path, form, root, problems, gaps, isTorn, blanks, comments, rendered },
    task: task && assumed(task, options),
  };
}

function assumed(task: TaskView, { launchType, as }: ParseOptions): TaskView {
  const type = as ?? (isSilent(task) ? launchType : undefined);
  return type === undefined ? task : task.assuming(type);
}

/** Whether the definition does not say what it is for. */
function isSilent({ root }: TaskView): boolean {
  const list = root?.get('requiresCompatibilities');
  return root !== undefined && (list === undefined || (list.type === 'array' && list.isEmpty));
}

function viewOf(root: Field, form: DocumentForm): TaskView | undefined {
  switch (form) {
    case 'task-definition':
    case 'pascal-case':
      return new TaskView(root, undefined);
    case 'describe-output':
      return new TaskView(root.member('taskDefinition'), undefined);
    case 'container-array':
      return new TaskView(undefined, (root as Field<ContainerDefinition[]>).items());
    case 'single-container':
      return new TaskView(undefined, [root]);
    default:
      return undefined;
  }
}

/** The field at an offset: the innermost value whose text touches it. */
export function fieldAt(root: Field | undefined, offset: number): Field | undefined {
  if (!root || offset < root.node.offset || offset > root.node.offset + root.node.length) return undefined;
  const children: readonly Field[] = root.type === 'object' ? root.members() : root.items();
  for (const child of children) {
    const from: Node = child.property ?? child.node;
    if (offset >= from.offset && offset <= from.offset + from.length) return fieldAt(child, offset) ?? child;
  }
  return root;
}
