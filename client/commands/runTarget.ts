import * as vscode from 'vscode';
import { languageId } from '../language';
import { useLanguage } from '../views/languageOffer';
import type { Arguments } from './define';
import type { Services } from './services';
import { refsOf } from './targets';

const inAnyCase = (text: string) => text.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** File names that are task definitions without being asked, as in `package.json`; a search minds the case. */
const names = `**/*{${['taskdef', 'task-def', 'task_def'].map(inAnyCase).join()}}*.{json,jsonc}`;

/** The file a command is about: the one handed over, else the one in the editor. */
export function documentOf([first]: Arguments): Promise<vscode.Uri | undefined> {
  return Promise.resolve(uriOf(first) ?? vscode.window.activeTextEditor?.document.uri);
}

/**
 * The saved task definition to run: the one handed over, else the one in the editor, else the one picked among the files
 * of the workspace. Undefined when dismissed.
 */
export async function chooseDocument(
  { clusters }: Services,
  args: Arguments,
): Promise<vscode.TextDocument | undefined> {
  const [ref] = refsOf(args);
  const file = ref && (await clusters.find(ref))?.file;
  const uri = (file === undefined ? uriOf(args[0]) : vscode.Uri.file(file)) ?? inEditor() ?? (await pick());
  if (!uri) return undefined;
  const document = await asTaskDefinition(await vscode.workspace.openTextDocument(uri));
  if (document?.isDirty && !document.isUntitled) await document.save();
  return document;
}

/** A uri as a menu, a code lens or another extension hands it over. */
function uriOf(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  return typeof value === 'string' && /^[a-z][\w+.-]*:/i.test(value) ? vscode.Uri.parse(value) : undefined;
}

function inEditor(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && [languageId, 'json', 'jsonc'].includes(document.languageId) ? document.uri : undefined;
}

/** The files of the workspace that are task definitions by their name. */
export const findTaskDefinitions = (): Thenable<readonly vscode.Uri[]> =>
  vscode.workspace.findFiles(names, '**/node_modules/**', 500);

async function pick(): Promise<vscode.Uri | undefined> {
  const files = await findTaskDefinitions();
  if (files.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no task definition here. Open one, or choose the language for a JSON file.'),
    );
    return undefined;
  }
  const items = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  items.sort((a, b) => a.label.localeCompare(b.label));
  const placeHolder = vscode.l10n.t('Which task definition should run?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.uri;
}

/** The language is never switched without being asked. */
async function asTaskDefinition(document: vscode.TextDocument): Promise<vscode.TextDocument | undefined> {
  if (document.languageId === languageId) return document;
  const use = vscode.l10n.t('Treat as Task Definition');
  const name = vscode.workspace.asRelativePath(document.uri);
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is not open as a task definition, so it has not been checked.', name),
    { modal: true },
    use,
  );
  return chosen === use ? useLanguage(document.uri) : undefined;
}
