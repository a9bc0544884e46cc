import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember } from '../fixes';
import { api, issue } from '../sources';
import { log } from './awslogsExample';
import { logsWith } from './options';
import { unknownOptions } from './unknownOptions';

export const awslogsUnknownOption = defineRule<CheckRule>({
  id: 'awslogs-unknown-option',
  group: 'logging',
  severity: 'error',
  summary: 'The awslogs driver does not take this option',
  why: 'ECS checks the options of awslogs by name and refuses all others.',
  awsMessage: 'Log driver awslogs disallows options: log_key',
  source: issue('aws-samples/amazon-ecs-firelens-examples', 83),
  inContainerArray: true,
  good: [inContainer(log('"mode":"non-blocking","max-buffer-size":"25m"'))],
  examples: [
    { bad: inContainer(log('«"awslogs-stream-prefx"»:"a"')), fixed: inContainer(log('"awslogs-stream-prefix":"a"')) },
    { bad: inContainer(log('«"tag"»:"a"')), fixed: inContainer(log('')) },
  ],
  *check(task) {
    for (const each of logsWith(task, 'awslogs'))
      yield* unknownOptions(each, (option) => `The awslogs driver takes no option "${option}"`);
  },
});

export const awslogsMultilineConflict = defineRule<CheckRule>({
  id: 'awslogs-multiline-conflict',
  group: 'logging',
  severity: 'warning',
  summary: 'A new entry begins with a date or with a pattern, not both',
  why: 'The two options exclude each other.',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [inContainer(log('"awslogs-datetime-format":"%Y"'))],
  examples: [
    {
      bad: inContainer(log('"awslogs-datetime-format":"%Y",«"awslogs-multiline-pattern"»:"^a"')),
      fixed: inContainer(log('"awslogs-datetime-format":"%Y"')),
    },
  ],
  *check(task) {
    for (const { option } of logsWith(task, 'awslogs')) {
      const both = [option('awslogs-datetime-format'), option('awslogs-multiline-pattern')]
        .filter((field) => field !== undefined)
        .sort((a, b) => a.node.offset - b.node.offset);
      const [first, second] = both;
      if (!first || !second) continue;
      yield {
        at: second.key,
        related: [{ at: first.key, message: 'The other one' }],
        fixes: [removeMember(second), removeMember(first)],
      };
    }
  },
});
