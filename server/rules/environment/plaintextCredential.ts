import type { Field } from '../../document/field';
import { hasPlaceholder } from '../../document/placeholder';
import type { ContainerField, TaskView } from '../../document/view';
import type { KeyValuePair } from '../../model/taskDefinition';
import { type CheckRule, type Fix, type Found, defineRule } from '../define';
import { inContainer, inFargate } from '../example';
import { executionRoleIfMissing } from '../iam/executionRole';
import { securityHub } from '../sources';
import { containerLabel } from '../words';
import { credentialIn, mayHoldCredential, mayNameCredential, namesCredential, plainTextValue } from './credentials';
import { type Entry, variablesOf } from './entries';
import { isAwsCredential } from './names';

const env = (name: string, value: string): string => inContainer(`"environment":[{"name":"${name}","value":${value}}]`);

export const plaintextCredential = defineRule<CheckRule>({
  id: 'plaintext-credential',
  group: 'environment',
  severity: 'warning',
  summary: 'A credential stands in plain text',
  why: 'Anyone who may describe the task definition reads it, and every revision keeps it. A secret is fetched when the container starts.',
  source: securityHub(8),
  inContainerArray: true,
  good: [
    env('DB_PASSWORD', '"${DB_PASSWORD}"'),
    env('DB_PASSWORD_FILE', '"db.txt"'),
    env('TOKEN_TTL', '"3600000"'),
    env('ACCESS_TOKEN_LIFETIME', '"15 minutes"'),
    env('SECRETS_BUCKET', '"web-secrets-1"'),
    env('TOKEN_ENDPOINT_AUTH_METHOD', '"client_secret_basic"'),
    env('MAX_TOKENS', '"1000000"'),
    env('DATABASE_URL', '"postgres://db.example.com/app"'),
    env('SECRET_ARN', '"a1b2c3d4"'),
    env('PASSWORD', '""'),
  ],
  examples: [
    {
      bad: inFargate('', '"environment":[{"name":"DB_PASSWORD","value":«"correct-horse-1"»},{"name":"A","value":"1"}]'),
      fixed: inFargate(
        '"executionRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/ecsTaskExecutionRole"',
        '"environment":[{"name":"A","value":"1"}],"secrets":[{"name":"DB_PASSWORD","valueFrom":"<DB_PASSWORD_SECRET_ARN>"}]',
      ),
    },
    {
      bad: inContainer('"command":["run","--key",«"AKIAABCDEFGHIJKLMNOP"»]'),
    },
    { bad: inContainer('"dockerLabels":{"link":«"https://me:hunter2@example.com"»}') },
  ],
  *check(task) {
    yield* inEnvironment(task);
    for (const container of task.containers) {
      for (const field of elsewhere(container)) yield* byForm(field, container);
    }
    for (const volume of task.volumes) {
      for (const field of volume.get('dockerVolumeConfiguration')?.get('driverOpts')?.members() ?? [])
        yield* byForm(field);
    }
  },
});

function* inEnvironment(task: TaskView): Iterable<Found> {
  for (const { container, item, known: name = '' } of variablesOf(task).filter(isSuspect)) {
    const value = item.get('value')!;
    const text = value.text!;
    const kind = value.unknown ? undefined : credentialIn(text);
    const sure = kind !== undefined ? 'likely' : namesCredential(name) ? plainTextValue(text) : undefined;
    if (!sure || isAwsCredential(name)) continue;
    yield {
      at: value.value,
      ...(sure === 'maybe' && { severity: 'info' as const }),
      message: kind
        ? `"${name}" of ${containerLabel(container)} holds ${kind} in plain text`
        : `"${name}" of ${containerLabel(container)} looks like a credential in plain text`,
      fixes: [moveToSecrets(task, container, item, name)],
    };
  }
}

/** One quick look at each, since most files are full of variables that are none. */
function isSuspect(variable: Entry<KeyValuePair>): boolean {
  const name = variable.known;
  const text = variable.text('value');
  return name !== undefined && text !== undefined && (mayNameCredential(name) || mayHoldCredential(text));
}

/** Moves a variable to `secrets`, where a placeholder stands for the ARN of its secret. */
export const moveToSecrets = (task: TaskView, container: ContainerField, item: Field, name: string): Fix => ({
  title: `Read "${name}" from a secret`,
  changes: () => [
    { remove: item.path },
    {
      insert: [...container.path, 'secrets'],
      item: { name, valueFrom: `<${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_SECRET_ARN>` },
    },
    ...executionRoleIfMissing(task),
  ],
});

/** Texts outside of the environment that a credential may hide in. */
const elsewhere = (container: ContainerField): Field[] => [
  ...(container.get('command')?.items() ?? []),
  ...(container.get('entryPoint')?.items() ?? []),
  ...(container.get('healthCheck')?.get('command')?.items() ?? []),
  ...(container.get('dockerLabels')?.members() ?? []),
];

function* byForm(field: Field, container?: ContainerField): Iterable<Found> {
  const kind = field.text === undefined ? undefined : credentialIn(field.text);
  if (!kind || hasPlaceholder(field.text!)) return;
  yield {
    at: field.value,
    message: `${container ? `This text of ${containerLabel(container)}` : 'This option'} holds ${kind} in plain text`,
  };
}
