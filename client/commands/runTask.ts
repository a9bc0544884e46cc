import * as vscode from 'vscode';
import type { TaskDefinition } from '../../server/index';
import { describeTask, taskRef } from '../clusters/describeTask';
import type { RunOptions, TaskPlan } from '../runner/plan';
import type { Runner, TaskSnapshot } from '../runner/runner';
import { readSettings, section } from '../settings';
import { agreeTo, agreeToPort } from './agreement';
import { defineCommand, type Arguments, type Call } from './define';
import { offer } from './offer';
import { openUrl } from './openInBrowser';
import { showWorstProblem } from './problems';
import { chooseDocument } from './runTarget';
import type { Services } from './services';

/** Runs a task definition on the local engine as ECS would. Returns the task's id once it runs. */
export const runTask = defineCommand({
  id: 'taskdef.task.run',
  needsTrust: 'workspace',
  ask: chooseRunnable,
  progress: ({ uri }) => vscode.l10n.t('Running {0}', vscode.workspace.asRelativePath(uri)),
  async run(services, { uri, definition }, call) {
    const runner = await services.connection.runner();
    const plan = await agreedPlan(runner, definition, optionsFor(uri));
    return plan && start(services, runner, plan, call);
  },
});

interface Runnable {
  readonly uri: vscode.Uri;
  readonly definition: TaskDefinition;
}

/** A file with errors is not run: ECS would refuse it, and the first one is shown instead. */
async function chooseRunnable(services: Services, args: Arguments): Promise<Runnable | undefined> {
  const document = await chooseDocument(services, args);
  if (!document) return undefined;
  const { uri } = document;
  const { definition, errors, firstError } = await services.language.runnable(uri);
  if (errors === 0 && definition) return { uri, definition };
  const name = vscode.workspace.asRelativePath(uri);
  const text = firstError
    ? vscode.l10n.t('{0}:{1} {2}.', name, firstError.line + 1, firstError.message.replace(/\.$/, ''))
    : vscode.l10n.t('{0} holds no task definition.', name);
  const why = errors > 1 ? vscode.l10n.t('It is not run: {0} errors.', errors) : vscode.l10n.t('It is not run.');
  offer('error', `${text} ${why}`, [{ label: vscode.l10n.t('Show Problems'), run: () => showWorstProblem(uri) }]);
  return undefined;
}

function optionsFor(uri: vscode.Uri): RunOptions {
  const { pull, portConflict } = readSettings(vscode.workspace.getConfiguration(section, uri));
  const workspace = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  return {
    pull,
    portConflict,
    ...(workspace === undefined ? {} : { workspace }),
    ...(uri.scheme === 'file' ? { file: uri.fsPath } : {}),
  };
}

/** The plan after the person has agreed to what it demands; undefined when they do not. */
async function agreedPlan(
  runner: Runner,
  definition: TaskDefinition,
  options: RunOptions,
): Promise<TaskPlan | undefined> {
  const plan = await runner.plan(definition, options);
  const [refusal] = plan.refusals;
  if (refusal) {
    offer('error', `${refusal.text} ${refusal.next}`, []);
    return undefined;
  }
  if (plan.demands.length === 0) return plan;
  if (!(await agreeTo(plan))) return undefined;
  return runner.plan(definition, { ...options, allow: plan.demands.map(({ kind }) => kind) });
}

async function start(services: Services, runner: Runner, plan: TaskPlan, call: Call): Promise<string> {
  const { channels, view, log } = services;
  const names = plan.containers.filter(({ facts }) => facts.role === 'app').map(({ facts }) => facts.name);
  const { log: lines } = channels.create(plan.taskId, plan.family, names);
  lines.begin(plan);
  channels.show(plan.taskId);
  const observer = lines.observer();
  const task = await runner
    .run(
      plan,
      {
        ...observer,
        transition: (event) => {
          observer.transition?.(event);
          call.report(event.container === undefined ? event.status : `${event.container}: ${event.status}`);
        },
        portTaken: agreeToPort,
      },
      call.signal,
    )
    .catch((error: unknown) => {
      channels.remove(plan.taskId);
      throw error;
    });
  void task.stopped.then((snapshot) => lines.end(snapshot));
  const reveal = () => view.reveal(taskRef(task.taskId)).catch((error: unknown) => log.error('tree', error));
  const early = reveal();
  const outcome = await task.started;
  if ((await early) !== true) await reveal();
  tellOutcome(services, outcome);
  return task.taskId;
}

function tellOutcome({ channels }: Services, task: TaskSnapshot): void {
  const logs = { label: vscode.l10n.t('Show Logs'), run: () => channels.show(task.taskId) };
  if (task.lastStatus === 'STOPPED') {
    if (task.stopCode === 'UserInitiated') return;
    const reason = task.containers.find((container) => container.reason !== undefined)?.reason ?? task.stoppedReason;
    offer('error', vscode.l10n.t('{0} has stopped: {1}', task.family, reason ?? ''), [logs]);
    return;
  }
  const [url] = describeTask(task).urls;
  if (url === undefined) return;
  const open = { label: vscode.l10n.t('Open in Browser'), run: () => openUrl(url) };
  offer('info', vscode.l10n.t('{0} is running at {1}', task.family, url), [open, logs]);
}
