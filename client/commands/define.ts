import * as vscode from 'vscode';
import { explainDistrust, mayRun } from '../trust';
import { offer } from './offer';
import type { Services } from './services';

/** As VS Code hands them over: nothing from the palette, a uri from a code lens, refs from the tree. */
export type Arguments = readonly unknown[];

/** What goes on while a command runs. */
export interface Call {
  /** Replaces the line under the title of the progress. */
  readonly report: (message: string) => void;
  /** Aborted when the person cancels. */
  readonly signal: AbortSignal;
}

export interface CommandSpec<Target> {
  readonly id: `taskdef.${string}`;
  /** `workspace`: it runs what a folder says, so the folder must be trusted. */
  readonly needsTrust: 'workspace' | 'nothing';
  /** What the command is about. Undefined when a person dismissed a picker, which is no error. */
  ask(services: Services, args: Arguments): Promise<Target | undefined>;
  /** Title of a cancellable progress; without one the command is expected to be done at once. */
  readonly progress?: (target: Target) => string;
  /** Call and show. What it returns goes to whoever executed the command. */
  run(services: Services, target: Target, call: Call): Promise<unknown>;
}

export interface Command {
  readonly id: string;
  readonly execute: (services: Services, args: Arguments) => Promise<unknown>;
}

/** The one door: trust, progress with cancel, and errors that name the next step. */
export const defineCommand = <Target>(spec: CommandSpec<Target>): Command => ({
  id: spec.id,
  async execute(services, args) {
    if (spec.needsTrust === 'workspace' && !mayRun()) {
      void explainDistrust();
      return undefined;
    }
    try {
      const target = await spec.ask(services, args);
      return target === undefined ? undefined : await perform(spec, services, target);
    } catch (error) {
      if (!wasCancelled(error)) showError(spec.id, services, error);
      return undefined;
    }
  },
});

/** For a command that is about nothing in particular. */
export const nothing = (): Promise<true> => Promise.resolve(true);

export function registerCommands(commands: readonly Command[], services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map(({ id, execute }) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => execute(services, args)),
    ),
  );
}

async function perform<Target>(spec: CommandSpec<Target>, services: Services, target: Target): Promise<unknown> {
  if (!spec.progress) return spec.run(services, target, { report: () => {}, signal: new AbortController().signal });
  const options = { location: vscode.ProgressLocation.Notification, title: spec.progress(target), cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const report = (message: string) => progress.report({ message });
    return spec.run(services, target, { report, signal: controller.signal });
  });
}

function showError(id: string, { log }: Services, error: unknown): void {
  log.error(id, error);
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
