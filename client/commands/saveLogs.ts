import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import { containerNameOf, taskIdOf, type Resource } from '../clusters/resource';
import { savedLines } from '../clusters/savedLog';
import { type Arguments, defineCommand } from './define';
import { onRows } from './places';
import type { Services } from './services';
import { chooseTasks, refsOf } from './targets';

interface Target {
  readonly taskId: string;
  /** Undefined: all of the task. */
  readonly container: string | undefined;
  readonly file: vscode.Uri;
}

/** Writes what a task, or one of its containers, has printed so far into a file, with times. */
export const saveLogs = defineCommand({
  id: 'taskdef.task.saveLogs',
  title: 'Save Logs…',
  icon: 'save',
  places: onRows('logs', '1_look@3'),
  needsTrust: 'nothing',
  ask: chooseTarget,
  progress: ({ file }) => vscode.l10n.t('Saving {0}', vscode.workspace.asRelativePath(file)),
  async run({ connection }, { taskId, container, file }, { signal }) {
    const runner = await connection.runner();
    const lines = savedLines(runner.logs(taskId, { ...(container !== undefined && { container }), signal }));
    await pipeline(Readable.from(lines), createWriteStream(file.fsPath), { signal });
    await vscode.commands.executeCommand('vscode.open', file);
  },
});

/** Where to is asked; another extension may say it. */
async function chooseTarget(services: Services, args: Arguments): Promise<Target | undefined> {
  const [ref] = refsOf(args);
  const source =
    ref?.kind === 'container' ? await services.clusters.find(ref) : (await chooseTask(services, args))?.[0];
  const taskId = source && taskIdOf(source.ref);
  if (!source || taskId === undefined) return undefined;
  const file = args[1] instanceof vscode.Uri ? args[1] : await askWhere(source, taskId);
  return file && { taskId, container: containerNameOf(source.ref), file };
}

const chooseTask = (services: Services, args: Arguments): Promise<readonly Resource[] | undefined> =>
  chooseTasks(services, args, 'logs', {
    pick: vscode.l10n.t('Whose logs?'),
    none: vscode.l10n.t('There is no task, so there are no logs.'),
  });

function askWhere({ label }: Resource, taskId: string): Thenable<vscode.Uri | undefined> {
  const name = `${label}-${taskId.slice(0, 8)}.log`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save logs'),
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [vscode.l10n.t('Logs')]: ['log', 'txt'] },
  });
}
