import * as vscode from 'vscode';
import type { ErrorExplanation, Place } from '../../server/index';
import { defineCommand } from './define';
import type { Services } from './services';
import { showPlace } from './showPlace';

interface Row extends vscode.QuickPickItem {
  readonly place?: Place;
  readonly docs?: string;
}

/** Asks for the text of an error, says what it means, and leads to its place in the file of the editor. */
export const explainError = defineCommand({
  id: 'taskdef.error.explain',
  title: 'Explain an ECS Error',
  needsTrust: 'nothing',
  ask: (services, [text]) => (typeof text === 'string' ? Promise.resolve(text) : askForText(services)),
  async run({ language }, text) {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const { explanations } = await language.explainError(text, uri);
    if (explanations.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No error of ECS is known that is worded like this.'));
      return explanations;
    }
    void showExplanations(explanations, uri);
    return explanations;
  },
});

/** The clipboard is only put in when it is an error of ECS for sure. */
async function askForText({ language }: Services): Promise<string | undefined> {
  const copied = (await vscode.env.clipboard.readText()).slice(0, 4000).replaceAll(/\s+/g, ' ').trim();
  const known =
    copied.includes(' ') && (await language.explainError(copied, undefined)).explanations[0]?.confidence === 'sure';
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Explain an ECS error'),
    placeHolder: vscode.l10n.t('The message of AWS, or the reason a task stopped'),
    ...(known && { value: copied }),
    ignoreFocusOut: true,
  });
}

async function showExplanations(explanations: readonly ErrorExplanation[], uri: vscode.Uri | undefined): Promise<void> {
  const title = vscode.l10n.t('What the error means');
  const picked = await vscode.window.showQuickPick(explanations.flatMap(rowsOf), { title });
  if (picked?.place && uri) await showPlace(uri, picked.place);
  else if (picked?.docs) await vscode.env.openExternal(vscode.Uri.parse(picked.docs));
}

function rowsOf({ title, meaning, change, rule, docs, confidence, places }: ErrorExplanation): Row[] {
  const doubt = {
    sure: '',
    likely: vscode.l10n.t('likely'),
    low: vscode.l10n.t('the nearest that is known; maybe something else'),
  }[confidence];
  return [
    { label: doubt, kind: vscode.QuickPickItemKind.Separator },
    {
      label: title,
      ...(rule !== undefined && { description: rule }),
      ...(docs !== undefined && { docs }),
    },
    ...[...proseRows('info', meaning), ...proseRows('lightbulb', change)].map((label) => ({
      label,
      ...(docs !== undefined && { docs }),
    })),
    ...places.map(({ message, isCause, place }) => ({
      label: `$(${isCause ? 'error' : 'go-to-file'}) ${message}`,
      description: vscode.l10n.t('line {0}', place.start.line + 1),
      place,
    })),
  ];
}

/** A row of a quick pick shows what has room on one line, so prose takes several. */
const proseRows = (icon: string, text: string): string[] =>
  (text.match(/\S.{0,77}(?=\s|$)|\S+/g) ?? []).map((row, index) => `$(${index === 0 ? icon : 'blank'}) ${row}`);
