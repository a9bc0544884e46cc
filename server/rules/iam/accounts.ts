import type { Anchor } from '../../document/span';
import type { Field } from '../../document/field';
import type { ContainerField, TaskView } from '../../document/view';
import { parseArn } from '../../model/arn';
import { type CheckRule, defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { hasPlaceholder } from '../../document/placeholder';
import type { KeyValuePair } from '../../model/taskDefinition';
import { type Entry, variablesOf } from '../environment/entries';
import { guide, source } from '../sources';
import { opening } from '../words';

const roles = (task: string, execution: string): string =>
  inTask(`"taskRoleArn":${task},"executionRoleArn":${execution}`);
const roleOf = (account: string, name = 'app'): string => `"arn:aws:iam::${account}:role/${name}"`;

export const sameRole = defineRule<CheckRule>({
  id: 'same-role',
  group: 'iam',
  severity: 'warning',
  summary: 'One role serves both the containers and ECS itself',
  why: 'The containers then may do what only ECS needs to: read every secret of the task and pull every image.',
  source: source('Checkov CKV_AWS_249', 'https://www.checkov.io/5.Policy%20Index/terraform.html'),
  good: [roles(roleOf('210987654321'), roleOf('210987654321', 'exec')), roles('"${ROLE}"', '"${ROLE}"')],
  examples: [{ bad: roles(`«${roleOf('210987654321')}»`, roleOf('210987654321')) }],
  *check(task) {
    const field = task.root?.get('taskRoleArn');
    const other = task.root?.get('executionRoleArn');
    if (!field?.known || !other || field.known !== other.text) return;
    yield { at: field.value, related: [{ at: other.value, message: 'The same role, for ECS itself' }] };
  },
});

const samples = /(?<!\d)(?:123456789012|012345678910|111122223333|444455556666|000000000000)(?!\d)/;

export const sampleAccountId = defineRule<CheckRule>({
  id: 'sample-account-id',
  group: 'iam',
  severity: 'info',
  summary: 'This account exists in documentation only',
  why: 'The number stands for yours in the examples of AWS.',
  source: source('AWS documentation'),
  good: [roles(roleOf('210987654321'), roleOf('210987654321', 'exec'))],
  examples: [
    { bad: inTask('"taskRoleArn":"arn:aws:iam::«123456789012»:role/app"') },
    { bad: inContainer('').replace('nginx:1.27', '«111122223333».dkr.ecr.eu-west-1.amazonaws.com/app:1') },
  ],
  *check(task) {
    const [first, ...others] = placesOf(task).flatMap((field) => sampleIn(field));
    if (!first) return;
    yield {
      at: first,
      related: others.map((at) => ({ at, message: 'And here' })),
    };
  },
});

function placesOf(task: TaskView): Field[] {
  const fields: (Field | undefined)[] = [task.root?.get('taskRoleArn'), task.root?.get('executionRoleArn')];
  for (const container of task.containers) {
    fields.push(container.get('image'));
    for (const secret of container.get('secrets')?.items() ?? []) fields.push(secret.get('valueFrom'));
  }
  return fields.filter((field) => field !== undefined);
}

function sampleIn(field: Field): Anchor[] {
  const match = samples.exec(field.text ?? '');
  if (!match || field.node.length !== (field.text ?? '').length + 2) return [];
  return [{ pointer: field.pointer, span: { offset: field.node.offset + 1 + match.index, length: match[0].length } }];
}

export const roleAccountMismatch = defineRule<CheckRule>({
  id: 'role-account-mismatch',
  group: 'iam',
  severity: 'warning',
  summary: 'The two roles belong to different accounts',
  why: 'Whoever registers the task definition can pass roles of their own account only.',
  source: source(
    'iam:PassRole, in the IAM User Guide',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  ),
  good: [roles(roleOf('210987654321'), roleOf('210987654321', 'exec')), roles('"app"', roleOf('210987654321'))],
  examples: [{ bad: roles(`«${roleOf('210987654321')}»`, roleOf('321098765432')) }],
  *check(task) {
    const field = task.root?.get('taskRoleArn');
    const other = task.root?.get('executionRoleArn');
    const [own, others] = [field, other].map((each) => parseArn(each?.known ?? '')?.account);
    if (!field || !other || !own || !others || own === others || !/^\d+$/.test(own + others)) return;
    yield {
      at: field.value,
      message: `The task role belongs to account ${own}, the execution role to ${others}`,
      related: [{ at: other.value, message: `Account ${others}` }],
    };
  },
});

export const taskRoleMissing = defineRule<CheckRule>({
  id: 'task-role-missing',
  absence: 'here',
  group: 'iam',
  severity: 'hint',
  off: true,
  summary: 'The containers seem to use AWS, but the task has no role for them',
  why: 'Without "taskRoleArn" their calls fail, or on EC2 are made with the role of the instance.',
  source: guide('task-iam-roles', 'Task IAM role'),
  good: [inTask('"taskRoleArn":"app"'), inContainer('"command":["npm","start"]')],
  examples: [
    { bad: `«{»${inContainer('"command":["aws","s3","ls"]').slice(1)}` },
    { bad: `«{»${inContainer('"environment":[{"name":"BUCKET","value":"s3://data"}]').slice(1)}` },
  ],
  *check(task) {
    const { root } = task;
    const role = root?.get('taskRoleArn');
    if (!root || (role && role.text !== '')) return;
    if (!task.containers.some(runsAws) && !variablesOf(task).some(namesAws)) return;
    yield { at: opening(root) };
  },
});

function runsAws(container: ContainerField): boolean {
  const command = container.get('command')?.items()[0]?.text;
  return command === 'aws' || command?.startsWith('aws ') === true;
}

function namesAws(variable: Entry<KeyValuePair>): boolean {
  const value = variable.text('value') ?? '';
  return (value.includes('s3://') || value.startsWith('arn:')) && !hasPlaceholder(value);
}
