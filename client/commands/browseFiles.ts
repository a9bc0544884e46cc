import path from 'node:path';
import * as vscode from 'vscode';
import type { ResourceRef } from '../clusters/resource';
import { containerFileUri } from '../views/containerFileSystem';
import { defineCommand } from './define';
import { onRows } from './places';
import { chooseContainer } from './targets';

interface Row extends vscode.QuickPickItem {
  readonly place: string;
  readonly type: vscode.FileType;
}

/** Walks through the directories of a container, and opens the file that is picked, read-only. */
export const browseFiles = defineCommand({
  id: 'taskdef.container.files',
  title: 'Browse Files…',
  icon: 'files',
  places: onRows('files', '1_look@6'),
  needsTrust: 'nothing',
  ask: (services, args) =>
    chooseContainer(services, args, 'files', {
      pick: vscode.l10n.t('The files of which container?'),
      none: vscode.l10n.t('There is no container.'),
    }),
  async run(_, { ref, label }) {
    const file = await walk(ref, label);
    if (file) await vscode.commands.executeCommand('vscode.open', file);
  },
});

/** The file that is picked; undefined when dismissed. Rejects when a directory cannot be read. */
function walk(ref: ResourceRef, label: string): Promise<vscode.Uri | undefined> {
  const picker = vscode.window.createQuickPick<Row>();
  picker.ignoreFocusOut = true;
  picker.placeholder = vscode.l10n.t('A file to open, or a folder to look into');
  return new Promise<vscode.Uri | undefined>((resolve, reject) => {
    const enter = async (place: string) => {
      picker.title = `${label}: ${place}`;
      picker.value = '';
      picker.items = [];
      picker.busy = true;
      const entries = await vscode.workspace.fs.readDirectory(containerFileUri(ref, place));
      picker.items = rowsOf(place, entries);
      picker.busy = false;
    };
    const pick = async ({ place, type }: Row) => {
      const uri = containerFileUri(ref, place);
      const isLink = type === vscode.FileType.SymbolicLink;
      const known = isLink ? (await vscode.workspace.fs.stat(uri)).type : type;
      if (known === vscode.FileType.Directory) await enter(place);
      else resolve(uri);
    };
    picker.onDidAccept(() => {
      const [row] = picker.selectedItems;
      if (row) pick(row).catch(reject);
    });
    picker.onDidHide(() => resolve(undefined));
    picker.show();
    enter('/').catch(reject);
  }).finally(() => picker.dispose());
}

/** Directories first; the way back, unless this is the root, before them. */
function rowsOf(place: string, entries: readonly [name: string, type: vscode.FileType][]): Row[] {
  const { Directory } = vscode.FileType;
  const rows = entries.map(([name, type]) => ({
    label: name,
    place: path.posix.join(place, name),
    type,
    iconPath: type === Directory ? vscode.ThemeIcon.Folder : vscode.ThemeIcon.File,
  }));
  rows.sort((a, b) => Number(b.type === Directory) - Number(a.type === Directory) || a.label.localeCompare(b.label));
  if (place === '/') return rows;
  const up = { label: '..', place: path.posix.dirname(place), type: Directory, iconPath: vscode.ThemeIcon.Folder };
  return [up, ...rows];
}
