import type { Field } from '../../document/field';
import { type ShapeRule, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { atHolder, fillIn, missingMember } from '../missing';
import { api, source } from '../sources';

/** What an entry of `environment`, `environmentFiles` and `secrets` must have. */

const env = (item: string): string => inContainer(`"environment":[${item}]`);
const secret = (item: string): string =>
  inContainer(`"secrets":[${item}]`, '"executionRoleArn":"ecsTaskExecutionRole"');
const files = (count: number, rest = ''): string =>
  inContainer(
    `"environmentFiles":[${Array.from({ length: count }, (_, index) => file(`"arn:aws:s3:::bucket/${index}.env"`)).join(',')}${rest}]`,
    '"executionRoleArn":"ecsTaskExecutionRole"',
  );
const file = (value: string, type = '"s3"'): string => `{"value":${value},"type":${type}}`;

export const envNameBlank = defineRule<ShapeRule>({
  id: 'env-name-blank',
  group: 'environment',
  severity: 'error',
  summary: 'An environment variable needs a name',
  why: 'Without one nothing in the container could read it.',
  awsMessage: 'Environment variable name cannot be null or blank.',
  source: source('GitHub issue reports quoting the service'),
  good: [env('{"name":"A","value":""}'), env('{"name":"${NAME}","value":"x"}')],
  examples: [
    { bad: env('«{»"value":"x"}') },
    { bad: env('{"name":«" "»,"value":"x"}') },
    { bad: env('{"name":«""»,"value":"x"}') },
  ],
  describe: (violation) =>
    missingMember(violation, {
      message: violation.missing === undefined ? 'The name of the variable is blank' : 'The variable has no "name"',
    }),
});

export const envValueMissing = defineRule<ShapeRule>({
  id: 'env-value-missing',
  group: 'environment',
  severity: 'warning',
  summary: 'An environment variable has no value',
  why: 'The container gets it empty, or not at all. Write "" when that is meant; use "secrets" for a value from elsewhere.',
  source: api('KeyValuePair'),
  good: [env('{"name":"A","value":""}')],
  examples: [{ bad: env('{"name":«"A"»}'), fixed: env('{"name":"A","value":""}') }],
  describe: (violation) =>
    violation.field.member('valueFrom')
      ? undefined // an entry for "secrets": that it is one is the mistake
      : missingMember(violation, {
          message: `${nameOf(violation.field)} has no "value"`,
          fixes: [fillIn(violation, '')],
        }),
});

const nameOf = (item: Field): string => {
  const name = item.member('name')?.text;
  return name ? `"${name}"` : 'The variable';
};

export const secretValueFromMissing = defineRule<ShapeRule>({
  id: 'secret-value-from-missing',
  group: 'environment',
  severity: 'error',
  summary: 'A secret says with "valueFrom" where its value lies',
  why: 'The value itself must not stand in a task definition: "valueFrom" names a secret or parameter that ECS reads when the container starts.',
  awsMessage: 'Missing required parameter in containerDefinitions[0].secrets[0]: "valueFrom"',
  source: api('Secret'),
  good: [secret('{"name":"A","valueFrom":"/app/a"}'), secret('{"name":"A","valueFrom":"${A}"}')],
  examples: [
    { bad: secret('{"name":«"A"»}'), fixed: secret('{"name":"A","valueFrom":"/app/A"}') },
    { bad: secret('{"name":"A","valueFrom":«""»}'), fixed: secret('{"name":"A","valueFrom":"/app/A"}') },
    { bad: secret('{"name":«"A"»,"value":"/app/a"}'), fixed: secret('{"name":"A","valueFrom":"/app/a"}') },
  ],
  describe(violation, { task }) {
    const { field, missing } = violation;
    const value = missing === undefined ? undefined : field.member('value');
    if (value) {
      return {
        at: atHolder(field),
        message: `${nameOf(field)} is a secret: it has "valueFrom", which names where the value lies, not "value"`,
        fixes: [{ title: 'Rename "value" to "valueFrom"', changes: () => [{ rename: value.path, to: 'valueFrom' }] }],
      };
    }
    const item = missing === undefined ? nameBeside(field) : field.member('name')?.text;
    const to = `/${task?.root?.get('family')?.known ?? 'app'}/${item ?? 'NAME'}`;
    return missingMember(violation, {
      message: missing === undefined ? '"valueFrom" is empty' : `${nameOf(field)} has no "valueFrom"`,
      fixes: [fillIn(violation, to)],
    });
  },
});

/** The name in the same item as an empty `valueFrom`. */
function nameBeside(field: Field): string | undefined {
  const siblings = field.property?.parent?.children ?? [];
  const name = siblings.find(({ children }) => children?.[0]?.value === 'name')?.children?.[1];
  return name?.type === 'string' ? (name.value as string) : undefined;
}

export const environmentFilesCount = defineRule<ShapeRule>({
  id: 'environment-files-count',
  group: 'environment',
  severity: 'error',
  summary: 'A container takes at most ten environment files',
  why: 'ECS refuses more.',
  awsMessage: 'The maximum number of environment files was exceeded. Specify ten or less and try again',
  source: api('ContainerDefinition'),
  good: [files(10)],
  examples: [{ bad: files(10, `,«{»"value":"arn:aws:s3:::bucket/last.env","type":"s3"}`) }],
  describe({ field }) {
    const eleventh = field.item(10) ?? field;
    return {
      at: { pointer: eleventh.pointer, span: { offset: eleventh.node.offset, length: 1 } },
      message: `${field.items().length} environment files; ECS takes 10 at most`,
    };
  },
});

export const environmentFileType = defineRule<ShapeRule>({
  id: 'environment-file-type',
  group: 'environment',
  severity: 'error',
  summary: 'An environment file lies in S3: its type is "s3"',
  why: 'It is the only place ECS reads them from.',
  source: api('EnvironmentFile'),
  good: [files(1)],
  examples: [
    {
      bad: inContainer(`"environmentFiles":[${file('"arn:aws:s3:::b/a.env"', '«"S3"»')}]`, '"executionRoleArn":"ecs"'),
      fixed: inContainer(`"environmentFiles":[${file('"arn:aws:s3:::b/a.env"')}]`, '"executionRoleArn":"ecs"'),
    },
  ],
  describe: ({ field }) => ({
    at: field.value,
    fixes: [setValue(field.path, 's3', field.text?.toLowerCase() === 's3' ? { safe: true } : {})],
  }),
});

/** What the schema says about environment variables, their files and secrets. */
export const environmentShapes = [
  envNameBlank,
  envValueMissing,
  secretValueFromMissing,
  environmentFilesCount,
  environmentFileType,
];
