import * as vscode from 'vscode';
import { localName } from '../runner/local/name';
import type { Refusal } from '../runner/notice';
import { offer } from './offer';
import { waysTo } from './runNotices';
import type { Services } from './services';
import { goToMember } from './showPlace';

/** What a profile would fetch, which the form asks for. */
const isAskedOfAws: ReadonlySet<string> = new Set(['secrets-unresolved', 'environment-file-missing']);

/** Says why a file is not run and what to do, and leads there. Without a button VS Code would show one line of it only. */
export function tellRefusal(
  services: Services,
  { code, text, next, pointer, at }: Refusal,
  file: string | undefined,
): void {
  const label = vscode.l10n.t('Go to Line');
  const go = async (uri: vscode.Uri) =>
    at === undefined
      ? goToMember(services, uri, waysTo(pointer))
      : goToText(vscode.Uri.joinPath(uri, '..', localName), at);
  if (file === undefined) return offer('error', `${text} ${next}`, []);
  const uri = vscode.Uri.file(file);
  const ask = {
    label: vscode.l10n.t('Choose How to Run…'),
    run: () => vscode.commands.executeCommand('taskdef.task.runWith', uri),
  };
  offer('error', `${text} ${next}`, [{ label, run: () => go(uri) }, ...(isAskedOfAws.has(code) ? [ask] : [])]);
}

/** `ecs.local.json:3:5` counts from one. */
async function goToText(uri: vscode.Uri, at: string): Promise<void> {
  const [line = 1, character = 1] = (/:(\d+):(\d+)$/.exec(at) ?? []).slice(1).map(Number);
  const place = new vscode.Position(line - 1, character - 1);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(place, place) });
}
