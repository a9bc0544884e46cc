import * as vscode from 'vscode';
import type { Runner } from '../runner/runner';
import { defineTaskCommand } from './define';
import type { Services } from './services';
import { pastLines } from './story';

/** Brings a task's output into view; follows it first if this window does not yet. */
export const showLogs = defineTaskCommand({
  id: 'taskdef.task.logs',
  title: 'Show Logs',
  icon: 'output',
  needsTrust: 'nothing',
  can: 'logs',
  inMenu: '1_look@2',
  inline: 2,
  pick: () => vscode.l10n.t('Whose logs?'),
  none: () => vscode.l10n.t('There is no task, so there are no logs.'),
  async run(services, tasks) {
    for (const { ref } of tasks) await followLogs(services, ref.id);
  },
});

/** The task's output, in view. */
export async function followLogs(services: Services, taskId: string): Promise<void> {
  if (!services.channels.has(taskId)) await follow(services, taskId);
  services.channels.show(taskId);
}

async function follow({ connection, channels, log }: Services, taskId: string): Promise<void> {
  const runner = await connection.runner();
  const task = (await runner.tasks()).find((one) => one.taskId === taskId);
  if (!task || channels.has(taskId)) return; // it may have been taken over meanwhile, with its story
  const names = task.containers.map(({ name }) => name);
  const { log: lines, signal } = channels.create(taskId, task.family, names);
  const copy = async (from: Runner) => {
    for await (const lot of from.logs(taskId, { follow: true, tail: pastLines, signal }))
      for (const line of lot) lines.write(line);
  };
  copy(runner).catch((error: unknown) => signal.aborted || log.error(`logs of ${taskId}`, error));
}
