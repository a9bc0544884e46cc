import * as vscode from 'vscode';
import { taskDocumentUri } from '../views/taskDocuments';
import { defineTaskCommand } from './define';

/** Opens all that is known of a task, read-only, beside what is being edited. */
export const inspectTask = defineTaskCommand({
  id: 'taskdef.task.inspect',
  title: 'Show Task Details',
  icon: 'info',
  needsTrust: 'nothing',
  can: 'inspect',
  inMenu: '1_look@7',
  pick: () => vscode.l10n.t('The details of which task?'),
  none: () => vscode.l10n.t('There is no task.'),
  async run({ documents }, tasks) {
    for (const { ref, label } of tasks) {
      const uri = taskDocumentUri(ref.id, label);
      documents.refresh(uri);
      await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
    }
  },
});
