import * as vscode from 'vscode';
import { defineTaskCommand } from './define';
import { followLogs } from './showLogs';

/** Drives tasks that nobody drives, such as those a terminal has left running, and shows what they write. */
export const attachTask = defineTaskCommand({
  id: 'taskdef.task.attach',
  title: 'Take Over Unattended Task',
  icon: 'plug',
  needsTrust: 'workspace',
  can: 'attach',
  inMenu: '2_life@1',
  inline: 3,
  pick: () => vscode.l10n.t('Which task should this window take over?'),
  none: () => vscode.l10n.t('Every task that runs is driven by a window or a terminal.'),
  async run(services, tasks) {
    const runner = await services.connection.runner();
    for (const { ref } of tasks) {
      await runner.adopt(ref.id);
      await followLogs(services, ref.id);
    }
    services.view.refresh();
  },
});
