import type { Runner, TaskSnapshot } from '../../runner/runner';
import { Failure, exits } from '../failure';
import { printable, table } from '../text';

/** As much of a task id as is shown. */
export const shortId = ({ taskId }: Pick<TaskSnapshot, 'taskId'>): string => taskId.slice(0, 12);

/** The one task whose id, or ARN, begins like this. */
export async function findTask(runner: Pick<Runner, 'tasks'>, given: string): Promise<TaskSnapshot> {
  const prefix = given.split('/').at(-1)!.toLowerCase();
  const tasks = await runner.tasks();
  const matches = prefix === '' ? [] : tasks.filter(({ taskId }) => taskId.startsWith(prefix));
  if (matches.length === 1) return matches[0]!;
  if (matches.length === 0) {
    throw new Failure(`no task has the id "${printable(given)}".`, exits.problems, 'List them with: taskdef ps --all');
  }
  const list = table(matches.map((task) => [`  ${task.taskId}`, task.family, task.lastStatus]));
  throw new Failure(`several tasks begin with "${prefix}":\n${list.trimEnd()}`, exits.problems, 'Give more digits.');
}
