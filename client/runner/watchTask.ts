import { OneAtATime } from './drive/oneAtATime';
import type { TaskPlan } from './plan';
import type { Runner, RunningTask } from './runner';

/** A file whose task runs, and whoever is told what becomes of the two. */
export interface Watched {
  /** Calls back after each change of what the task is planned from. */
  onChange(changed: () => void): { dispose(): void };
  /** What the file says now, planned for the running task. Undefined while it must not run: the reason has been said. */
  plan(taskId: string): Promise<TaskPlan | undefined>;
  /** A sentence for the person. */
  say(text: string): void;
}

/**
 * Lets a running task follow its file: what has changed is made anew, and nothing while the file must not run. Settles
 * once the task has stopped; `changed`, when that was because the whole task is to be another one now.
 */
export async function watchTask(
  runner: Pick<Runner, 'update' | 'stop'>,
  { taskId, stopped }: Pick<RunningTask, 'taskId' | 'stopped'>,
  watched: Watched,
): Promise<'changed' | 'over'> {
  let end: 'changed' | 'over' = 'over';
  const follow = async (): Promise<void> => {
    const plan = await watched.plan(taskId);
    if (!plan || end === 'changed') return;
    const change = await runner.update(plan);
    if (change.kind === 'nothing') watched.say('saved: nothing has changed that the running task is made of');
    if (change.kind !== 'task') return;
    end = 'changed';
    watched.say(`the whole task starts anew: ${change.why}`);
    await runner.stop(taskId, { reason: 'Started anew, since its file was changed' });
  };
  const looks = new OneAtATime(async () =>
    follow().catch((error: unknown) =>
      watched.say(`the task was left as it is: ${error instanceof Error ? error.message : String(error)}`),
    ),
  );
  const listening = watched.onChange(() => void looks.do(taskId));
  await stopped;
  listening.dispose();
  return end;
}
