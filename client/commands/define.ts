import * as vscode from 'vscode';
import type { Ability, Resource } from '../clusters/resource';
import { explainDistrust, mayRun } from '../trust';
import { offer } from './offer';
import { onRows, type Place } from './places';
import type { Services } from './services';
import { chooseTasks } from './targets';

/** As VS Code hands them over: nothing from the palette, a uri from a code lens, refs from the tree. */
export type Arguments = readonly unknown[];

/** What goes on while a command runs. */
export interface Call {
  /** Replaces the line under the title of the progress. */
  readonly report: (message: string) => void;
  /** Aborted when the person cancels. */
  readonly signal: AbortSignal;
}

/** What `npm run derive` puts into the manifest, so that nothing of a command is said twice. */
interface Declaration {
  readonly id: `taskdef.${string}`;
  /** In English, behind `ECS: ` in the palette. */
  readonly title: string;
  /** A codicon. */
  readonly icon?: string;
  /** Beside the palette. */
  readonly places?: readonly Place[];
  /** `workspace`: it runs what a folder says, so the folder must be trusted. */
  readonly needsTrust: 'workspace' | 'nothing';
}

export interface CommandSpec<Target> extends Declaration {
  /** What the command is about. Undefined when a person dismissed a picker, which is no error. */
  ask(services: Services, args: Arguments): Promise<Target | undefined>;
  /** Title of a cancellable progress; without one the command is expected to be done at once. */
  readonly progress?: (target: Target) => string;
  /** Call and show. What it returns goes to whoever executed the command. */
  run(services: Services, target: Target, call: Call): Promise<unknown>;
}

export interface Command extends Declaration {
  readonly execute: (services: Services, args: Arguments) => Promise<unknown>;
}

/** The one door: trust, progress with cancel, and errors that name the next step. */
export const defineCommand = <Target>(spec: CommandSpec<Target>): Command => ({
  ...spec,
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

interface TaskCommandSpec extends Omit<CommandSpec<readonly Resource[]>, 'ask' | 'places'> {
  /** Which tasks it is about, and so on which rows of the tree it is offered. */
  readonly can: Ability;
  /** Group and order in the menu of a row. */
  readonly inMenu: string;
  /** Order among the icons of a row; without, it has none. */
  readonly inline?: number;
  /** What is asked when there are several of these tasks, and told when there is none. */
  readonly pick: () => string;
  readonly none: () => string;
}

/** For a command about tasks that can do something: those of the tree, or the one the person picks. */
export const defineTaskCommand = ({ can, inMenu, inline, pick, none, ...spec }: TaskCommandSpec): Command =>
  defineCommand({
    ...spec,
    places: onRows(can, inMenu, inline),
    ask: (services, args) => chooseTasks(services, args, can, { pick: pick(), none: none() }),
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
