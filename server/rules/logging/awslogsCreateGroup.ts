import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember, setValue } from '../fixes';
import { api } from '../sources';
import { containerLabel, sentence } from '../words';
import { log } from './awslogsExample';
import { logsWith } from './options';

export const awslogsCreateGroupValue = defineRule<CheckRule>({
  id: 'awslogs-create-group-value',
  group: 'logging',
  severity: 'error',
  summary: '"awslogs-create-group" is "true", or is left out',
  why: 'Docker refuses to start a container with a word that is neither true nor false. It also reads "True" and "1", which ECS does not document, and ECS was seen to refuse "false", which is what holds without the option.',
  awsMessage: "Log driver awslogs option 'awslogs-create-group' should only be set to 'true', else omit option.",
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [inContainer(log('"awslogs-create-group":"true"')), inContainer(log('"awslogs-create-group":"${CREATE}"'))],
  examples: [
    { bad: inContainer(log('"awslogs-create-group":«"yes"»')) },
    { bad: inContainer(log('"awslogs-create-group":«"false"»')), fixed: inContainer(log('')) },
    {
      bad: inContainer(log('"awslogs-create-group":«"True"»')),
      fixed: inContainer(log('"awslogs-create-group":"true"')),
    },
  ],
  *check(task) {
    for (const { container, option } of logsWith(task, 'awslogs')) {
      const field = option('awslogs-create-group');
      const value = field?.known;
      if (!field || value === undefined || value === 'true') continue;
      const isOn = /^(1|t|true)$/i.test(value);
      const isOff = /^(0|f|false)$/i.test(value);
      yield {
        at: field.value,
        ...(isOn && { severity: 'info' as const }),
        ...(isOff && { severity: 'warning' as const }),
        message: `${sentence(containerLabel(container))}: "awslogs-create-group" is "true" or left out, not "${value}"`,
        fixes: isOn
          ? [setValue(field.path, 'true', { safe: true })]
          : isOff
            ? [removeMember(field, { safe: true })]
            : [],
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
  good: [inContainer(log('"awslogs-create-group":"${CREATE}"'))],
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
