import * as vscode from 'vscode';
import type { Place } from '../../server/index';

/** Puts the cursor at a place that the language server named. */
export async function showPlace(uri: vscode.Uri, { start, end }: Place): Promise<void> {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(uri, { selection });
}
