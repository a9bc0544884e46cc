import * as vscode from 'vscode';
import { localName } from '../runner/local/name';
import { secretValues } from '../runner/secretValues';
import { watchTask } from '../runner/watchTask';
import { type Call, defineCommand } from './define';
import { inEditorTitle } from './places';
import { offer } from './offer';
import { chooseRunnable, type Runnable } from './runnable';
import { choicesOf, optionsFor } from './runOptions';
import type { Services } from './services';
import { agreedPlan, beginRun, untilRunning, type BegunTask } from './startTask';

/** Runs a file, and lets the task follow it until the task ends. */
export const watchFile = defineCommand({
  id: 'taskdef.task.watch',
  title: 'Run Task Locally and Watch the File',
  icon: 'eye',
  places: [inEditorTitle(3)],
  needsTrust: 'workspace',
  ask: chooseRunnable,
  progress: ({ uri }) => vscode.l10n.t('Running {0}', vscode.workspace.asRelativePath(uri)),
  async run(services, runnable, call) {
    const agreed = new Set<string>();
    const begun = await beginRun(services, runnable, call, agreed);
    if (!begun) return undefined;
    follow(services, runnable.uri, begun, agreed).catch((error: unknown) => {
      services.log.error('watch', error);
      offer('error', vscode.l10n.t('{0} is not watched any more.', vscode.workspace.asRelativePath(runnable.uri)), [
        { label: vscode.l10n.t('Show Log'), run: () => services.log.show() },
      ]);
    });
    return untilRunning(services, begun.task);
  },
});

/** One task after the other, as long as it is the file that ends them. */
async function follow(services: Services, uri: vscode.Uri, first: BegunTask, agreed: Set<string>): Promise<void> {
  for (let begun: BegunTask | undefined = first; begun;) {
    const { task, log, secrets, pinned } = begun;
    const runner = await services.connection.runner();
    let latest: Runnable | undefined;
    log.note(`follows ${vscode.workspace.asRelativePath(uri)}: what you change and save is started anew`);
    const end = await watchTask(runner, task, {
      onChange: (changed) => onSave(uri, begun?.givenBy ?? [], changed),
      say: (text) => log.note(text),
      async plan(taskId) {
        const runnable = await readAgain(services, uri, (why) => log.note(`the task was left as it is: ${why}`));
        if (!runnable) return undefined;
        latest = runnable;
        const options = { ...optionsFor(runnable, choicesOf(services, uri)), taskId };
        const plan = await agreedPlan(services, runnable.definition, options, agreed);
        if (!plan) return undefined;
        for (const value of secretValues(plan)) secrets.add(value);
        pinned.show(plan.notices);
        return plan;
      },
    });
    if (end === 'over') return;
    // Somebody may be in the middle of the next change: that is heard when it is saved.
    const runnable = (await readAgain(services, uri, (why) => log.note(why))) ?? latest;
    begun = runnable && (await beginRun(services, runnable, quietly, agreed));
    if (!begun) return;
    await runner.remove(task.taskId);
    services.channels.remove(task.taskId);
    await untilRunning(services, begun.task);
  }
}

/** Nobody asked for it just now, so there is nothing to cancel. */
const quietly: Call = { report: () => {}, signal: new AbortController().signal };

const onSave = (uri: vscode.Uri, givenBy: readonly string[], changed: () => void): vscode.Disposable => {
  const others = givenBy.map((file) => vscode.Uri.file(file));
  const files = [uri, vscode.Uri.joinPath(uri, '..', localName), ...others].map(String);
  return vscode.workspace.onDidSaveTextDocument((document) => {
    if (files.includes(document.uri.toString())) changed();
  });
};

/** The file as it is saved; undefined while it has errors or is being edited. */
async function readAgain(
  { language }: Services,
  uri: vscode.Uri,
  refuse: (why: string) => void,
): Promise<Runnable | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.isDirty) return undefined;
  const { definition, errors, firstError, severities, launchType } = await language.runnable(uri);
  if (errors === 0 && definition) return { uri, definition, severities, launchType };
  refuse(firstError ? `line ${firstError.line + 1}: ${firstError.message}` : 'the file holds no task definition');
  return undefined;
}
