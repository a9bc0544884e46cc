import * as vscode from 'vscode';
import { languageId } from '../language';
import { type Arguments, defineCommand } from './define';
import { inPaletteFor } from './places';
import { documentOf } from './runTarget';

interface Target {
  readonly uri: vscode.Uri;
  readonly exec: boolean;
}

/** Opens the IAM permissions that the file implies as an untitled document. */
export const showIamPermissions = defineCommand({
  id: 'taskdef.iam.show',
  title: 'Show IAM Permissions This File Needs',
  places: [inPaletteFor(languageId)],
  needsTrust: 'nothing',
  ask: (_, args) => chooseTarget(args),
  async run({ language }, { uri, exec }) {
    const result = await language.iamPermissions(uri, { exec });
    if (!result) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('This file holds no containers, so it implies no permissions.'),
      );
      return;
    }
    const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content: result.text });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
  },
});

/** ECS Exec is turned on by the service or by RunTask, so only the person knows; another extension may say it too. */
async function chooseTarget(args: Arguments): Promise<Target | undefined> {
  const uri = await documentOf(args);
  if (!uri) return undefined;
  if (typeof args[1] === 'object' && args[1] !== null && 'exec' in args[1]) return { uri, exec: args[1].exec === true };
  const picked = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('What the file needs'), exec: false },
      { label: vscode.l10n.t('What the file needs, and ECS Exec'), exec: true },
    ],
    { title: vscode.l10n.t('IAM permissions') },
  );
  return picked && { uri, exec: picked.exec };
}
