import * as vscode from 'vscode';
import { languageId } from './language';
import type { LanguageService } from './languageClient';
import { readSettings, section } from './settings';

const configurationName = '.taskdefrc.json';

/**
 * Makes a task definition of each JSON file that is opened and that the setting `taskdef.files`, or the `files` of its
 * `.taskdefrc.json`, call one. Each file once: who then chooses another language keeps it.
 */
export function adoptNamedFiles(
  language: Pick<LanguageService, 'isNamed'>,
  onError: (error: unknown) => void,
): vscode.Disposable {
  const seen = new Set<string>();
  const look = async (document: vscode.TextDocument): Promise<void> => {
    const isJson = document.languageId === 'json' || document.languageId === 'jsonc';
    if (!isJson || document.uri.scheme !== 'file' || document.uri.path.endsWith(configurationName)) return;
    if (seen.has(document.uri.toString())) return;
    const isOurs =
      isNamedInSettings(document) || ((await isConfigured(document.uri)) && (await language.isNamed(document.uri)));
    if (!isOurs || document.isClosed) return;
    seen.add(document.uri.toString());
    await vscode.languages.setTextDocumentLanguage(document, languageId);
  };
  const lookAt = (document: vscode.TextDocument) => void look(document).catch(onError);
  vscode.workspace.textDocuments.forEach(lookAt);
  return vscode.workspace.onDidOpenTextDocument(lookAt);
}

function isNamedInSettings(document: vscode.TextDocument): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const { files } = readSettings(vscode.workspace.getConfiguration(section, document.uri));
  return (
    folder !== undefined &&
    files.some((pattern) => {
      const anywhere = pattern.includes('/') ? pattern.replace(/^\.\//, '') : `**/${pattern}`;
      return vscode.languages.match({ pattern: new vscode.RelativePattern(folder, anywhere) }, document) > 0;
    })
  );
}

/** Whether a configuration lies in a folder of the file, up to the workspace's: only then the server is worth starting. */
async function isConfigured(file: vscode.Uri): Promise<boolean> {
  const top = vscode.workspace.getWorkspaceFolder(file)?.uri;
  if (!top) return false;
  for (let folder = vscode.Uri.joinPath(file, '..'); ; folder = vscode.Uri.joinPath(folder, '..')) {
    if (await exists(vscode.Uri.joinPath(folder, configurationName))) return true;
    if (folder.path.length <= top.path.length) return false;
  }
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
