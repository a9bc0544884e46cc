import * as vscode from 'vscode';
import { defineTaskCommand } from './define';

/** Opens the file a task was started from. */
export const goToFile = defineTaskCommand({
  id: 'taskdef.task.goToFile',
  title: 'Go to Task Definition',
  icon: 'go-to-file',
  needsTrust: 'nothing',
  can: 'goToFile',
  inMenu: '1_look@4',
  pick: () => vscode.l10n.t('The file of which task?'),
  none: () => vscode.l10n.t('There is no task that was started from a file.'),
  async run(_, [task]) {
    if (task?.file !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(task.file));
  },
});
