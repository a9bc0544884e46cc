import type { Change } from '../../document/change';
import type { TaskView } from '../../document/view';
import type { Anchor } from '../../document/span';
import type { Found } from '../define';
import { awsFacts } from '../facts';
import { missingRole } from './missingRole';

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

/** What is found where the file names no task role, and these places need one. */
export const missingTaskRole = (task: TaskView, what: string, needed: readonly Anchor[]): Iterable<Found> =>
  hasTaskRole(task) ? [] : missingRole(task, { member: 'taskRoleArn', add: addTaskRole, what, needed });
