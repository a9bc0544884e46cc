import * as vscode from 'vscode';
import { type Arguments, type Call, defineCommand } from './define';
import { aboveTree, inEditorTitle, inExplorer, onRows } from './places';
import { askForChoices } from './runForm';
import { chooseRunnable, type Runnable } from './runnable';
import { choicesOf } from './runOptions';
import type { Services } from './services';
import { beginRun, untilRunning } from './startTask';

const progress = ({ uri }: Runnable) => vscode.l10n.t('Running {0}', vscode.workspace.asRelativePath(uri));

/** Runs a task definition on the local engine as ECS would. Returns the task's id once it runs. */
export const runTask = defineCommand({
  id: 'taskdef.task.run',
  title: 'Run Task Locally',
  icon: 'play',
  places: [inEditorTitle(1), inExplorer(1), aboveTree(1, 'with engine'), ...onRows('run', '2_life@1', 3)],
  needsTrust: 'workspace',
  ask: chooseRunnable,
  progress,
  run,
});

/** Asks how, and keeps that for the next runs of the file. */
export const runTaskWith = defineCommand({
  id: 'taskdef.task.runWith',
  title: 'Run Task Locally…',
  places: [inEditorTitle(2), inExplorer(2)],
  needsTrust: 'workspace',
  async ask(services, args) {
    const runnable = await chooseRunnable(services, args);
    if (!runnable) return undefined;
    const { uri, definition } = runnable;
    const choices = await askForChoices(uri, definition, choicesOf(services, uri));
    if (!choices) return undefined;
    await services.runs.choose(uri.toString(), choices);
    return runnable;
  },
  progress,
  run,
});

/** The file that was run last, as it was run. */
export const runAgain = defineCommand({
  id: 'taskdef.task.runAgain',
  title: 'Run Last Task Again',
  icon: 'debug-rerun',
  needsTrust: 'workspace',
  ask: (services) => chooseRunnable(services, lastOf(services)),
  progress,
  run,
});

/** As *Run*, but the containers of a task that fails stay until somebody removes them. */
export const debugTask = defineCommand({
  id: 'taskdef.task.debug',
  title: 'Debug Run (Keep the Containers of a Failed Task)',
  icon: 'debug-alt',
  places: [inEditorTitle(4)],
  needsTrust: 'workspace',
  ask: chooseRunnable,
  progress,
  async run(services, runnable, call) {
    const begun = await beginRun(services, runnable, call);
    if (!begun) return undefined;
    const { task, log } = begun;
    void task.stopped.then(({ stopCode }) => {
      if (stopCode !== 'UserInitiated')
        log.note('its containers are kept until you remove the task, as with ECS: Remove Stopped Task');
    });
    return untilRunning(services, task);
  },
});

const lastOf = ({ runs: { last } }: Services): Arguments => (last === undefined ? [] : [last]);

async function run(services: Services, runnable: Runnable, call: Call): Promise<string | undefined> {
  await removePrevious(services, runnable);
  const begun = await beginRun(services, runnable, call);
  if (!begun) return undefined;
  services.runs.previous.set(runnable.uri.toString(), begun.task.taskId);
  return untilRunning(services, begun.task);
}

/** A task of this window that has ended makes room for the next of its file; the runner keeps one that still runs. */
async function removePrevious({ connection, channels, runs }: Services, { uri }: Runnable): Promise<void> {
  const taskId = runs.previous.get(uri.toString());
  if (taskId === undefined) return;
  const runner = await connection.runner();
  const isRemoved = await runner.remove(taskId).then(
    () => true,
    () => false,
  );
  if (isRemoved) channels.remove(taskId);
}
