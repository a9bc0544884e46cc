import { type CheckRule, defineRule } from '../define';
import { missingTaskRole } from '../iam/taskRole';
import { guide } from '../sources';
import { efs, efsBlocks, iamOf, tls } from './efs';

const summary = 'IAM authorization of EFS needs a "taskRoleArn"';

export const efsIamWithoutTaskRole = defineRule<CheckRule>({
  id: 'efs-iam-without-task-role',
  absence: 'here',
  group: 'volume',
  severity: 'warning',
  summary,
  why: 'Without "taskRoleArn" the mount is made without an identity, and EFS may refuse it.',
  source: guide('efs-volumes', 'Use Amazon EFS volumes'),
  good: [
    efs(`${tls},"authorizationConfig":{"iam":"ENABLED"}`, '"taskRoleArn":"app",'),
    efs(`${tls},"authorizationConfig":{"iam":"DISABLED"}`),
  ],
  examples: [
    {
      bad: efs(`${tls},"authorizationConfig":{"iam":«"ENABLED"»}`),
      fixed: efs(
        `${tls},"authorizationConfig":{"iam":"ENABLED"}`,
        '"taskRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/<TASK_ROLE>",',
      ),
    },
  ],
  *check(task) {
    const needed = efsBlocks(task).flatMap(({ block }) => iamOf(block)?.value ?? []);
    yield* missingTaskRole(task, summary, needed);
  },
});
