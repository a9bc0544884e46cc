import type { Field } from '../../document/field';
import { parseArn } from '../../model/arn';
import { type CheckRule, type Found, type Severity, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { perTask } from '../perTask';
import { agent, api, guide, source } from '../sources';
import { knownReference } from '../standIn';
import type { TaskView } from '../../document/view';
import { secretOptionsOf, secretsOf } from './entries';
import { type ValueFromFault, valueFromFaults } from './valueFrom';

const role = '"executionRoleArn":"ecsTaskExecutionRole"';
const secret = (valueFrom: string): string => inContainer(`"secrets":[{"name":"DB","valueFrom":${valueFrom}}]`, role);
const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf';
const parameter = 'arn:aws:ssm:eu-west-1:123456789012:parameter';
const secretsGuide = guide('secrets-envvar-secrets-manager', 'Pass Secrets Manager secrets');

interface Reference {
  readonly field: Field;
  readonly faults: readonly ValueFromFault[];
}

/** Where secrets come from, each place read once. */
const referencesOf = perTask((task): readonly Reference[] =>
  [...secretsOf(task), ...secretOptionsOf(task)].flatMap(({ item }) => {
    const field = item.get('valueFrom');
    const text = knownReference(field);
    const faults = text === undefined ? [] : valueFromFaults(text);
    return field && faults.length > 0 ? [{ field, faults }] : [];
  }),
);

function* faultsOf(task: TaskView, rule: ValueFromFault['rule']): Iterable<Found> {
  for (const { field, faults } of referencesOf(task)) {
    for (const fault of faults) {
      if (fault.rule !== rule) continue;
      yield {
        at: field.value,
        message: fault.message,
        ...(fault.severity && { severity: fault.severity }),
        fixes: fault.meant ? [setValue(field.path, fault.meant.text, fault.meant.safe ? { safe: true } : {})] : [],
      };
    }
  }
}

interface Words {
  readonly id: ValueFromFault['rule'];
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly awsMessage?: string;
  readonly source: CheckRule['source'];
  readonly good: readonly string[];
  readonly examples: CheckRule['examples'];
}

const faultRule = (words: Words): CheckRule =>
  defineRule<CheckRule>({
    group: 'environment',
    inContainerArray: true,
    ...words,
    check: (task) => faultsOf(task, words.id),
  });

export const valueFromRules: readonly CheckRule[] = [
  faultRule({
    id: 'secret-value-from-format',
    severity: 'error',
    summary: 'This is neither a secret nor a parameter',
    why: 'A secret is named by its ARN in Secrets Manager, or by ARN or name in Parameter Store. Anything else stops the task from starting.',
    source: api('Secret'),
    good: [
      secret(`"${arn}"`),
      secret(`"${parameter}/db/password"`),
      secret('"/db/password"'),
      secret('"arn:aws:secretsmanager:${REGION}:1:secret:a"'),
      secret('"arn:aws:ssm:region:aws_account_id:parameter/name"'),
    ],
    examples: [
      { bad: secret('«"db password"»') },
      { bad: secret('«"/db/password:3"»') },
      { bad: secret('«"arn:aws:ssm:eu-west-1:123456789012:db"»') },
      { bad: secret('«"arn:aws:secretsmanager:eu-west-1:12345:secret:db-AbCdEf"»') },
    ],
  }),
  faultRule({
    id: 'secret-not-secret-arn',
    severity: 'error',
    summary: 'Secrets come from Secrets Manager or Parameter Store',
    why: 'ECS cannot read values from other services.',
    source: api('Secret'),
    good: [secret(`"${arn}"`)],
    examples: [{ bad: secret('«"arn:aws:s3:::bucket/key"»') }],
  }),
  faultRule({
    id: 'secret-arn-segments',
    severity: 'error',
    summary: 'The selectors of a secret come with all their colons',
    why: 'Key, stage and version are found by their position, so the colons of empty ones have to be there.',
    awsMessage:
      'an invalid ARN format for the AWS Secrets Manager secret was specified. Specify a valid ARN and try again.',
    source: agent('Secrets Manager ARNs'),
    good: [secret(`"${arn}"`), secret(`"${arn}:password::"`), secret(`"${arn}:::"`)],
    examples: [
      { bad: secret(`«"${arn}:password"»`), fixed: secret(`"${arn}:password::"`) },
      { bad: secret(`«"${arn}:password::a:b"»`) },
    ],
  }),
  faultRule({
    id: 'secret-version-stage-and-id',
    severity: 'error',
    summary: 'A version of a secret is chosen by stage or by ID',
    why: 'The two may point to different versions, so Secrets Manager refuses both at once.',
    source: secretsGuide,
    good: [secret(`"${arn}::AWSPREVIOUS:"`)],
    examples: [{ bad: secret(`«"${arn}:key:AWSCURRENT:1"»`), fixed: secret(`"${arn}:key::1"`) }],
  }),
  faultRule({
    id: 'secret-arn-suffix-missing',
    severity: 'info',
    summary: 'The ARN of a secret ends with six random characters',
    why: 'Without them another secret whose name is longer may be taken for this one; with selectors it is not found.',
    source: secretsGuide,
    good: [secret(`"${arn}"`)],
    examples: [
      { bad: secret('«"arn:aws:secretsmanager:eu-west-1:123456789012:secret:db"»') },
      { bad: secret('«"arn:aws:secretsmanager:eu-west-1:123456789012:secret:db:key::"»') },
    ],
  }),
  faultRule({
    id: 'ssm-arn-double-slash',
    severity: 'warning',
    summary: 'One slash too many in the ARN of a parameter',
    why: 'The ARN of "/db" is "…:parameter/db": the slash of the name is the one that is there.',
    source: source(
      'Parameter ARNs, in the Systems Manager User Guide',
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html',
    ),
    good: [secret(`"${parameter}/db"`)],
    examples: [{ bad: secret(`«"${parameter}//db"»`), fixed: secret(`"${parameter}/db"`) }],
  }),
  faultRule({
    id: 'ssm-arn-colon-suffix',
    severity: 'warning',
    summary: 'Parameters have no keys to select',
    why: 'Only secrets of Secrets Manager can be taken apart with ":key::".',
    source: api('Secret'),
    good: [secret(`"${parameter}/db"`)],
    examples: [{ bad: secret(`«"${parameter}/db:key::"»`), fixed: secret(`"${parameter}/db"`) }],
  }),
];

export const secretCrossRegion = defineRule<CheckRule>({
  id: 'secret-cross-region',
  group: 'environment',
  severity: 'hint',
  off: true,
  summary: 'The secret is kept in another Region than the logs',
  why: 'Reading across Regions works but depends on both of them.',
  source: secretsGuide,
  inContainerArray: true,
  good: [secret(`"${arn}"`)],
  examples: [
    {
      bad: inContainer(
        `"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"a","awslogs-region":"us-east-1"}},"secrets":[{"name":"DB","valueFrom":«"${arn}"»}]`,
        role,
      ),
    },
  ],
  *check(task) {
    for (const { container, item } of secretsOf(task)) {
      const field = item.get('valueFrom');
      const region = parseArn(field?.known ?? '')?.region;
      const logged = container.get('logConfiguration')?.get('options')?.member('awslogs-region')?.known;
      if (!field || !region || !logged || region === logged) continue;
      yield { at: field.value, message: `The secret is kept in ${region}, the logs go to ${logged}` };
    }
  },
});
