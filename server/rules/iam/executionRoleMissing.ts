import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import { type CheckRule, type Example, type Severity, defineRule } from '../define';
import { inContainer, inFargate } from '../example';
import { isGiven } from '../given';
import { isOnly, notExternalOnly, notWindows, onEc2OrExternal } from '../scope';
import { agent, api, guide, issue, source } from '../sources';
import { addExecutionRole, hasExecutionRole, isPrivateEcr } from './executionRole';
import { missingRole } from './missingRole';

/** Members that ECS can only serve with an execution role. One finding a rule: the role is missing once. */

interface Need {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly awsMessage?: string;
  readonly source: CheckRule['source'];
  readonly good: readonly string[];
  readonly example: Example;
  /** Where the need stands in the file; `at` the name or the value. */
  readonly needs: (task: TaskView) => readonly Field[];
  readonly at: 'key' | 'value';
  readonly severityIn?: (task: TaskView) => Severity | undefined;
}

const need = ({ example, needs, at, severityIn, ...words }: Need): CheckRule =>
  defineRule<CheckRule>({
    group: 'iam',
    absence: 'here',
    ...words,
    examples: [example],
    *check(task) {
      if (hasExecutionRole(task)) return;
      const severity = severityIn ? severityIn(task) : words.severity;
      if (severity === undefined) return;
      const missing = { member: 'executionRoleArn', add: addExecutionRole, what: words.summary } as const;
      for (const found of missingRole(task, { ...missing, needed: needs(task).map((field) => field[at]) })) {
        yield { ...found, severity };
      }
    },
  });

/** On EC2 the role of the instance is used instead; AWS is not clear about External and Managed Instances. */
function whereInstanceRoleHelps(task: TaskView): Severity | undefined {
  if (task.isFargate) return 'error';
  return task.launchTypes.has('EXTERNAL') || task.launchTypes.has('MANAGED_INSTANCES') ? 'warning' : undefined;
}

const containersWith = (
  task: TaskView,
  pick: (container: TaskView['containers'][number]) => Field | undefined,
): Field[] =>
  task.containers.flatMap((container) => {
    const field = pick(container);
    return isGiven(field) ? [field] : [];
  });

const placesIn = (task: TaskView, pick: (container: TaskView['containers'][number]) => Field | undefined): Field[] =>
  task.containers.flatMap((container) => pick(container) ?? []);

const role = ',"executionRoleArn":"arn:aws:iam::123456789012:role/ecsTaskExecutionRole"';
const unknownRole = ',"executionRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/ecsTaskExecutionRole"';
const withRole = (text: string, value = unknownRole): string => `${text.slice(0, -1)}${value}}`;

const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf';
const secrets = (key: string): string => inContainer(`${key}:[{"name":"DB","valueFrom":"${secretArn}"}]`);
const splunk = (key: string): string =>
  inContainer(
    `"logConfiguration":{"logDriver":"splunk","options":{"splunk-url":"https://a.example"},${key}:[{"name":"splunk-token","valueFrom":"token"}]}`,
  );
const ecr = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1';
const withEcr = (text: string, mark = (image: string): string => `"${image}"`): string =>
  text.replace('"nginx:1.27"', mark(ecr));
const awslogs = (driver: string): string =>
  `"logConfiguration":{"logDriver":${driver},"options":{"awslogs-group":"a","awslogs-region":"eu-west-1","awslogs-stream-prefix":"a"}}`;

