import { type CheckRule, defineRule } from '../define';
import { hasTaskRole, taskRoleFix } from '../iam/taskRole';
import { guide } from '../sources';
import { efs, efsBlocks, iamOf, tls } from './efs';

export const efsIamWithoutTaskRole = defineRule<CheckRule>({
  id: 'efs-iam-without-task-role',
  absence: 'here',
  group: 'volume',
  severity: 'warning',
  summary: 'IAM authorization of EFS uses the task role, and there is none',
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
    if (hasTaskRole(task)) return;
    for (const { block } of efsBlocks(task)) {
      const field = iamOf(block);
      if (field) yield { at: field.value, fixes: [taskRoleFix(task)] };
    }
  },
});
