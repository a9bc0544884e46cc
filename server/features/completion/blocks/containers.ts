import type { ContainerField } from '../../../document/view';
import { type Context, hasRouter, needsMemory } from '../context';
import type { Writer } from '../writer';
import { type Block, onLinux, quoted } from './block';
import { awsfirelens, awslogs } from './logs';

const usesRouter = (container: ContainerField): boolean =>
  container.get('logConfiguration')?.get('logDriver')?.text === 'awsfirelens';

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

export const containers: readonly Block[] = [
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
