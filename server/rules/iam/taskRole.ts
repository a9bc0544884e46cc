import type { Change } from '../../document/change';
import type { TaskView } from '../../document/view';
import type { Fix } from '../define';
import { awsFacts } from '../facts';

/** The role the containers themselves act with. */

/** Whether the file names one; a value that is not known yet counts. */
export function hasTaskRole(task: TaskView): boolean {
  const field = task.root?.get('taskRoleArn');
  return field !== undefined && field.text !== '';
}

/** Names a role to be filled in: which one it is, only its writer knows. */
export function addTaskRole(task: TaskView): Change {
  const { partition, account } = awsFacts(task);
  return { set: [...(task.root?.path ?? []), 'taskRoleArn'], to: `arn:${partition}:iam::${account}:role/<TASK_ROLE>` };
}

export const taskRoleFix = (task: TaskView): Fix => ({
  title: 'Add "taskRoleArn"',
  changes: () => [addTaskRole(task)],
});
