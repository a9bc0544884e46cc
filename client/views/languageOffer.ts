import * as vscode from 'vscode';
import { languageId, looksLikeTaskDefinition } from '../language';

/**
 * Beside the language of a JSON file that looks like a task definition: the offer to treat it as one. Nothing is
 * switched by itself.
 */
export function offerLanguage(): vscode.Disposable {
  let item: vscode.LanguageStatusItem | undefined;
  const look = (editor: vscode.TextEditor | undefined) => {
    item?.dispose();
    item = editor && isCandidate(editor.document) ? offerFor(editor.document) : undefined;
  };
  look(vscode.window.activeTextEditor);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.workspace.onDidOpenTextDocument(() => look(vscode.window.activeTextEditor)),
    vscode.workspace.onDidSaveTextDocument(() => look(vscode.window.activeTextEditor)),
    { dispose: () => item?.dispose() },
  );
}

/** Lines. */
const beginning = 500;

const isCandidate = (document: vscode.TextDocument): boolean =>
  (document.languageId === 'json' || document.languageId === 'jsonc') &&
  looksLikeTaskDefinition(document.getText(new vscode.Range(0, 0, beginning, 0)));

function offerFor({ uri, languageId: language }: vscode.TextDocument): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('taskdef.language', {
    language,
    scheme: uri.scheme,
    pattern: uri.path,
  });
  item.name = vscode.l10n.t('ECS task definition');
  item.text = vscode.l10n.t('Looks like an ECS task definition');
  item.detail = vscode.l10n.t('not checked as one');
  item.command = { command: 'taskdef.language.use', title: vscode.l10n.t('Use that language'), arguments: [uri] };
  return item;
}

/** Makes an open document a task definition for this session. */
export async function useLanguage(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  return document.languageId === languageId ? document : vscode.languages.setTextDocumentLanguage(document, languageId);
}
