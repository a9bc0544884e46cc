import * as vscode from 'vscode';

/** The one place that asks whether this window may run what its folders say. Editing needs no trust. */
export const mayRun = (): boolean => vscode.workspace.isTrusted;

/** Says why nothing happens, and offers the way out. */
export async function explainDistrust(): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('This workspace is not trusted, so nothing in it is run. Editing works as usual.'),
    manage,
  );
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}
