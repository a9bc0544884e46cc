import type { ContainerField, TaskView } from '../../document/view';
import { isUnknownImage, pullImage } from './ecr';
import { type Home, arnAt, inRegion } from './home';
import type { RoleNeeds, Statement } from './policy';
import { readObject } from './s3';
import { readNamedSecret, readSecret } from './secrets';

/**
 * What ECS itself does to start the task. Source: "Amazon ECS task execution IAM role" and the pages on secrets, environment
 * files, private registries, FireLens, FSx and gMSA in the ECS Developer Guide, 2026.
 */
export function executionRoleNeeds(task: TaskView, home: Home): RoleNeeds {
  const statements = [
    ...task.containers.flatMap((container) => imageNeeds(container, home)),
    ...task.containers.flatMap((container) => logNeeds(container, home)),
    ...task.containers.flatMap((container) => secretNeeds(container, home)),
    ...task.containers.flatMap((container) => fileNeeds(container, home)),
    ...fsxNeeds(task, home),
  ];
  return { statements, notes: notesOn(task, statements) };
}

const labelOf = (container: ContainerField): string => container.get('name')?.text || 'a container';

function imageNeeds(container: ContainerField, home: Home): Statement[] {
  const label = labelOf(container);
  const credentials = container.get('repositoryCredentials')?.get('credentialsParameter')?.text;
  return [
    ...pullImage(container.get('image')?.text ?? '', home, `${label}: pull its image`),
    ...(credentials
      ? [readNamedSecret(credentials, home, `${label}: log in to its registry (repositoryCredentials)`)]
      : []),
  ];
}

function logNeeds(container: ContainerField, home: Home): Statement[] {
  const log = container.get('logConfiguration');
  const options = log?.get('options');
  const group = options?.member('awslogs-group')?.text;
  if (log?.get('logDriver')?.text !== 'awslogs' || !group) return [];
  const label = labelOf(container);
  const prefix = options?.member('awslogs-stream-prefix')?.text;
  const at = inRegion(home, options?.member('awslogs-region')?.text);
  const stream = prefix ? `${prefix}/${label}/*` : '*';
  return [
    ...(options?.member('awslogs-create-group')?.text === 'true'
      ? [
          {
            actions: ['logs:CreateLogGroup'],
            resource: arnAt(at, 'logs', `log-group:${group}:*`),
            reason: `${label}: create its log group (awslogs-create-group)`,
          },
        ]
      : []),
    {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resource: arnAt(at, 'logs', `log-group:${group}:log-stream:${stream}`),
      reason: `${label}: write its log`,
    },
  ];
}

function secretNeeds(container: ContainerField, home: Home): Statement[] {
  const label = labelOf(container);
  const options = container.get('logConfiguration')?.get('secretOptions')?.items() ?? [];
  const read = (what: string) => (item: (typeof options)[number]) => {
    const from = item.get('valueFrom')?.text;
    return from ? [readSecret(from, home, `${label}: ${what} ${item.get('name')?.text ?? ''}`.trimEnd())] : [];
  };
  return [...(container.get('secrets')?.items() ?? []).flatMap(read('secret')), ...options.flatMap(read('log option'))];
}

function fileNeeds(container: ContainerField, home: Home): Statement[] {
  const label = labelOf(container);
  const firelens = container.get('firelensConfiguration')?.get('options');
  const isInS3 = firelens?.member('config-file-type')?.text === 's3';
  const config = isInS3 ? firelens.member('config-file-value')?.text : undefined;
  return [
    ...(container.get('environmentFiles')?.items() ?? []).flatMap((file) =>
      readObject(file.get('value')?.text ?? '', `${label}: read its environment file`),
    ),
    ...readObject(config ?? '', `${label}: read its FireLens configuration`),
    ...(container.get('credentialSpecs')?.items() ?? []).flatMap((item) => {
      const arn = item.text?.replace(/^credentialspec(domainless)?:/, '') ?? '';
      const reason = `${label}: read its gMSA credential specification`;
      return /^arn:[^:]*:ssm:/.test(arn) ? [readSecret(arn, home, reason)] : readObject(arn, reason);
    }),
  ];
}

const fsxNeeds = (task: TaskView, home: Home): Statement[] =>
  task.volumes.flatMap((volume) => {
    const fsx = volume.get('fsxWindowsFileServerVolumeConfiguration');
    const secret = fsx?.get('authorizationConfig')?.get('credentialsParameter')?.text;
    const label = `volume ${volume.get('name')?.text ?? ''}`.trimEnd();
    if (!fsx) return [];
    return [
      { actions: ['fsx:DescribeFileSystems'], resource: '*', reason: `${label}: find its FSx file system` },
      ...(secret ? [readNamedSecret(secret, home, `${label}: credentials of its FSx file system`)] : []),
    ];
  });

function notesOn(task: TaskView, statements: readonly Statement[]): string[] {
  const unknown = task.containers.filter((container) => isUnknownImage(container.get('image')?.text ?? ''));
  const reads = statements.some(({ actions }) => /^(secretsmanager|ssm|s3):Get(Secret|Param|Object)/.test(actions[0]!));
  const domainless = task.containers.some((container) =>
    container
      .get('credentialSpecs')
      ?.items()
      .some((item) => item.text?.startsWith('credentialspecdomainless:')),
  );
  const instanceDoes = !task.isFargate && !task.root?.get('executionRoleArn');
  return [
    ...unknown.map(
      (container) =>
        `${labelOf(container)}: the registry of its image is filled in later; if it is private ECR, pulling needs permission too.`,
    ),
    ...(reads
      ? ['Secrets, parameters and objects encrypted with a key of your own also need kms:Decrypt on that key.']
      : []),
    ...(domainless ? ['The secret that a domainless credential specification names must be readable too.'] : []),
    ...(instanceDoes && statements.length > 0
      ? [
          "Without executionRoleArn, EC2 pulls from ECR and writes awslogs with the instance's role; all else needs the execution role.",
        ]
      : []),
  ];
}
