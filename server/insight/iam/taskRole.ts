import type { ContainerField, TaskView, VolumeField } from '../../document/view';
import { outputNeeds } from './firelensOutput';
import { type Home, arnAt } from './home';
import type { RoleNeeds, Statement } from './policy';

/**
 * What ECS features inside the task do with its role. What the application itself calls no file says. Source: the pages on
 * EFS, S3 Files, FireLens and ECS Exec in the ECS Developer Guide, and the managed policies of S3 Files, 2026.
 */
export function taskRoleNeeds(task: TaskView, home: Home, { exec }: { readonly exec: boolean }): RoleNeeds {
  const statements = [
    ...task.volumes.flatMap((volume) => [...efsNeeds(task, volume, home), ...s3FilesNeeds(task, volume)]),
    ...task.containers.flatMap((container) => firelensNeeds(container, home)),
    ...(exec ? [execNeeds] : []),
  ];
  const hasOwnConfig = task.containers.some((container) =>
    container.get('firelensConfiguration')?.get('options')?.member('config-file-value'),
  );
  return {
    statements,
    notes: [
      'What the application itself calls is not in this file.',
      ...(hasOwnConfig ? ['The configuration file of the FireLens router may name further outputs.'] : []),
      ...(task.volumes.some((volume) => volume.get('s3filesVolumeConfiguration'))
        ? [
            'S3 Files may read large objects from its bucket directly, which the file does not name: s3:GetObject there.',
          ]
        : []),
      ...(task.volumes.some((volume) => volume.get('configuredAtLaunch')?.bool)
        ? [
            'The EBS volume is attached with the infrastructure role of the service or RunTask, not with a role of this file.',
          ]
        : []),
      ...(exec ? ['ECS Exec that logs to CloudWatch or S3, or encrypts with KMS, needs permission for that too.'] : []),
    ],
  };
}

const execNeeds: Statement = {
  actions: [
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  resource: '*',
  reason: 'ECS Exec: the channel of a session; IAM takes no resource for that',
};

/** With IAM authorization on; without it, mounting needs no permission. */
function efsNeeds(task: TaskView, volume: VolumeField, home: Home): Statement[] {
  const efs = volume.get('efsVolumeConfiguration');
  const authorization = efs?.get('authorizationConfig');
  const id = efs?.get('fileSystemId')?.text;
  if (!id || authorization?.get('iam')?.text !== 'ENABLED') return [];
  const point = authorization.get('accessPointId')?.text;
  const asArn = (kind: string, text: string): string =>
    text.startsWith('arn:') ? text : arnAt(home, 'elasticfilesystem', `${kind}/${text}`);
  const writes = isWritten(task, volume);
  return [
    {
      actions: ['elasticfilesystem:ClientMount', ...(writes ? ['elasticfilesystem:ClientWrite'] : [])],
      resource: asArn('file-system', id),
      reason: `${labelOf(volume)}: mount it${writes ? ' for writing' : ' read-only'}${point ? ' through its access point' : ''}`,
      ...(point && {
        condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': asArn('access-point', point) } },
      }),
    },
  ];
}

function s3FilesNeeds(task: TaskView, volume: VolumeField): Statement[] {
  const arn = volume.get('s3filesVolumeConfiguration')?.get('fileSystemArn')?.text;
  if (!arn) return [];
  const writes = isWritten(task, volume);
  return [
    {
      actions: ['s3files:ClientMount', ...(writes ? ['s3files:ClientWrite'] : [])],
      resource: arn,
      reason: `${labelOf(volume)}: mount it${writes ? ' for writing' : ' read-only'}`,
    },
  ];
}

/** Whether some container mounts it other than read-only. */
const isWritten = (task: TaskView, volume: VolumeField): boolean =>
  task.containers
    .flatMap((container) => container.get('mountPoints')?.items() ?? [])
    .some(
      (mount) => mount.get('sourceVolume')?.text === volume.get('name')?.text && mount.get('readOnly')?.bool !== true,
    );

function firelensNeeds(container: ContainerField, home: Home): Statement[] {
  const log = container.get('logConfiguration');
  const options = log?.get('options');
  if (log?.get('logDriver')?.text !== 'awsfirelens' || !options) return [];
  return outputNeeds(options, home, container.get('name')?.text || 'a container');
}

const labelOf = (volume: VolumeField): string => `volume ${volume.get('name')?.text ?? ''}`.trimEnd();
