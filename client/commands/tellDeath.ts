import * as vscode from 'vscode';
import { causesOf } from '../clusters/cause';
import { exitCodeText } from '../clusters/exitCodes';
import type { ContainerSnapshot, TaskSnapshot } from '../runner/runner';
import { offer, type Choice } from './offer';
import type { Services } from './services';
import { showPlace } from './showPlace';

/** One line about the container that died, or about a task that failed as a whole, and the ways to its logs and its cause. */
export function tellDeath(services: Services, task: TaskSnapshot, name: string | undefined): void {
  const container = task.containers.find((one) => one.name === name);
  const logs = { label: vscode.l10n.t('Show Logs'), run: () => services.channels.show(task.taskId) };
  const causes = causesOf(task, container);
  const { file } = task;
  const line: readonly Choice[] =
    file === undefined || causes.length === 0
      ? []
      : [{ label: vscode.l10n.t('Go to Line'), run: () => goToCause(services, vscode.Uri.file(file), causes) }];
  const level = task.desiredStatus === 'STOPPED' ? 'error' : 'warning';
  offer(level, deathText(task, container), [...line, logs]);
}

function deathText({ family, stoppedReason }: TaskSnapshot, container: ContainerSnapshot | undefined): string {
  if (!container) return vscode.l10n.t('{0} has stopped: {1}', family, firstLine(stoppedReason));
  const { name, exitCode } = container;
  const reason = firstLine(container.reason);
  if (exitCode === undefined) return vscode.l10n.t('{0}: container {1} did not start. {2}', family, name, reason);
  const code = exitCodeText(exitCode, reason);
  return vscode.l10n.t('{0}: container {1} has stopped, {2}. {3}', family, name, code, reason).trimEnd();
}

const firstLine = (text = ''): string => text.split('\n')[0] ?? '';

/** The first of the causes that the file has; else its beginning, as when it was changed since. */
async function goToCause({ language, log }: Services, uri: vscode.Uri, causes: readonly string[]): Promise<void> {
  await vscode.window.showTextDocument(uri);
  const place = await language.place(uri, causes).catch((error: unknown) => log.error('place of a cause', error));
  if (place) await showPlace(uri, place);
}
