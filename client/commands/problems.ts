import * as vscode from 'vscode';

/** Opens the Problems panel, and puts the cursor where the worst problem of the file is. */
export async function showFirstProblem(uri: vscode.Uri | undefined): Promise<void> {
  if (uri) {
    const [worst] = [...vscode.languages.getDiagnostics(uri)].sort(
      (a, b) => a.severity - b.severity || a.range.start.compareTo(b.range.start),
    );
    await vscode.window.showTextDocument(uri, worst ? { selection: worst.range } : {});
  }
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}
