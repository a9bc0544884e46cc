import * as vscode from 'vscode';
import type { TaskDefinition } from '../../server/index';
import { describeTask, taskRef } from '../clusters/describeTask';
import type { RunOptions, TaskPlan } from '../runner/plan';
import type { TaskLog } from '../clusters/taskLog';
import { secretValues } from '../runner/secretValues';
import type { RunningTask, RunObserver, Runner, TaskSnapshot } from '../runner/runner';
import { agreeTo, agreeToPort } from './agreement';
import type { Call } from './define';
import { offer } from './offer';
import { openUrl } from './openInBrowser';
import type { Runnable } from './runnable';
import { choicesOf, optionsFor } from './runOptions';
import type { PinnedNotices } from './runNotices';
import type { Services } from './services';
import { beginStory } from './story';
import { deathsOf, tellDeaths } from './tellDeaths';
import { tellRefusal } from './tellRefusal';

export interface BegunTask {
  readonly task: RunningTask;
  /** Where its story is written. */
  readonly log: TaskLog;
  /** Values that must not be shown when its containers print them. Whoever plans it anew adds to them. */
  readonly secrets: Set<string>;
  /** What its file is told of how it differs from ECS. Whoever plans it anew shows that. */
  readonly pinned: PinnedNotices;
  /** Files beside its own that give it values. */
  readonly givenBy: readonly string[];
}

/** The plan after the person has agreed to what it demands; undefined when they do not. */
export async function agreedPlan(
  services: Services,
  definition: TaskDefinition,
  options: RunOptions,
  /** What has been agreed to before, in the words of the demands. */
  agreed: Set<string> = new Set(),
): Promise<TaskPlan | undefined> {
  const runner = await services.connection.runner();
  const plan = await runner.plan(definition, options);
  const [refusal] = plan.refusals;
  if (refusal) {
    tellRefusal(services, refusal, options.file);
    return undefined;
  }
  if (plan.demands.length === 0) return plan;
  if (plan.demands.some(({ text }) => !agreed.has(text)) && !(await agreeTo(plan))) return undefined;
  for (const { text } of plan.demands) agreed.add(text);
  return runner.plan(definition, { ...options, allow: plan.demands.map(({ kind }) => kind) });
}

/** Begins to run a file as was chosen for it. Undefined when it must not run, which has been told. */
export async function beginRun(
  services: Services,
  runnable: Runnable,
  call: Call,
  agreed?: Set<string>,
): Promise<BegunTask | undefined> {
  const { uri, definition } = runnable;
  const runner = await services.connection.runner();
  const plan = await agreedPlan(services, definition, optionsFor(runnable, choicesOf(services, uri)), agreed);
  if (!plan) return undefined;
  await services.runs.ran(uri.toString());
  return begin(services, runner, plan, call);
}

/** Begins to carry out a plan, its story in an output of its own. */
async function begin(services: Services, runner: Runner, plan: TaskPlan, call: Call): Promise<BegunTask> {
  const { channels, notices } = services;
  const { log, signal } = beginStory(channels, plan);
  const pinned = notices.ofRun(plan.options.file, signal);
  pinned.show(plan.notices);
  channels.show(plan.taskId);
  const observer = log.observer();
  const deaths = deathsOf(plan);
  const transition: RunObserver['transition'] = (event) => {
    observer.transition?.(event);
    deaths.observe(event);
    call.report(event.container === undefined ? event.status : `${event.container}: ${event.status}`);
  };
  const notice: RunObserver['notice'] = (difference) => {
    observer.notice?.(difference);
    pinned.add(difference);
  };
  const task = await runner
    .run(plan, { ...observer, transition, notice, portTaken: agreeToPort }, call.signal)
    .catch((error: unknown) => {
      channels.remove(plan.taskId);
      throw error;
    });
  void task.stopped.then((snapshot) => log.end(snapshot));
  const secrets = new Set(secretValues(plan));
  void services.runs.drives(task);
  tellDeaths(services, { task, secrets, deaths });
  return { task, log, secrets, pinned, givenBy: plan.givenBy ?? [] };
}

/** Shows the task in the tree, and what has become of it once it runs. Gives its id. */
export async function untilRunning(services: Services, { taskId, started }: RunningTask): Promise<string> {
  const { view, log } = services;
  const reveal = () => view.reveal(taskRef(taskId)).catch((error: unknown) => log.error('tree', error));
  const early = reveal();
  const outcome = await started;
  if ((await early) !== true) await reveal();
  tellOutcome(services, outcome);
  return taskId;
}

function tellOutcome({ channels }: Services, task: TaskSnapshot): void {
  const logs = { label: vscode.l10n.t('Show Logs'), run: () => channels.show(task.taskId) };
  if (task.lastStatus === 'STOPPED') return;
  const [url] = describeTask(task).urls;
  if (url === undefined) return;
  const open = { label: vscode.l10n.t('Open in Browser'), run: () => openUrl(url) };
  offer('info', vscode.l10n.t('{0} is running at {1}', task.family, url), [open, logs]);
}
