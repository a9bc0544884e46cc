import * as vscode from 'vscode';
import { defineCommand, type Arguments, type Call } from './define';
import { askForChoices } from './runForm';
import { chooseRunnable, type Runnable } from './runnable';
import { choicesBySettings, optionsFor } from './runOptions';
import type { Services } from './services';
import { agreedPlan, start } from './startTask';

const progress = ({ uri }: Runnable) => vscode.l10n.t('Running {0}', vscode.workspace.asRelativePath(uri));

/** Runs a task definition on the local engine as ECS would. Returns the task's id once it runs. */
export const runTask = defineCommand({
  id: 'taskdef.task.run',
  needsTrust: 'workspace',
  ask: chooseRunnable,
  progress,
  run,
});

/** Asks how, and keeps that for the next runs of the file. */
export const runTaskWith = defineCommand({
  id: 'taskdef.task.runWith',
  needsTrust: 'workspace',
  async ask(services, args) {
    const runnable = await chooseRunnable(services, args);
    if (!runnable) return undefined;
    const { uri, definition } = runnable;
    const choices = await askForChoices(uri, definition, choicesOf(services, runnable));
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
  needsTrust: 'workspace',
  ask: (services) => chooseRunnable(services, lastOf(services)),
  progress,
  run,
});

const lastOf = ({ runs: { last } }: Services): Arguments => (last === undefined ? [] : [last]);

const choicesOf = ({ runs }: Services, { uri }: Runnable) => runs.choices(uri.toString()) ?? choicesBySettings(uri);

async function run(services: Services, runnable: Runnable, call: Call): Promise<string | undefined> {
  const { uri, definition } = runnable;
  const runner = await services.connection.runner();
  const plan = await agreedPlan(runner, definition, optionsFor(uri, choicesOf(services, runnable)));
  if (!plan) return undefined;
  await services.runs.ran(uri.toString());
  return start(services, runner, plan, call);
}
