import * as vscode from 'vscode';
import type { TaskDefinition } from '../../server/index';
import { Deaths } from '../clusters/deaths';
import { describeTask, hasTaskFailed, taskRef } from '../clusters/describeTask';
import type { RunOptions, TaskPlan } from '../runner/plan';
import type { Runner, RunningTask, TaskSnapshot } from '../runner/runner';
import { agreeTo, agreeToPort } from './agreement';
import type { Call } from './define';
import { offer } from './offer';
import { openUrl } from './openInBrowser';
import type { Services } from './services';
import { tellDeath } from './tellDeath';

/** The plan after the person has agreed to what it demands; undefined when they do not. */
export async function agreedPlan(
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

/** Carries out a plan, its story in an output of its own. Gives the task's id once it runs. */
export async function start(services: Services, runner: Runner, plan: TaskPlan, call: Call): Promise<string> {
  const { channels, view, log } = services;
  const apps = plan.containers.map(({ facts }) => facts).filter(({ role }) => role === 'app');
  const names = apps.map(({ name }) => name);
  const { log: lines } = channels.create(plan.taskId, plan.family, names);
  lines.begin(plan);
  channels.show(plan.taskId);
  const observer = lines.observer();
  const deaths = new Deaths(apps.map((facts) => ({ ...facts, mayRestart: facts.restartPolicy !== undefined })));
  const task = await runner
    .run(
      plan,
      {
        ...observer,
        transition: (event) => {
          observer.transition?.(event);
          deaths.observe(event);
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
  tellDeaths(services, task, deaths);
  const reveal = () => view.reveal(taskRef(task.taskId)).catch((error: unknown) => log.error('tree', error));
  const early = reveal();
  const outcome = await task.started;
  if ((await early) !== true) await reveal();
  tellOutcome(services, outcome);
  return task.taskId;
}

/** About whoever died first, once, unless it came to life again. */
function tellDeaths(services: Services, task: RunningTask, deaths: Deaths): void {
  let told: string | undefined;
  deaths.onDeathBeside((container) => {
    const snapshot = task.snapshot();
    if (snapshot.desiredStatus === 'STOPPED') return; // its stop was asked for
    told = container;
    tellDeath(services, snapshot, container);
  });
  void task.stopped.then((snapshot) => {
    if (!hasTaskFailed(snapshot) || (told !== undefined && told === deaths.first)) return;
    tellDeath(services, snapshot, deaths.first);
  });
}

function tellOutcome({ channels }: Services, task: TaskSnapshot): void {
  const logs = { label: vscode.l10n.t('Show Logs'), run: () => channels.show(task.taskId) };
  if (task.lastStatus === 'STOPPED') return;
  const [url] = describeTask(task).urls;
  if (url === undefined) return;
  const open = { label: vscode.l10n.t('Open in Browser'), run: () => openUrl(url) };
  offer('info', vscode.l10n.t('{0} is running at {1}', task.family, url), [open, logs]);
}
