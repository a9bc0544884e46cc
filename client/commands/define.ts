import * as vscode from 'vscode';
import { explainDistrust, mayRun } from '../trust';
import { offer } from './offer';
import type { Services } from './services';

/** What a command gets from the door. */
export interface Call {
  /** As VS Code handed them over: nothing from the palette, a uri from a code lens, refs from the tree. */
  readonly args: readonly unknown[];
  /** Replaces the line under the title of the progress. */
  readonly report: (message: string) => void;
  /** Aborted when the person cancels. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly id: `taskdef.${string}`;
  /** `workspace`: it runs what a folder says, so the folder must be trusted. */
  readonly needsTrust: 'workspace' | 'nothing';
  /** Title of a cancellable progress; without one the command is expected to be done at once. */
  readonly progress?: () => string;
  /** Ask, call, show. What it returns goes to whoever executed the command. */
  run(services: Services, call: Call): Promise<unknown>;
}

/** A command is a value; the door around it is `registerCommands`. */
export const defineCommand = (command: Command): Command => command;

/** The one door: trust, progress with cancel, and errors that name the next step. */
export function registerCommands(commands: readonly Command[], services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map((command) =>
      vscode.commands.registerCommand(command.id, (...args: unknown[]) => pass(command, services, args)),
    ),
  );
}

async function pass(command: Command, services: Services, args: readonly unknown[]): Promise<unknown> {
  if (command.needsTrust === 'workspace' && !mayRun()) {
    void explainDistrust();
    return undefined;
  }
  try {
    return await (command.progress
      ? withProgress(command, command.progress(), services, args)
      : command.run(services, { args, report: () => {}, signal: new AbortController().signal }));
  } catch (error) {
    if (!wasCancelled(error)) showError(command, services, error);
    return undefined;
  }
}

async function withProgress(
  command: Command,
  title: string,
  services: Services,
  args: readonly unknown[],
): Promise<unknown> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const report = (message: string) => progress.report({ message });
    return command.run(services, { args, report, signal: controller.signal });
  });
}

function showError(command: Command, { log }: Services, error: unknown): void {
  log.error(command.id, error);
  const message = error instanceof Error ? error.message : String(error);
  const next = nextStepOf(error);
  offer('error', next === undefined ? message : `${message} ${next}`, [
    { label: vscode.l10n.t('Show Log'), run: () => log.show() },
  ]);
}

/** The runner is a bundle of its own, so its error classes are known by their shape, not by `instanceof`. */
function nextStepOf(error: unknown): string | undefined {
  return error instanceof Error && 'next' in error && typeof error.next === 'string' ? error.next : undefined;
}

function wasCancelled(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || error.name === 'Canceled' || ('code' in error && error.code === 'cancelled');
}
