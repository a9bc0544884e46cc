import type { Field } from '../../document/field';
import { parseArn } from '../../model/arn';
import { type CheckRule, type Found, defineRule } from '../define';
import { inTask } from '../example';
import { setValue } from '../fixes';
import { issue, source } from '../sources';
import { knownReference } from '../standIn';

const roleArn = /^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/[a-zA-Z_0-9+=,.@\-_/]+$/;
const roleName = /^[\w+=,.@-]{1,64}$/;
const notRole = /^(user|group|policy|instance-profile|assumed-role|root)\b/;

const iamGuide = source(
  'IAM identifiers, in the IAM User Guide',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
);

/** The kind of IAM resource an ARN names, when it is one that no task can take on. */
const otherKind = (text: string): string | undefined => notRole.exec(parseArn(text)?.resource ?? '')?.[1];

function* format(field: Field | undefined): Iterable<Found> {
  const text = knownReference(field);
  if (!field || text === undefined || roleArn.test(text) || roleName.test(text) || otherKind(text)) return;
  const account = parseArn(text)?.account;
  yield {
    at: field.value,
    message:
      account !== undefined && /^\d+$/.test(account) && account.length !== 12
        ? `An AWS account has 12 digits; "${account}" has ${account.length}`
        : `"${text}" is neither the ARN of a role nor its name`,
  };
}

const good = (name: string): string[] => [
  inTask(`"${name}":"arn:aws:iam::123456789012:role/service-role/app"`),
  inTask(`"${name}":"arn:aws-cn:iam::123456789012:role/app"`),
  inTask(`"${name}":"app"`),
  inTask(`"${name}":""`),
  inTask(`"${name}":"\${ROLE}"`),
  inTask(`"${name}":"arn:aws:iam::XXXXXXXXXXXX:role/app"`),
  inTask(`"${name}":"<your role>"`),
];

export const executionRoleFormat = defineRule<CheckRule>({
  id: 'execution-role-format',
  group: 'iam',
  severity: 'error',
  summary: 'The execution role is not written as one',
  why: 'ECS takes the ARN of a role, or its name.',
  awsMessage: 'Role is not valid',
  source: issue('fabfuel/ecs-deploy', 231),
  good: good('executionRoleArn'),
  examples: [
    { bad: inTask('"executionRoleArn":«"arn:aws:iam::12345678901:role/app"»') },
    { bad: inTask('"executionRoleArn":«"role/app"»') },
  ],
  check: (task) => format(task.root?.get('executionRoleArn')),
});

export const taskRoleFormat = defineRule<CheckRule>({
  id: 'task-role-format',
  group: 'iam',
  severity: 'error',
  summary: 'The task role is not written as one',
  why: 'ECS takes the ARN of a role, or its name.',
  awsMessage: 'Role is not valid',
  source: iamGuide,
  good: good('taskRoleArn'),
  examples: [{ bad: inTask('"taskRoleArn":«"arn:aws:iam::123456789012:app"»') }],
  check: (task) => format(task.root?.get('taskRoleArn')),
});

const nameOf: Readonly<Record<string, string>> = {
  'instance-profile': 'an instance profile',
  'assumed-role': 'a session of a role',
};

export const iamNotARole = defineRule<CheckRule>({
  id: 'iam-not-a-role',
  group: 'iam',
  severity: 'error',
  summary: 'This names something else than a role',
  why: 'A task takes on a role. Users, groups, policies and instance profiles are none.',
  awsMessage: 'Role is not valid',
  source: iamGuide,
  good: [inTask('"taskRoleArn":"arn:aws:iam::123456789012:role/user/app"')],
  examples: [
    { bad: inTask('"executionRoleArn":«"arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"»') },
    {
      bad: inTask('"taskRoleArn":«"arn:aws:iam::123456789012:instance-profile/app"»'),
      fixed: inTask('"taskRoleArn":"arn:aws:iam::123456789012:role/app"'),
    },
  ],
  *check(task) {
    for (const name of ['taskRoleArn', 'executionRoleArn'] as const) {
      const field = task.root?.get(name);
      const text = knownReference(field);
      const kind = text === undefined ? undefined : otherKind(text);
      if (!field || text === undefined || kind === undefined) continue;
      yield {
        at: field.value,
        message: `This names ${nameOf[kind] ?? `a ${kind}`}, not a role`,
        fixes: kind === 'instance-profile' ? [setValue(field.path, text.replace(':instance-profile/', ':role/'))] : [],
      };
    }
  },
});
