import { describeOnlyMembers } from '../model/describeOnly';
import type { Change } from './change';
import type { Document } from './document';
import { Field } from './field';

const outputOnly: ReadonlySet<string> = new Set(describeOnlyMembers);

/** Members that ECS puts out as empty lists when they were never given. */
export const emptyInOutput: ReadonlySet<string> = new Set([
  'environment',
  'mountPoints',
  'volumesFrom',
  'systemControls',
  'portMappings',
  'placementConstraints',
  'volumes',
]);

/** Whether ECS would have put this empty member out by itself. `tags` is not among them: an empty list is refused. */
export const isEmptyLeftover = (field: Field): boolean =>
  field.name !== undefined && emptyInOutput.has(field.name) && field.type !== 'string' && field.isEmpty;

/** The members of the task that stand only in answers of ECS, in the order of the text. */
export const outputMembers = (task: Field | undefined): readonly Field[] =>
  (task?.members() ?? []).filter(({ name }) => name !== undefined && outputOnly.has(name));

/** Whether the file holds anything that an answer of ECS has and a registration must not have. */
export const isDescribeOutput = (document: Document): boolean =>
  document.form === 'describe-output' || outputMembers(document.task?.root).length > 0;

/** Takes the definition out of `{"taskDefinition": …}`: its own text, moved out by a level, with the tags beside it. */
export function unwrapChanges({ root, task, text, form }: Document): Change[] {
  const inner = task?.root;
  if (form !== 'describe-output' || !root || !inner) return [];
  const lines = text.slice(inner.node.offset, inner.node.offset + inner.node.length).split('\n');
  const indent = /^[ \t]*/.exec(lines.at(-1)!)![0];
  const outdented = lines.map((line, index) =>
    index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line,
  );
  const tags = root.member('tags');
  return [
    { replace: root.span, with: outdented.join('\n') },
    ...outputMembers(inner).map((member): Change => ({ remove: [member.name!] })),
    ...(tags?.type === 'array' && !tags.isEmpty ? [{ set: ['tags'], to: tags.toJson() } as const] : []),
  ];
}

/**
 * Turns what DescribeTaskDefinition puts out into what RegisterTaskDefinition takes: unwrapped, without members of ECS's
 * own, without `null`, and without the empty lists ECS adds. Empty when there is nothing to clean.
 */
export function cleanDescribeOutput(document: Document): Change[] {
  const task = document.task?.root;
  if (!task) return [];
  const isWrapped = document.form === 'describe-output';
  const within = (field: Field) => field.path.slice(isWrapped ? 1 : 0);
  const isWaste = (field: Field) => field.type === 'null' || isEmptyLeftover(field);
  const leftovers = task.nodes
    .map((node) => Field.of(node))
    .filter(isWaste)
    .reverse(); // the last first, so that indexes stay true
  return [
    ...(isWrapped ? unwrapChanges(document) : outputMembers(task).map((member): Change => ({ remove: member.path }))),
    ...leftovers.filter((field) => !isWithinOutput(within(field))).map((field): Change => ({ remove: within(field) })),
  ];
}

const isWithinOutput = ([first]: readonly (string | number)[]): boolean => outputOnly.has(String(first));
