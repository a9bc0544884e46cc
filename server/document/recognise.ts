import type { Field } from './field';

/** What a file turns out to be. Forms: rules.md §1.1. */
export type DocumentForm =
  | 'task-definition' // the input of RegisterTaskDefinition, or DescribeTaskDefinition's inner object
  | 'describe-output' // {"taskDefinition": {…}}
  | 'container-array' // [ {"name": …, "image": …} ]
  | 'single-container' // {"name": …, "image": …}
  | 'pascal-case' // {"ContainerDefinitions": …}
  | 'unreadable' // has the name of a task definition, but nothing that could be read
  | 'other';

const fileName = /task[-_]?def/i;
const fileType = /\.jsonc?$/i;
const notOurs = /^(?:.*\.taskdefrc\.json|image_?definitions\.json|dockerrun\.aws\.json|tree\.json)$/i;

/** Whether a file of this name is taken for a task definition before its content is looked at. */
export function isTaskDefinitionName(path: string): boolean {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return fileName.test(name) && fileType.test(name) && !notOurs.test(name);
}

/** Members that only these documents have: one of them and it is something else. */
const foreignMarks = [
  'AWSEBDockerrunVersion',
  'AWSTemplateFormatVersion',
  'Resources',
  'tasks',
  'failures',
  'taskDefinitionArns',
  'daemonTaskDefinition',
];

const taskMarks = [
  'family',
  'containerDefinitions',
  'requiresCompatibilities',
  'taskRoleArn',
  'executionRoleArn',
  'taskDefinitionArn',
];

/** Names that alone say little, in lower case. */
const familiar: ReadonlySet<string> = new Set([
  ...taskMarks.map((name) => name.toLowerCase()),
  ...['networkmode', 'cpu', 'memory', 'volumes', 'tags', 'runtimeplatform', 'containers', 'pidmode', 'ipcmode'],
]);

/**
 * Says what the root of a file is. `expected` means somebody said it is a task definition, by its name or by choosing the
 * language; then a root that says nothing either way is believed to be one.
 */
export function recogniseForm(root: Field | undefined, expected: boolean): DocumentForm {
  if (!root) return expected ? 'unreadable' : 'other';
  if (root.type === 'array') return recogniseArray(root, expected);
  if (root.type !== 'object') return expected ? 'unreadable' : 'other';

  if (foreignMarks.some((name) => root.member(name))) return 'other';
  if (root.member('containerDefinitions')) return 'task-definition';
  if (root.member('taskDefinition')?.type === 'object') return 'describe-output';
  if (root.member('ContainerDefinitions') || root.member('container_definitions')) return 'pascal-case';
  if (root.member('family') || taskMarks.filter((name) => root.member(name)).length >= 2) return 'task-definition';
  if (isContainer(root)) return 'single-container';
  return expected && mayBecomeTask(root) ? 'task-definition' : 'other';
}

/** One member may be the beginning of anything; several, none of them ours, are something else of that name. */
function mayBecomeTask(root: Field): boolean {
  const members = root.members();
  return (
    members.length < 2 || members.some(({ name = '' }) => familiar.has(name.replaceAll(/[-_]/g, '').toLowerCase()))
  );
}

const isContainer = (field: Field): boolean =>
  field.member('name') !== undefined && field.member('image') !== undefined;

function recogniseArray(root: Field, expected: boolean): DocumentForm {
  const items = root.items().filter((item) => item.type === 'object');
  if (items.length === 0) return expected ? 'unreadable' : 'other';
  return items.every((item) => item.member('imageUri') === undefined) && items.some(isContainer)
    ? 'container-array'
    : 'other';
}
