import type { ContainerField } from '../../document/view';
import type { KeyValuePair, Secret } from '../../model/taskDefinition';
import { type CheckRule, type Found, defineRule } from '../define';
import { inContainer } from '../example';
import { addTaskRole, hasTaskRole } from '../iam/taskRole';
import { agent, source } from '../sources';
import { containerLabel, sentence } from '../words';
import { type Entry, platformVariables, secretNames, secretsOf, variableNames, variablesOf } from './entries';

/** Names of environment variables and secrets. */

const env = (...items: readonly string[]): string => `"environment":[${items.join(',')}]`;
const variable = (name: string, value = '"1"'): string => `{"name":${name},"value":${value}}`;
const secret = (name: string): string => `{"name":${name},"valueFrom":"db"}`;
const role = '"executionRoleArn":"ecsTaskExecutionRole"';

export const envNameDuplicate = defineRule<CheckRule>({
  id: 'env-name-duplicate',
  group: 'environment',
  severity: 'warning',
  summary: 'An environment variable is set twice',
  why: 'The last one wins, so the first only misleads.',
  source: source('AWS::ECS::TaskDefinition KeyValuePair, in the CloudFormation schema'),
  inContainerArray: true,
  good: [inContainer(env(variable('"A"'), variable('"a"'))), inContainer(env(variable('"${A}"'), variable('"${A}"')))],
  examples: [
    {
      bad: inContainer(env(variable('"A"'), variable('«"A"»', '"2"'))),
      fixed: inContainer(env(variable('"A"', '"2"'))),
    },
  ],
  *check(task) {
    for (const { first, second, name } of variableNames(task).repeated) {
      const same = first.item.get('value')?.text === second.item.get('value')?.text;
      yield {
        at: second.name!.value,
        message: `${sentence(containerLabel(second.container))} sets "${name}" twice; the last one wins`,
        related: [{ at: first.name!.value, message: 'First set here' }],
        fixes: [
          {
            title: 'Delete the first one',
            ...(same && { safe: true }),
            changes: () => [{ remove: first.item.path }],
          },
        ],
      };
    }
  },
});

export const envNameInvalid = defineRule<CheckRule>({
  id: 'env-name-invalid',
  group: 'environment',
  severity: 'warning',
  summary: 'The name of an environment variable holds what no name may',
  why: 'Everything up to the first "=" is the name, so one in it moves the rest into the value. White space confuses shells.',
  source: source('POSIX, environment variables'),
  inContainerArray: true,
  good: [inContainer(env(variable('"my.setting-1"'))), inContainer(env(variable('"{{ name }}"')))],
  examples: [{ bad: inContainer(env(variable('«"A=B"»'))) }, { bad: inContainer(env(variable('«"MY VAR"»'))) }],
  *check(task) {
    for (const { name: field, known: name = '' } of variablesOf(task).filter(isInvalid)) {
      if (!field) continue;
      yield name.includes('=')
        ? { at: field.value, severity: 'error', message: `A variable name cannot hold "=", as "${name}" does` }
        : { at: field.value, message: `The variable name ${JSON.stringify(name)} holds white space` };
    }
  },
});

const misfit = /[=\s\p{Cc}]/u;

const isInvalid = ({ known: name }: Entry<unknown>): boolean =>
  name !== undefined && misfit.test(name) && name.trim() !== '';

export const secretNameDuplicate = defineRule<CheckRule>({
  id: 'secret-name-duplicate',
  group: 'environment',
  severity: 'error',
  summary: 'Two secrets of a container have the same name',
  why: 'Each becomes an environment variable, so their names have to differ.',
  awsWordings: [
    "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'FOO'.",
  ],
  source: source('Secret in the ECS API Reference'),
  inContainerArray: true,
  good: [inContainer(`"secrets":[${secret('"A"')},${secret('"B"')}]`, role)],
  examples: [
    {
      bad: inContainer(`"secrets":[${secret('"A"')},${secret('«"A"»')}]`, role),
      fixed: inContainer(`"secrets":[${secret('"A"')}]`, role),
    },
  ],
  *check(task) {
    for (const { first, second, name } of secretNames(task).repeated) {
      yield {
        at: second.name!.value,
        message: `Another secret of ${containerLabel(second.container)} is called "${name}"`,
        related: [{ at: first.name!.value, message: 'The first of that name' }],
        fixes: [{ title: 'Delete this secret', changes: () => [{ remove: second.item.path }] }],
      };
    }
  },
});

