import { readFile, writeFile } from 'node:fs/promises';
import { Argument, Command, Option } from 'commander';
import { type Checked, checkText } from './check/checkText';
import { type Input, findInputs, whyUnreadable } from './check/inputs';
import { jsonReport, summarise } from './check/json';
import { prettyReport } from './check/pretty';
import type { Cli } from './cli';
import { Failure, exits } from './failure';
import { printable } from './text';
import type { Terminal } from './terminal';

interface CheckArguments {
  readonly format: 'pretty' | 'json';
  readonly fix?: boolean;
  readonly hints?: boolean;
  readonly stdinFilename?: string;
}

const help = `
A folder is searched for files named like task definitions (*task-def*.json, *task_def*.json, *taskdef*.json, any case).
A file you name is always read; if it is no task definition, that is said and counts as no problem.
Hints are opinions: they are counted, and listed with --hints or --format json.
With --fix and standard input (-), the fixed text goes to standard output and the report to standard error.

Exit status: 0 no errors (there may be warnings), 1 errors, 2 wrong arguments or a file that cannot be read.

Examples:
  taskdef check
  taskdef check task-definition.json --fix
  taskdef check 'deploy/**/*.json' --format json
  aws ecs describe-task-definition --task-definition web | taskdef check -`;

export const checkCommand = (cli: Cli): Command =>
  new Command('check')
    .summary('find the mistakes in task definitions')
    .description('Checks ECS task definitions without an AWS account and says where and why they would fail.')
    .addArgument(new Argument('[path...]', 'files, folders, patterns, or - for standard input (default: this folder)'))
    .addOption(new Option('--format <format>', 'for people or for tools').choices(['pretty', 'json']).default('pretty'))
    .option('--fix', 'put right what cannot change what the task does')
    .option('--hints', 'list hints too')
    .option('--stdin-filename <name>', 'the name under which standard input is checked')
    .addHelpText('after', help)
    .action(async (paths: string[], options: CheckArguments) => cli.end(await check(paths, options, cli.terminal)));

/** Checks what the arguments name and prints a report. Returns the exit status. */
export async function check(paths: readonly string[], options: CheckArguments, terminal: Terminal): Promise<number> {
  if (options.stdinFilename !== undefined && !paths.includes('-')) {
    throw new Failure('--stdin-filename names standard input, which is not checked.', exits.misuse, 'Add: -');
  }
  const { inputs, unreadable, empty } = await findInputs(paths, {
    cwd: terminal.cwd,
    stdinName: options.stdinFilename,
  });
  const failures = [...unreadable];
  const files: Checked[] = [];
  for (const input of inputs) {
    try {
      files.push(await checkInput(input, options, terminal));
    } catch (error) {
      failures.push(`${input.path}: ${error instanceof NotText ? error.message : whyUnreadable(error)}`);
    }
  }

  for (const failure of failures) terminal.err(`taskdef: ${printable(failure)}\n`);
  for (const folder of empty) terminal.err(`taskdef: ${printable(folder)}: no task definition found in this folder.\n`);
  const textIsOut = options.fix === true && inputs.some(({ file }) => file === undefined);
  const print = textIsOut ? terminal.err : terminal.out;
  const colours = textIsOut ? terminal.colours.err : terminal.colours.out;
  if (options.format === 'json') print(jsonReport(files));
  else if (files.length > 0) print(prettyReport(files, { colours, hints: options.hints === true }));
  if (failures.length > 0) return exits.misuse;
  return summarise(files).errors > 0 ? exits.problems : exits.ok;
}

async function checkInput(input: Input, { fix = false, stdinFilename }: CheckArguments, terminal: Terminal) {
  const before = decode(await (input.file === undefined ? terminal.readStdin() : readFile(input.file)));
  const offered = input.file === undefined && stdinFilename === undefined;
  const checked = checkText(before, input.path, { fix, offered });
  if (!fix) return checked;
  if (input.file === undefined) terminal.out(checked.text);
  else if (checked.text !== before) await writeFile(input.file, checked.text);
  return checked;
}

class NotText extends Error {}

/** Task definitions are UTF-8. A byte order mark stays in the text: there is a rule about it. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw new NotText(
      wide ? 'this is UTF-16, which the AWS CLI cannot read. Save it as UTF-8.' : 'this is not UTF-8 text.',
    );
  }
}
