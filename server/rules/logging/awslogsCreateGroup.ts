import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { api } from '../sources';
import { containerLabel, sentence } from '../words';
import { log } from './awslogsExample';
import { logsWith } from './options';

export const awslogsCreateGroupValue = defineRule<CheckRule>({
  id: 'awslogs-create-group-value',
  group: 'logging',
  severity: 'error',
  summary: '"awslogs-create-group" is "true" or "false"',
  why: 'Docker refuses to start a container with another word. It also reads "True" and "1", which ECS does not document.',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [inContainer(log('"awslogs-create-group":"true"')), inContainer(log('"awslogs-create-group":"${CREATE}"'))],
  examples: [
    { bad: inContainer(log('"awslogs-create-group":«"yes"»')) },
    {
      bad: inContainer(log('"awslogs-create-group":«"True"»')),
      fixed: inContainer(log('"awslogs-create-group":"true"')),
    },
  ],
  *check(task) {
    for (const { container, option } of logsWith(task, 'awslogs')) {
      const field = option('awslogs-create-group');
      const value = field?.known;
      if (!field || value === undefined || value === 'true' || value === 'false') continue;
      const meant = /^(1|t|true)$/i.test(value) ? 'true' : /^(0|f|false)$/i.test(value) ? 'false' : undefined;
      yield {
        at: field.value,
        ...(meant && { severity: 'info' as const }),
        message: `${sentence(containerLabel(container))}: "awslogs-create-group" is "true" or "false", not "${value}"`,
        fixes: meant ? [setValue(field.path, meant, { safe: true })] : [],
      };
    }
  },
});

export const awslogsCreateGroupPermission = defineRule<CheckRule>({
  id: 'awslogs-create-group-permission',
  group: 'logging',
  severity: 'info',
  summary: 'Creating the log group needs a permission of its own',
  why: 'logs:CreateLogGroup is not part of AmazonECSTaskExecutionRolePolicy; without it the task stops before it starts.',
  awsMessage: 'AccessDeniedException: not authorized to perform: logs:CreateLogGroup',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [inContainer(log('"awslogs-create-group":"false"'))],
  examples: [{ bad: inContainer(log('"awslogs-create-group":«"true"»')) }],
  *check(task) {
    const fields = logsWith(task, 'awslogs')
      .map(({ option }) => option('awslogs-create-group'))
      .filter((field) => field?.text === 'true');
    const [first, ...others] = fields;
    if (!first) return;
    yield { at: first.value, related: others.map((field) => ({ at: field!.value, message: 'Here too' })) };
  },
});
