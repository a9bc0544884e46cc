import * as vscode from 'vscode';
import { defineCommand } from './define';
import { chooseTasks, labelsOf } from './targets';

/** Stops in ECS order: each container gets its signal and its stopTimeout. */
export const stopTask = defineCommand({
  id: 'taskdef.task.stop',
  needsTrust: 'nothing',
  ask: (services, args) =>
    chooseTasks(services, args, 'stop', {
      pick: vscode.l10n.t('Which task should stop?'),
      none: vscode.l10n.t('No task is running.'),
    }),
  progress: (tasks) => vscode.l10n.t('Stopping {0}', labelsOf(tasks)),
  /** Cancelling leaves the tasks stopping, and only ends the waiting. */
  async run({ connection }, tasks, { signal }) {
    const runner = await connection.runner();
    const cancelled = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    await Promise.race([Promise.all(tasks.map(({ ref }) => runner.stop(ref.id))), cancelled]);
  },
});

/** For a task that is stopping already: no more waiting for its stopTimeout. */
export const killTask = defineCommand({
  id: 'taskdef.task.kill',
  needsTrust: 'nothing',
  ask: (services, args) =>
    chooseTasks(services, args, 'kill', {
      pick: vscode.l10n.t('Which task should be killed?'),
      none: vscode.l10n.t('No task is stopping.'),
    }),
  async run({ connection }, tasks) {
    const runner = await connection.runner();
    await Promise.all(tasks.map(({ ref }) => runner.stop(ref.id, { force: true })));
  },
});