export const executionRoleRules: readonly CheckRule[] = [
  need({
    id: 'execution-role-missing-secrets',
    severity: 'error',
    summary: 'Reading secrets needs an "executionRoleArn"',
    why: 'ECS fetches secrets before the container starts, with the execution role of the task.',
    awsMessage: "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    source: issue('fabfuel/ecs-deploy', 87),
    good: [withRole(secrets('"secrets"')), inContainer('"secrets":[]'), inContainer('"secrets":"${SECRETS}"')],
    example: { bad: secrets('«"secrets"»'), fixed: withRole(secrets('"secrets"'), role) },
    at: 'key',
    needs: (task) => containersWith(task, (container) => container.get('secrets')),
  }),
  need({
    id: 'execution-role-missing-secret-options',
    severity: 'error',
    summary: 'Reading secret log options needs an "executionRoleArn"',
    why: 'ECS fetches them before the container starts, with the execution role of the task.',
    source: api('LogConfiguration'),
    good: [withRole(splunk('"secretOptions"'))],
    example: { bad: splunk('«"secretOptions"»'), fixed: withRole(splunk('"secretOptions"')) },
    at: 'key',
    needs: (task) => containersWith(task, (container) => container.get('logConfiguration')?.get('secretOptions')),
  }),
  need({
    id: 'execution-role-missing-ecr',
    severity: 'error',
    summary: 'Pulling from ECR needs an "executionRoleArn"',
    why: 'Without an instance there is no instance role: Fargate logs in to ECR with the execution role of the task.',
    awsMessage: 'Fargate requires task definition to have execution role ARN to support ECR images.',
    source: guide('task_execution_IAM_role', 'Task execution IAM role'),
    good: [
      withRole(withEcr(inFargate(''))),
      withEcr(inContainer('')),
      inFargate('').replace('nginx:1.27', 'public.ecr.aws/nginx/nginx:1'),
    ],
    example: {
      bad: withEcr(inFargate(''), (image) => `«"${image}"»`),
      fixed: withRole(withEcr(inFargate('')), role),
    },
    at: 'value',
    severityIn: whereInstanceRoleHelps,
    needs: (task) =>
      placesIn(task, (container) =>
        isPrivateEcr(container.get('image')?.text ?? '') ? container.get('image') : undefined,
      ),
  }),
  need({
    id: 'execution-role-missing-awslogs',
    severity: 'error',
    summary: 'Logging to CloudWatch needs an "executionRoleArn"',
    why: 'Without an instance there is no instance role: Fargate writes the logs with the execution role of the task.',
    awsMessage: 'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
    source: guide('task_execution_IAM_role', 'Task execution IAM role'),
    good: [withRole(inFargate('', awslogs('"awslogs"'))), inContainer(awslogs('"awslogs"'))],
    example: {
      bad: inFargate('', awslogs('«"awslogs"»')),
      fixed: withRole(inFargate('', awslogs('"awslogs"'))),
    },
    at: 'value',
    severityIn: whereInstanceRoleHelps,
    needs: (task) =>
      placesIn(task, (container) => {
        const driver = container.get('logConfiguration')?.get('logDriver');
        return driver?.text === 'awslogs' ? driver : undefined;
      }),
  }),
  need({
    id: 'execution-role-missing-repository-credentials',
    severity: 'error',
    summary: 'Reading registry credentials needs an "executionRoleArn"',
    why: 'ECS fetches the secret with the execution role of the task.',
    source: guide('private-auth', 'Private registry authentication'),
    good: [withRole(inContainer('"repositoryCredentials":{"credentialsParameter":"hub"}'))],
    example: {
      bad: inContainer('«"repositoryCredentials"»:{"credentialsParameter":"hub"}'),
      fixed: withRole(inContainer('"repositoryCredentials":{"credentialsParameter":"hub"}')),
    },
    at: 'key',
    needs: (task) => placesIn(task, (container) => container.get('repositoryCredentials')),
  }),
  need({
    id: 'execution-role-missing-environment-files',
    severity: 'error',
    summary: 'Reading environment files needs an "executionRoleArn"',
    why: 'ECS fetches them from S3 with the execution role of the task.',
    source: agent('environment files'),
    good: [inContainer('"environmentFiles":[]')],
    example: {
      bad: inContainer('«"environmentFiles"»:[{"value":"arn:aws:s3:::b/a.env","type":"s3"}]'),
      fixed: withRole(inContainer('"environmentFiles":[{"value":"arn:aws:s3:::b/a.env","type":"s3"}]')),
    },
    at: 'key',
    // Windows takes none at all.
    needs: (task) => (notWindows(task) ? containersWith(task, (container) => container.get('environmentFiles')) : []),
  }),
  need({
    id: 'execution-role-missing-credential-specs',
    severity: 'warning',
    summary: 'Reading credential specs needs an "executionRoleArn"',
    why: 'ECS fetches them from S3 or Parameter Store with the execution role of the task.',
    source: guide('linux-gmsa', 'gMSA for Linux containers'),
    good: [inContainer('"credentialSpecs":[]')],
    example: {
      bad: inContainer('«"credentialSpecs"»:["credentialspec:arn:aws:s3:::b/spec.json"]'),
      fixed: withRole(inContainer('"credentialSpecs":["credentialspec:arn:aws:s3:::b/spec.json"]')),
    },
    at: 'key',
    severityIn: (task) => (notExternalOnly(task) && !isOnly(task, 'MANAGED_INSTANCES') ? 'warning' : undefined),
    needs: (task) => containersWith(task, (container) => container.get('credentialSpecs')),
  }),
  need({
    id: 'execution-role-missing-firelens-s3',
    severity: 'warning',
    summary: 'Reading the router configuration from S3 needs an "executionRoleArn"',
    why: 'The role needs s3:GetObject and s3:GetBucketLocation for it.',
    source: source('Using a custom configuration file, in the ECS Developer Guide'),
    good: [
      inContainer(
        '"firelensConfiguration":{"type":"fluentbit","options":{"config-file-type":"file","config-file-value":"/a.conf"}}',
      ),
    ],
    example: {
      bad: inContainer(
        '"firelensConfiguration":{"type":"fluentbit","options":{"config-file-type":"s3","config-file-value":«"arn:aws:s3:::b/a.conf"»}}',
      ),
      fixed: withRole(
        inContainer(
          '"firelensConfiguration":{"type":"fluentbit","options":{"config-file-type":"s3","config-file-value":"arn:aws:s3:::b/a.conf"}}',
        ),
      ),
    },
    at: 'value',
    severityIn: (task) => (onEc2OrExternal(task) ? 'warning' : undefined),
    needs: (task) =>
      placesIn(task, (container) => {
        const options = container.get('firelensConfiguration')?.get('options');
        return options?.member('config-file-type')?.text === 's3' ? options.member('config-file-value') : undefined;
      }),
  }),
];
