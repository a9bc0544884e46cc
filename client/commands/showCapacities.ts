import * as vscode from 'vscode';
import type { CapacitiesResult, Obstacle } from '../../server/index';
import { languageId } from '../language';
import { defineCommand } from './define';
import { inPaletteFor } from './places';
import { documentOf } from './runTarget';
import { showPlace } from './showPlace';

interface Row extends vscode.QuickPickItem {
  readonly obstacle?: Obstacle;
}

/** Which capacities the file fits; picking what is in the way leads to its place. */
export const showCapacities = defineCommand({
  id: 'taskdef.capacities.show',
  title: 'Show Which Capacities This File Fits',
  places: [inPaletteFor(languageId)],
  needsTrust: 'nothing',
  ask: (_, args) => documentOf(args),
  async run({ language }, uri) {
    const result = await language.capacities(uri);
    if (!result) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This file holds no whole task definition.'));
      return;
    }
    const title = vscode.l10n.t('What this file fits');
    const picked = await vscode.window.showQuickPick(rowsOf(result), { title, matchOnDescription: true });
    if (picked?.obstacle) await showPlace(uri, picked.obstacle.place);
  },
});

function rowsOf({ capacities, everywhere }: CapacitiesResult): Row[] {
  const fits = {
    yes: vscode.l10n.t('yes'),
    unsure: vscode.l10n.t('yes, as far as can be seen'),
    no: vscode.l10n.t('no'),
  };
  const rows = (obstacles: readonly Obstacle[]): Row[] =>
    obstacles.map((obstacle) => ({ label: obstacle.message, description: obstacle.rule, obstacle }));
  return [
    ...capacities.flatMap(({ type, fits: answer, inTheWay }) => [
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      { label: `$(${answer === 'no' ? 'circle-slash' : 'check'}) ${type}`, description: fits[answer] },
      ...rows(inTheWay),
    ]),
    ...(everywhere.length > 0
      ? [{ label: vscode.l10n.t('wrong for every type'), kind: vscode.QuickPickItemKind.Separator }]
      : []),
    ...rows(everywhere),
  ];
}
