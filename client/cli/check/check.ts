import type { Cli } from '../cli';
import { choiceOf } from '../configurationFlags';
import { Failure, exits } from '../failure';
import type { Terminal } from '../terminal';
import { count, printable } from '../text';
import { checkAll } from './checkAll';
import { type CheckSettings, isFile } from './checker';
import { ProjectConfiguration } from './configuration';
import { flagsOf } from './flags';
import { type Format, formats } from './formats';
import { ignoreFileName } from './ignoreFiles';
import { type Inputs, findInputs } from './inputs';
import type { CheckArguments } from './options';
import { type Unreadable, type View, summarise } from './outcome';
import { located, sourceRoot } from './sourceRoot';

/** Checks what the arguments name and prints a report. Returns the exit status. */
export async function check(
  paths: readonly string[],
  options: CheckArguments,
  cli: Pick<Cli, 'terminal' | 'script'>,
): Promise<number> {
  const { terminal } = cli;
  const { print, remedies }: Format = formats[options.format];
  const settings = await settingsOf(options, terminal.cwd, remedies === true);
  const found = await find(paths, options, settings);
  mention(found, terminal);
  if (options.listFiles) {
    for (const { path } of found.inputs) terminal.out(`${path}\n`);
    warn(found.unreadable, terminal);
    return worst(found.unreadable);
  }

  const outcome = await checkAll(found, settings, options, cli);
  warn(outcome.unreadable, terminal);
  const { errors, warnings } = summarise(outcome.files);
  const { maxWarnings = Number.POSITIVE_INFINITY } = options;
  const warningsFail = warnings > maxWarnings;
  const textIsOut = settings.fix && !found.inputs.every(isFile);
  const report = await print(outcome, viewOf(options, warningsFail, textIsOut ? 'err' : 'out', terminal));
  (textIsOut ? terminal.err : terminal.out)(report);
  if (warningsFail) {
    terminal.err(`taskdef: ${count(warnings, 'warning')}, and --max-warnings allows ${maxWarnings}.\n`);
  }
  return errors > 0 || warningsFail ? Math.max(exits.problems, worst(outcome.unreadable)) : worst(outcome.unreadable);
}

/** As with `ls`, a folder passed over on the way weighs less than what was named and cannot be read. */
function worst(unreadable: readonly Unreadable[]): number {
  if (unreadable.length === 0) return exits.ok;
  return unreadable.every(({ isBelow }) => isBelow) ? exits.problems : exits.misuse;
}

async function settingsOf(options: CheckArguments, cwd: string, remedies: boolean): Promise<CheckSettings> {
  const said = { flags: flagsOf(options) };
  return { cwd, choice: await choiceOf(cwd, options), said, fix: options.fix === true, remedies };
}

async function find(
  paths: readonly string[],
  { stdinFilename, ignore }: CheckArguments,
  { cwd, said, choice }: CheckSettings,
): Promise<Inputs> {
  if (stdinFilename !== undefined && !paths.includes('-')) {
    throw new Failure('--stdin-filename names standard input, which is not checked.', exits.misuse, 'Add: -');
  }
  const project = new ProjectConfiguration(cwd, said, choice);
  return findInputs(paths, { cwd, stdinName: stdinFilename, ignore, project });
}

function viewOf(
  { hints = false, quiet = false }: CheckArguments,
  warningsFail: boolean,
  goesTo: 'out' | 'err',
  { colours, cwd, env }: Terminal,
): View {
  const root = sourceRoot(cwd, env);
  const view = { hints, quiet, warningsFail, colours: colours[goesTo] };
  return { ...view, located: (path) => located(path, cwd, root) };
}

/** Says what a person may not expect: that nothing was found, or that a file they named is left alone. */
function mention({ empty, ignored }: Inputs, { err }: Terminal): void {
  for (const folder of empty) err(`taskdef: ${printable(folder)}: no task definition found in this folder.\n`);
  for (const file of ignored) {
    err(`taskdef: ${printable(file)}: left alone, as ${ignoreFileName} says. To check it, add: --no-ignore\n`);
  }
}

function warn(unreadable: readonly Unreadable[], { err }: Terminal): void {
  for (const { path, reason } of unreadable) err(`taskdef: ${printable(path)}: ${printable(reason)}\n`);
}
