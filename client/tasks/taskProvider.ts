import * as vscode from 'vscode';
import { findTaskDefinitions } from '../commands/runTarget';
import { readSettings, section, type Settings } from '../settings';
import { mayRun } from '../trust';
import { commandLine, type TaskOptions } from './commandLine';

/** The `type` in tasks.json. */
export const taskType = 'ecs';

/** Tells VS Code when the task runs, so that a debug configuration may wait for it. */
const problemMatcher = '$taskdef-run';

/** Offers tasks that run `taskdef run` in a terminal, with the settings as what they do not say themselves. */
export const provideTasks = (cli: string): vscode.Disposable =>
  vscode.tasks.registerTaskProvider(taskType, {
    async provideTasks() {
      if (!mayRun()) return [];
      return (await findTaskDefinitions()).flatMap((uri) => {
        const folder = vscode.workspace.getWorkspaceFolder(uri);
        const file = vscode.workspace.asRelativePath(uri, false);
        const task = folder && taskFor({ type: taskType, file }, folder, vscode.l10n.t('run {0}', file), cli);
        return task ?? [];
      });
    },
    resolveTask({ definition, name, scope }) {
      const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
      return folder && taskFor(definition, folder, name, cli);
    },
  });

function taskFor(
  definition: vscode.TaskDefinition,
  folder: vscode.WorkspaceFolder,
  name: string,
  cli: string,
): vscode.Task | undefined {
  const { file, ...own }: Readonly<Record<string, unknown>> = definition;
  if (typeof file !== 'string') return undefined;
  const settings = readSettings(vscode.workspace.getConfiguration(section, folder.uri));
  const args = commandLine(file, { ...bySettings(settings), ...own });
  const env = {
    ELECTRON_RUN_AS_NODE: '1',
    ...(settings.endpoint === undefined ? {} : { DOCKER_HOST: settings.endpoint }),
  };
  const execution = new vscode.ProcessExecution(process.execPath, [cli, ...args], { cwd: folder.uri.fsPath, env });
  const task = new vscode.Task(definition, folder, name, taskType, execution, [problemMatcher]);
  task.isBackground = true;
  task.presentationOptions = { panel: vscode.TaskPanelKind.Dedicated };
  return task;
}

const bySettings = ({ portConflict, pull, credentials, profile, region }: Settings): TaskOptions => ({
  ...{ portConflict, pull, credentials },
  ...(profile !== undefined && { profile }),
  ...(region !== undefined && { region }),
});
