import * as vscode from 'vscode';
import { languageId } from '../language';
import { defineCommand } from './define';
import { inPaletteFor } from './places';
import { documentOf } from './runTarget';

/** The panel with all problems, and the cursor at the worst one of the file. */
export const showProblems = defineCommand({
  id: 'taskdef.problems.show',
  title: 'Show Problems of the Task Definition',
  places: [inPaletteFor(languageId)],
  needsTrust: 'nothing',
  ask: (_, args) => documentOf(args),
  run: (_, uri) => showWorstProblem(uri),
});

export async function showWorstProblem(uri: vscode.Uri): Promise<void> {
  const [worst] = [...vscode.languages.getDiagnostics(uri)].sort(
    (a, b) => a.severity - b.severity || a.range.start.compareTo(b.range.start),
  );
  await vscode.window.showTextDocument(uri, worst ? { selection: worst.range } : {});
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}
