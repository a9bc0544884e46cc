import * as vscode from 'vscode';
import { defineCommand } from './define';
import { followLogs } from './showLogs';
import { chooseTasks } from './targets';

/** Drives tasks that nobody drives, such as those a terminal has left running, and shows what they write. */
export const attachTask = defineCommand({
  id: 'taskdef.task.attach',
  needsTrust: 'workspace',
  ask: (services, args) =>
    chooseTasks(services, args, 'attach', {
      pick: vscode.l10n.t('Which task should this window take over?'),
      none: vscode.l10n.t('Every task that runs is driven by a window or a terminal.'),
    }),
  async run(services, tasks) {
    const runner = await services.connection.runner();
    for (const { ref } of tasks) {
      await runner.adopt(ref.id);
      await followLogs(services, ref.id);
    }
    services.view.refresh();
  },
});
