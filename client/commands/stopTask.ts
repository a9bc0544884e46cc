import * as vscode from 'vscode';
import type { Resource } from '../clusters/resource';
import { defineCommand, type Call } from './define';
import type { Services } from './services';
import { chooseTasks } from './targets';

/** Stops in ECS order: each container gets its signal and its stopTimeout. */
export const stopTask = defineCommand({
  id: 'taskdef.task.stop',
  needsTrust: 'nothing',
  progress: () => vscode.l10n.t('Stopping task'),
  async run(services, call) {
    const tasks = await chooseTasks(services, call.args, 'stop', {
      pick: vscode.l10n.t('Which task should stop?'),
      none: vscode.l10n.t('No task is running.'),
    });
    await Promise.all(tasks.map((task) => stop(services, call, task)));
  },
});

/** For a task that is stopping already: no more waiting for its stopTimeout. */
export const killTask = defineCommand({
  id: 'taskdef.task.kill',
  needsTrust: 'nothing',
  async run(services, { args }) {
    const tasks = await chooseTasks(services, args, 'kill', {
      pick: vscode.l10n.t('Which task should be killed?'),
      none: vscode.l10n.t('No task is stopping.'),
    });
    const runner = await services.connection.runner();
    await Promise.all(tasks.map(({ ref }) => runner.stop(ref.id, { force: true })));
  },
});

/** Cancelling the progress leaves the task stopping, and only ends the waiting. */
async function stop({ connection }: Services, { report, signal }: Call, task: Resource): Promise<void> {
  const runner = await connection.runner();
  report(task.label);
  const given = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([runner.stop(task.ref.id), given]);
}
