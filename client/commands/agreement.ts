import * as vscode from 'vscode';
import type { PortWish, TaskPlan } from '../runner/plan';

/** Asks whether a task may have what it demands of this machine, each thing named. */
export async function agreeTo({ family, demands }: TaskPlan): Promise<boolean> {
  const run = vscode.l10n.t('Run Anyway');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} wants more of this machine than a container usually gets.', family),
    { modal: true, detail: demands.map(({ text }) => text).join('\n\n') },
    run,
  );
  return chosen === run;
}

/** Asks whether the next free port will do. Undefined refuses. */
export async function agreeToPort(
  wish: PortWish,
  holder: string | undefined,
  free: number,
): Promise<number | undefined> {
  const use = vscode.l10n.t('Use {0}', free);
  const taken =
    holder === undefined
      ? vscode.l10n.t('Port {0} for container {1} is taken.', wish.hostPort, wish.container)
      : vscode.l10n.t('Port {0} for container {1} is taken by {2}.', wish.hostPort, wish.container, holder);
  const detail = vscode.l10n.t('ECS would publish exactly this port. Here the task can be reached on another one.');
  return (await vscode.window.showWarningMessage(taken, { modal: true, detail }, use)) === use ? free : undefined;
}
