import * as vscode from 'vscode';
import { defineTaskCommand } from './define';
import { labelsOf } from './targets';

/** Stops in ECS order: each container gets its signal and its stopTimeout. */
export const stopTask = defineTaskCommand({
  id: 'taskdef.task.stop',
  title: 'Stop Task',
  icon: 'debug-stop',
  needsTrust: 'nothing',
  can: 'stop',
  inMenu: '2_life@2',
  inline: 4,
  pick: () => vscode.l10n.t('Which task should stop?'),
  none: () => vscode.l10n.t('No task is running.'),
  progress: (tasks) => vscode.l10n.t('Stopping {0}', labelsOf(tasks)),
  /** Cancelling leaves the tasks stopping, and only ends the waiting. */
  async run({ connection }, tasks, { signal }) {
    const runner = await connection.runner();
    const cancelled = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    await Promise.race([Promise.all(tasks.map(({ ref }) => runner.stop(ref.id))), cancelled]);
  },
});

/** For a task that is stopping already: no more waiting for its stopTimeout. */
export const killTask = defineTaskCommand({
  id: 'taskdef.task.kill',
  title: 'Kill Stopping Task',
  icon: 'close-all',
  needsTrust: 'nothing',
  can: 'kill',
  inMenu: '2_life@3',
  inline: 4,
  pick: () => vscode.l10n.t('Which task should be killed?'),
  none: () => vscode.l10n.t('No task is stopping.'),
  async run({ connection }, tasks) {
    const runner = await connection.runner();
    await Promise.all(tasks.map(({ ref }) => runner.stop(ref.id, { force: true })));
  },
});
