import * as vscode from 'vscode';
import type { Place } from '../../server/index';
import type { Services } from './services';

/** Puts the cursor at a place that the language server named. */
export async function showPlace(uri: vscode.Uri, { start, end }: Place): Promise<void> {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(uri, { selection });
}

/** The first of these members that the file has; else its beginning, as when it was changed since. */
export async function goToMember(
  { language, log }: Pick<Services, 'language' | 'log'>,
  uri: vscode.Uri,
  pointers: readonly string[],
): Promise<void> {
  await vscode.window.showTextDocument(uri);
  const place = await language.place(uri, pointers).catch((error: unknown) => log.error('place in a file', error));
  if (place) await showPlace(uri, place);
}
