import { awsFacts } from '../../../rules/facts';
import { type Block, quoted } from './block';
import { containers } from './containers';
import { dependencies } from './dependencies';
import { healthChecks } from './healthChecks';
import { awsfirelens, awslogs } from './logs';
import { portMappings } from './portMappings';
import { volumes } from './volumes';

const secret = (label: string, detail: string, service: string, resource: string): Block => ({
  label,
  detail,
  write: (writer, { task }) => {
    const { partition, region, account } = awsFacts(task);
    const arn = `arn:${partition}:${service}:${writer.stop(region)}:${writer.stop(account)}:${resource}${writer.stop('<NAME>')}`;
    return [writer.object([writer.member('name', quoted(writer, 'PASSWORD')), writer.member('valueFrom', `"${arn}"`)])];
  },
});

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
