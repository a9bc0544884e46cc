import type { Change } from '../../document/change';
import type { TaskView } from '../../document/view';
import { awsFacts } from '../facts';

/** The role ECS itself uses to pull images, read secrets and write logs. */

/** Whether the file names one; a value that is not known yet counts. */
export function hasExecutionRole(task: TaskView): boolean {
  const field = task.root?.get('executionRoleArn');
  return field !== undefined && field.text !== '';
}

/** Adds the role that the console creates under this name. */
export function addExecutionRole(task: TaskView): Change {
  const { partition, account } = awsFacts(task);
  return {
    set: [...(task.root?.path ?? []), 'executionRoleArn'],
    to: `arn:${partition}:iam::${account}:role/ecsTaskExecutionRole`,
  };
}

/** Whether an image comes from a private ECR registry, even one whose account is filled in later. */
export const isPrivateEcr = (image: string): boolean => /^[^/]*\.dkr[.-]ecr(-fips)?\./.test(image);

/** What a fix adds when it makes the execution role necessary. */
export const executionRoleIfMissing = (task: TaskView): Change[] =>
  task.root && !hasExecutionRole(task) ? [addExecutionRole(task)] : [];
