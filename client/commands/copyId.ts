import * as vscode from 'vscode';
import { defineCommand } from './define';
import { onRows } from './places';
import type { Services } from './services';
import { chooseTasks, refsOf } from './targets';

/** The task's id, or the engine's id of a container, to the clipboard. */
export const copyId = defineCommand({
  id: 'taskdef.task.copyId',
  title: 'Copy ID',
  places: onRows('copyId', '3_copy@1'),
  needsTrust: 'nothing',
  async ask(services, args) {
    const [ref] = refsOf(args);
    if (ref?.kind === 'container') return runtimeId(services, ref.id);
    const tasks = await chooseTasks(services, args, 'copyId', {
      pick: vscode.l10n.t('Whose id?'),
      none: vscode.l10n.t('There is no task.'),
    });
    return tasks?.map((task) => task.ref.id).join('\n');
  },
  async run(_, id) {
    await vscode.env.clipboard.writeText(id);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', id), 3000);
  },
});

/** The engine's own id of a container of ours, `taskId/name`. */
async function runtimeId({ connection }: Services, id: string): Promise<string | undefined> {
  const tasks = await (await connection.runner()).tasks();
  const [taskId, name] = id.split('/');
  return tasks.find((task) => task.taskId === taskId)?.containers.find((one) => one.name === name)?.runtimeId;
}
