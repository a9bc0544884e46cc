import { type Rule, about } from '../define';
import { roleAccountMismatch, sameRole, sampleAccountId, taskRoleMissing } from './accounts';
import { executionRoleRules } from './executionRoleMissing';
import { executionRoleFormat, iamNotARole, taskRoleFormat } from './roleFormat';

/** Roles of the task: in the order of the catalogue. */
export const iamRules: readonly Rule[] = [
  ...executionRoleRules,
  executionRoleFormat,
  ...about('taskRoleArn', taskRoleFormat),
  iamNotARole,
  ...about('taskRoleArn', sameRole),
  sampleAccountId,
  ...about('taskRoleArn', roleAccountMismatch),
  taskRoleMissing,
];
