import { type ContainerField, isEssential } from '../../document/view';
import { awsFacts } from '../../rules/facts';
import { groupFor } from './logGroup';
import { type Context, containersToWaitFor, hasRouter, needsMemory, ownContainer } from './context';
import type { Writer } from './writer';

/** A piece of a definition that is written again and again, with places for what differs. */
export interface Block {
  readonly label: string;
  readonly detail: string;
  /** Whether ECS would take it here; always, when absent. */
  readonly isLegal?: (context: Context) => boolean;
  /** Its JSON: one object, or several items of a list. */
  readonly write: (writer: Writer, context: Context) => readonly string[];
}

const offFargate = ({ task }: Context): boolean => !task.isFargate;
const onDocker = ({ task }: Context): boolean => !task.isFargate && !task.launchTypes.has('MANAGED_INSTANCES');
const onLinux = ({ task }: Context): boolean => task.os !== 'windows';
const takesEfs = (context: Context): boolean => onLinux(context) && !context.task.launchTypes.has('EXTERNAL');
const usesRouter = (container: ContainerField): boolean =>
  container.get('logConfiguration')?.get('logDriver')?.text === 'awsfirelens';
const sharesHostPorts = ({ task }: Context): boolean => task.networkMode === 'bridge' && !task.isFargate;

const quoted = (writer: Writer, text: string): string => `"${writer.stop(text)}"`;

const awslogs: Block = {
  label: 'awslogs',
  detail: 'to CloudWatch Logs',
  write: (writer, { task }) => [
    writer.object([
      writer.member('logDriver', '"awslogs"'),
      writer.member(
        'options',
        writer.object([
          writer.member('awslogs-group', quoted(writer, groupFor(task))),
          writer.member('awslogs-region', quoted(writer, awsFacts(task).region)),
          writer.member('awslogs-stream-prefix', quoted(writer, 'ecs')),
        ]),
      ),
    ]),
  ],
};

const awsfirelens: Block = {
  label: 'awsfirelens',
  detail: 'through the log router of the task',
  isLegal: (context) => hasRouter(context.task) && ownContainer(context)?.get('firelensConfiguration') === undefined,
  write: (writer, { task }) => [
    writer.object([
      writer.member('logDriver', '"awsfirelens"'),
      writer.member(
        'options',
        writer.object([
          writer.member('Name', '"cloudwatch_logs"'),
          writer.member('region', quoted(writer, awsFacts(task).region)),
          writer.member('log_group_name', quoted(writer, groupFor(task))),
          writer.member('log_stream_prefix', quoted(writer, 'ecs-')),
        ]),
      ),
    ]),
  ],
};

const memory = (writer: Writer, { task }: Context, amount: string): string[] =>
  needsMemory(task) ? [writer.member('memory', writer.stop(amount))] : [];

const container = (writer: Writer, context: Context, ...more: readonly string[]): string =>
  writer.object([
    writer.member('name', quoted(writer, 'app')),
    writer.member('image', quoted(writer, '<IMAGE>')),
    writer.member('essential', 'true'),
    ...memory(writer, context, '512'),
    ...more,
  ]);

const port = (writer: Writer): string => writer.object([writer.member('containerPort', writer.stop('80'))]);

