import { awsFacts } from '../../../rules/facts';
import { hasRouter, ownContainer } from '../context';
import { groupFor } from '../logGroup';
import { type Block, quoted } from './block';

export const awslogs: Block = {
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

export const awsfirelens: Block = {
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