export const secretEnvNameClash = defineRule<CheckRule>({
  id: 'secret-env-name-clash',
  group: 'environment',
  severity: 'error',
  summary: 'A secret and an environment variable have the same name',
  why: 'Both become environment variables of the container, and ECS refuses to choose.',
  awsMessage:
    "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'FOO'.",
  source: source('dagster-io/dagster issue 11622', 'https://github.com/dagster-io/dagster/issues/11622'),
  inContainerArray: true,
  good: [inContainer(`${env(variable('"A"'))},"secrets":[${secret('"B"')}]`, role)],
  examples: [
    {
      bad: inContainer(`${env(variable('«"A"»'), variable('"B"'))},"secrets":[${secret('"A"')}]`, role),
      fixed: inContainer(`${env(variable('"B"'))},"secrets":[${secret('"A"')}]`, role),
    },
  ],
  *check(task) {
    const variables = variableNames(task).first;
    for (const [container, secrets] of secretNames(task).first) {
      for (const [name, other] of secrets) {
        const variable = variables.get(container)?.get(name);
        if (variable?.name) yield clash(name, variable, other);
      }
    }
  },
});

const clash = (name: string, variable: Entry<KeyValuePair>, secret: Entry<Secret>): Found => ({
  at: variable.name!.value,
  message: `"${name}" is a secret of ${containerLabel(variable.container)} too`,
  related: [{ at: secret.name!.value, message: 'The secret' }],
  fixes: [{ title: 'Remove it from "environment"', changes: () => [{ remove: variable.item.path }] }],
});

const keys = /^(AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|ECS_ENGINE_AUTH_DATA)$/;

/** Variables that hold credentials of AWS itself, which have a rule of their own. */
export const isAwsCredential = (name: string): boolean => keys.test(name);

export const awsCredentialsInEnv = defineRule<CheckRule>({
  id: 'aws-credentials-in-env',
  group: 'environment',
  severity: 'warning',
  summary: 'AWS credentials stand in the environment',
  why: 'Anyone who may describe the task reads them, they do not expire by themselves, and they hide the task role.',
  source: source(
    'Security Hub control ECS.8',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8',
  ),
  inContainerArray: true,
  good: [inContainer(`"secrets":[${secret('"AWS_SECRET_ACCESS_KEY"')}]`, role)],
  examples: [
    {
      bad: inContainer(env(`«${variable('"AWS_SECRET_ACCESS_KEY"')}»`)),
      fixed: inContainer('"environment":[]', '"taskRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/<TASK_ROLE>"'),
    },
  ],
  *check(task) {
    for (const { container, item, known: name } of platformVariables(task)) {
      if (name === undefined || !isAwsCredential(name)) continue;
      const needsRole = name.startsWith('AWS_') && task.root !== undefined && !hasTaskRole(task);
      yield {
        at: item.value,
        message: `${sentence(containerLabel(container))} gets "${name}" in the environment; a task role needs no keys`,
        fixes: [
          {
            title: `Remove "${name}"${needsRole ? ' and name a task role' : ''}`,
            changes: () => [{ remove: item.path }, ...(needsRole ? [addTaskRole(task)] : [])],
          },
        ],
      };
    }
  },
});

const injected = new Set([
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'ECS_CONTAINER_METADATA_URI',
  'ECS_CONTAINER_METADATA_URI_V4',
  'ECS_AGENT_URI',
  'AWS_EXECUTION_ENV',
]);

function isInjected(container: ContainerField, name: string): boolean {
  if (injected.has(name)) return true;
  if (/^FLUENT_(HOST|PORT)$/.test(name))
    return container.get('logConfiguration')?.get('logDriver')?.text === 'awsfirelens';
  const hasDevices = container.get('resourceRequirements')?.isEmpty === false;
  return hasDevices && /^(NVIDIA_VISIBLE_DEVICES|AWS_NEURON_VISIBLE_DEVICES|CUDA_MPS_\w+)$/.test(name);
}

export const ecsInjectedEnvOverride = defineRule<CheckRule>({
  id: 'ecs-injected-env-override',
  group: 'environment',
  severity: 'warning',
  summary: 'ECS sets this variable itself',
  why: 'A value from here gets in the way of credentials, metadata, logs or devices that the container is given.',
  source: agent('environment of containers'),
  inContainerArray: true,
  good: [inContainer(env(variable('"AWS_REGION"'), variable('"FLUENT_HOST"')))],
  examples: [
    {
      bad: inContainer(env(variable('«"ECS_CONTAINER_METADATA_URI_V4"»'))),
      fixed: inContainer('"environment":[]'),
    },
  ],
  *check(task) {
    for (const { container, item, name: field, known: name } of [...platformVariables(task), ...secretsOf(task)]) {
      if (!field || name === undefined || !isInjected(container, name)) continue;
      yield {
        at: field.value,
        message: `ECS sets "${name}" for ${containerLabel(container)} itself`,
        fixes: [{ title: `Remove "${name}"`, changes: () => [{ remove: item.path }] }],
      };
    }
  },
});