const router = (writer: Writer, context: Context): string =>
  writer.object([
    writer.member('name', '"log_router"'),
    writer.member('image', quoted(writer, 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable')),
    writer.member('essential', 'true'),
    ...memory(writer, context, '128'),
    writer.member('firelensConfiguration', writer.object([writer.member('type', '"fluentbit"')])),
  ]);

const containers: readonly Block[] = [
  {
    label: 'Container with a port and logs',
    detail: 'one port, logs to CloudWatch Logs',
    isLegal: ({ task }) => task.networkMode !== 'none',
    write: (writer, context) => [
      container(
        writer,
        context,
        writer.member('portMappings', writer.list([port(writer)])),
        writer.member('logConfiguration', awslogs.write(writer, context).join('')),
      ),
    ],
  },
  {
    label: 'FireLens log router',
    detail: 'for the containers that log with awsfirelens',
    isLegal: (context) => onLinux(context) && !hasRouter(context.task) && context.task.containers.some(usesRouter),
    write: (writer, context) => [router(writer, context)],
  },
  {
    label: 'FireLens log router and a container',
    detail: 'Fluent Bit, and a container that logs through it',
    isLegal: (context) => onLinux(context) && !hasRouter(context.task),
    write: (writer, context) => [
      router(writer, context),
      container(writer, context, writer.member('logConfiguration', awsfirelens.write(writer, context).join(''))),
    ],
  },
];

const check = (label: string, detail: string, command: (writer: Writer, url: string) => string): Block => ({
  label,
  detail,
  isLegal: onLinux,
  write: (writer, context) => {
    const port = ownContainer(context)?.get('portMappings')?.items()[0]?.get('containerPort')?.num;
    const url = `http://localhost${port === undefined || port === 80 ? '' : `:${port}`}/`;
    return [
      writer.object([
        writer.member('command', command(writer, url)),
        writer.member('interval', writer.stop('30')),
        writer.member('timeout', writer.stop('5')),
        writer.member('retries', writer.stop('3')),
        writer.member('startPeriod', writer.stop('10')),
      ]),
    ];
  },
});

const healthChecks: readonly Block[] = [
  check('curl', 'asks the container over HTTP', (writer, url) =>
    writer.inlineList(['"CMD-SHELL"', quoted(writer, `curl -f ${url} || exit 1`)]),
  ),
  check('wget', 'the same with what Alpine has', (writer, url) =>
    writer.inlineList(['"CMD-SHELL"', quoted(writer, `wget -q --spider ${url} || exit 1`)]),
  ),
  check('program', 'a program of the image', (writer) => writer.inlineList(['"CMD"', quoted(writer, '/healthcheck')])),
];

const portMapping = (
  label: string,
  detail: string,
  isLegal: Block['isLegal'],
  members: (writer: Writer, context: Context) => readonly string[],
): Block => ({
  label,
  detail,
  ...(isLegal && { isLegal }),
  write: (writer, context) => [writer.object(members(writer, context))],
});

const portMappings: readonly Block[] = [
  portMapping('Port', 'a TCP port of the container', undefined, (writer) => [
    writer.member('containerPort', writer.stop('80')),
    writer.member('protocol', '"tcp"'),
  ]),
  portMapping(
    'Named port',
    'for Service Connect',
    (context) => onLinux(context) && context.task.networkMode !== 'host',
    (writer) => [
      writer.member('name', quoted(writer, 'http')),
      writer.member('containerPort', writer.stop('80')),
      writer.member('protocol', '"tcp"'),
      writer.member('appProtocol', `"${writer.choice(['http', 'http2', 'grpc'])}"`),
    ],
  ),
  portMapping('Port on any free host port', 'a load balancer finds it', sharesHostPorts, (writer) => [
    writer.member('containerPort', writer.stop('80')),
    writer.member('hostPort', '0'),
    writer.member('protocol', '"tcp"'),
  ]),
  portMapping('Port on a host port', 'at the address of the instance', sharesHostPorts, (writer) => [
    writer.member('containerPort', writer.stop('80')),
    writer.member('hostPort', writer.stop('8080')),
    writer.member('protocol', '"tcp"'),
  ]),
];

const dependencies: readonly Block[] = [
  {
    label: 'Wait until healthy',
    detail: 'for a container with a health check',
    isLegal: (context) => withCheck(context).length > 0,
    write: (writer, context) => [dependency(writer, withCheck(context), 'HEALTHY')],
  },
  {
    label: 'Wait until it has succeeded',
    detail: 'for a container that ends',
    isLegal: (context) => ending(context).length > 0,
    write: (writer, context) => [dependency(writer, ending(context), 'SUCCESS')],
  },
];

const dependency = (writer: Writer, names: readonly string[], condition: string): string =>
  writer.object([
    writer.member('containerName', writer.chosenText(names)),
    writer.member('condition', `"${condition}"`),
  ]);

const withCheck = (context: Context): string[] =>
  containersToWaitFor(context).filter((name) => context.task.container(name)?.get('healthCheck'));

const ending = (context: Context): string[] =>
  containersToWaitFor(context).filter((name) => {
    const target = context.task.container(name);
    return target !== undefined && !isEssential(target);
  });

const secret = (label: string, detail: string, service: string, resource: string): Block => ({
  label,
  detail,
  write: (writer, { task }) => {
    const { partition, region, account } = awsFacts(task);
    const arn = `arn:${partition}:${service}:${writer.stop(region)}:${writer.stop(account)}:${resource}${writer.stop('<NAME>')}`;
    return [writer.object([writer.member('name', quoted(writer, 'PASSWORD')), writer.member('valueFrom', `"${arn}"`)])];
  },
});

const efs = (writer: Writer, ...more: readonly string[]): string =>
  writer.object([
    writer.member('name', quoted(writer, 'efs')),
    writer.member(
      'efsVolumeConfiguration',
      writer.object([
        writer.member('fileSystemId', quoted(writer, '<FILE_SYSTEM_ID>')),
        writer.member('transitEncryption', '"ENABLED"'),
        ...more,
      ]),
    ),
  ]);

const volumes: readonly Block[] = [
  {
    label: 'Shared volume',
    detail: 'an empty folder that lives as long as the task',
    write: (writer) => [writer.object([writer.member('name', quoted(writer, 'data'))])],
  },
  {
    label: 'EFS volume',
    detail: 'an EFS file system, encrypted on its way',
    isLegal: takesEfs,
    write: (writer) => [efs(writer)],
  },
  {
    label: 'EFS volume with an access point',
    detail: 'with the rights of the task role',
    isLegal: takesEfs,
    write: (writer) => [
      efs(
        writer,
        writer.member(
          'authorizationConfig',
          writer.object([
            writer.member('accessPointId', quoted(writer, '<ACCESS_POINT_ID>')),
            writer.member('iam', '"ENABLED"'),
          ]),
        ),
      ),
    ],
  },
  {
    label: 'Bind volume',
    detail: 'a folder of the instance',
    isLegal: (context) => offFargate(context) && onLinux(context),
    write: (writer) => [
      writer.object([
        writer.member('name', quoted(writer, 'host')),
        writer.member('host', writer.object([writer.member('sourcePath', quoted(writer, '/srv/data'))])),
      ]),
    ],
  },
  {
    label: 'Docker volume',
    detail: 'kept by Docker on the instance',
    isLegal: onDocker,
    write: (writer) => [
      writer.object([
        writer.member('name', quoted(writer, 'data')),
        writer.member(
          'dockerVolumeConfiguration',
          writer.object([
            writer.member('scope', '"shared"'),
            writer.member('autoprovision', 'true'),
            writer.member('driver', quoted(writer, 'local')),
          ]),
        ),
      ]),
    ],
  },
];

const table: Readonly<Record<string, readonly Block[]>> = {
  'TaskDefinition.containerDefinitions': containers,
  'TaskDefinition.volumes': volumes,
  'ContainerDefinition.portMappings': portMappings,
  'ContainerDefinition.healthCheck': healthChecks,
  'ContainerDefinition.logConfiguration': [awslogs, awsfirelens],
  'ContainerDefinition.dependsOn': dependencies,
  'ContainerDefinition.secrets': [
    secret('Secret', 'of Secrets Manager', 'secretsmanager', 'secret:'),
    secret('Parameter', 'of Parameter Store', 'ssm', 'parameter/'),
  ],
  'ContainerDefinition.environmentFiles': [
    {
      label: 'File of variables',
      detail: 'in S3',
      write: (writer, { task }) => [
        writer.object([
          writer.member(
            'value',
            `"arn:${awsFacts(task).partition}:s3:::${writer.stop('<BUCKET>')}/${writer.stop('app')}.env"`,
          ),
          writer.member('type', '"s3"'),
        ]),
      ],
    },
  ],
  'ContainerDefinition.ulimits': [
    {
      label: 'Open files',
      detail: 'nofile',
      write: (writer) => [
        writer.object([
          writer.member('name', '"nofile"'),
          writer.member('softLimit', writer.stop('65536')),
          writer.member('hardLimit', writer.stop('65536')),
        ]),
      ],
    },
  ],
  'LinuxParameters.tmpfs': [
    {
      label: 'Folder in memory',
      detail: 'its size in MiB',
      write: (writer) => [
        writer.object([
          writer.member('containerPath', quoted(writer, '/tmp')),
          writer.member('size', writer.stop('64')),
          writer.member('mountOptions', '["rw", "noexec", "nosuid"]'),
        ]),
      ],
    },
  ],
};

/** The blocks for a member (`Shape.member`) or for the items of a list. */
export const blocksFor = (id: string): readonly Block[] => table[id] ?? [];
