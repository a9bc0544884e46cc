import * as vscode from 'vscode';
import { defineCommand } from './define';
import { chooseTasks } from './targets';

/** Opens the file a task was started from. */
export const goToFile = defineCommand({
  id: 'taskdef.task.goToFile',
  needsTrust: 'nothing',
  async ask(services, args) {
    const tasks = await chooseTasks(services, args, 'goToFile', {
      pick: vscode.l10n.t('The file of which task?'),
      none: vscode.l10n.t('There is no task that was started from a file.'),
    });
    return tasks?.[0]?.file;
  },
  async run(_, file) {
    await vscode.window.showTextDocument(vscode.Uri.file(file));
  },
});
