import * as vscode from 'vscode';
import { causesOf } from '../clusters/cause';
import { exitCodeText } from '../clusters/exitCodes';
import { asSentence, lastWords } from '../clusters/lastWords';
import { redact } from '../log';
import { within } from '../runner/drive/within';
import type { ContainerSnapshot, LogLine, TaskSnapshot } from '../runner/runner';
import { offer, type Choice } from './offer';
import type { Services } from './services';
import { followLogs } from './showLogs';
import { goToMember } from './showPlace';

/** Milliseconds that the end of a log is waited for, and how much of it is looked at: many last lines are blank. */
const ofLog = { patience: 3_000, tail: 20 };

/**
 * One line about the container that died, with what it wrote last, or about a task that failed as a whole, and the ways
 * to its logs and its cause. Never rejects.
 */
export async function tellDeath(
  services: Services,
  task: TaskSnapshot,
  name: string | undefined,
  /** What its log must not show; without, nothing of it is shown. */
  secrets: ReadonlySet<string> | undefined,
): Promise<void> {
  const container = task.containers.find((one) => one.name === name);
  const logs = { label: vscode.l10n.t('Show Logs'), run: () => showLogs(services, task) };
  const causes = causesOf(task, container);
  const { file } = task;
  const line: readonly Choice[] =
    file === undefined || causes.length === 0
      ? []
      : [{ label: vscode.l10n.t('Go to Line'), run: () => goToMember(services, vscode.Uri.file(file), causes) }];
  const level = task.desiredStatus === 'STOPPED' ? 'error' : 'warning';
  const isShown = container !== undefined && secrets !== undefined;
  const words = isShown ? redact(lastWords(await lastLines(services, task, container), [...secrets])) : '';
  offer(level, deathText(task, container, words), [...line, logs]);
}

/** This window may not follow them yet. */
const showLogs = (services: Services, { taskId }: TaskSnapshot): Promise<void> =>
  followLogs(services, taskId).catch((error: unknown) => services.log.error(`logs of ${taskId}`, error));

/** As much as can be had: the message is worth more than the log. */
async function lastLines({ connection }: Services, { taskId }: TaskSnapshot, { name: container }: ContainerSnapshot) {
  const lines: LogLine[] = [];
  const read = async (): Promise<void> => {
    const runner = await connection.runner();
    const how = { container, tail: ofLog.tail, timestamps: false, signal: AbortSignal.timeout(ofLog.patience) };
    for await (const some of runner.logs(taskId, how)) lines.push(...some);
  };
  await within(
    ofLog.patience,
    read().catch(() => undefined),
  );
  return lines;
}

function deathText(
  { family, stoppedReason }: TaskSnapshot,
  container: ContainerSnapshot | undefined,
  words: string,
): string {
  if (!container) return vscode.l10n.t('{0} has stopped: {1}', family, asSentence(firstLine(stoppedReason)));
  const { name } = container;
  const reason = asSentence(firstLine(container.reason));
  const code = exitCodeText(container);
  if (code === undefined) return vscode.l10n.t('{0}: container {1} did not start. {2}', family, name, reason);
  const text = vscode.l10n.t('{0}: container {1} has stopped, {2}. {3}', family, name, code, reason).trimEnd();
  return words === '' ? text : vscode.l10n.t('{0} Its log ends: {1}', text, words);
}

const firstLine = (text = ''): string => text.split('\n')[0] ?? '';
