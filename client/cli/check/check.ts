import { Failure, exits } from '../failure';
import type { Terminal } from '../terminal';
import { count, printable } from '../text';
import { checkFile, checkStdin, isUnreadable } from './checkInput';
import type { CheckOptions, Checked } from './checkText';
import { ProjectConfiguration } from './configuration';
import { type Format, formats } from './formats';
import { ignoreFileName } from './ignoreFiles';
import { type Input, type Inputs, findInputs } from './inputs';
import type { CheckArguments } from './options';
import { type Outcome, type Unreadable, summarise } from './outcome';
import { located, sourceRoot } from './sourceRoot';

/** Checks what the arguments name and prints a report. Returns the exit status. */
export async function check(paths: readonly string[], options: CheckArguments, terminal: Terminal): Promise<number> {
  if (options.stdinFilename !== undefined && !paths.includes('-')) {
    throw new Failure('--stdin-filename names standard input, which is not checked.', exits.misuse, 'Add: -');
  }
  const { cwd } = terminal;
  const project = new ProjectConfiguration(cwd);
  const found = await findInputs(paths, { cwd, stdinName: options.stdinFilename, ignore: options.ignore, project });
  mention(found, terminal);
  if (options.listFiles) {
    for (const { path } of found.inputs) terminal.out(`${path}\n`);
    warn(found.unreadable, terminal);
    return found.unreadable.length > 0 ? exits.misuse : exits.ok;
  }

  const outcome = await checkAll(found, project, options, terminal);
  warn(outcome.unreadable, terminal);
  const { errors, warnings } = summarise(outcome.files);
  const { maxWarnings = Number.POSITIVE_INFINITY } = options;
  const warningsFail = warnings > maxWarnings;
  const textIsOut = options.fix === true && found.inputs.some((input) => !isFile(input));
  const { print }: Format = formats[options.format];
  const root = sourceRoot(cwd, terminal.env);
  const report = await print(outcome, {
    colours: textIsOut ? terminal.colours.err : terminal.colours.out,
    hints: options.hints === true,
    quiet: options.quiet === true,
    warningsFail,
    located: (path) => located(path, cwd, root),
  });
  (textIsOut ? terminal.err : terminal.out)(report);
  if (warningsFail) {
    terminal.err(`taskdef: ${count(warnings, 'warning')}, and --max-warnings allows ${maxWarnings}.\n`);
  }
  if (outcome.unreadable.length > 0) return exits.misuse;
  return errors > 0 || warningsFail ? exits.problems : exits.ok;
}

async function checkAll(
  { inputs, unreadable }: Inputs,
  project: ProjectConfiguration,
  options: CheckArguments,
  terminal: Terminal,
): Promise<Outcome> {
  const { remedies }: Format = formats[options.format];
  const results: (Checked | Unreadable)[] = [];
  for (const input of inputs) {
    const under = await project.optionsFor(input.file ?? input.path);
    const how: CheckOptions = { fix: options.fix === true, remedies: remedies === true, under };
    results.push(isFile(input) ? checkFile(input, how) : await checkStandardInput(input, options, how, terminal));
  }
  return {
    files: [...project.problems(), ...results.filter((result): result is Checked => !isUnreadable(result))],
    unreadable: [...unreadable, ...results.filter(isUnreadable)],
  };
}

const isFile = (input: Input): input is Input & { readonly file: string } => input.file !== undefined;

async function checkStandardInput(
  { path }: Input,
  { fix, stdinFilename }: CheckArguments,
  how: CheckOptions,
  terminal: Terminal,
): Promise<Checked | Unreadable> {
  const result = checkStdin(await terminal.readStdin(), path, { ...how, offered: stdinFilename === undefined });
  if (fix && !isUnreadable(result)) terminal.out(result.text);
  return result;
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
