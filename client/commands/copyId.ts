import * as vscode from 'vscode';
import { defineCommand } from './define';
import { chooseTasks, refsOf } from './targets';

/** The task's id, or the engine's id of a container, to the clipboard. */
export const copyId = defineCommand({
  id: 'taskdef.task.copyId',
  needsTrust: 'nothing',
  async run(services, { args }) {
    const [ref] = refsOf(args);
    const id = ref?.kind === 'container' ? await containerId(services, ref.id) : await taskId(services, args);
    if (id === undefined) return;
    await vscode.env.clipboard.writeText(id);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', id), 3000);
  },
});

async function containerId({ connection }: Parameters<typeof taskId>[0], id: string): Promise<string | undefined> {
  const runner = await connection.runner();
  const [task, name] = id.split('/');
  const tasks = await runner.tasks();
  return tasks.find((one) => one.taskId === task)?.containers.find((one) => one.name === name)?.runtimeId;
}

async function taskId(
  services: Parameters<typeof chooseTasks>[0],
  args: readonly unknown[],
): Promise<string | undefined> {
  const [task] = await chooseTasks(services, args, 'copyId', {
    pick: vscode.l10n.t('Whose id?'),
    none: vscode.l10n.t('There is no task.'),
  });
  return task?.ref.id;
}
