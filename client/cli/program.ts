import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { attachCommand } from './attach';
import { checkCommand } from './check';
import type { Cli } from './cli';
import { compatCommand } from './compat';
import { execCommand } from './exec';
import { explainCommand } from './explain';
import { asFailure, exits } from './failure';
import { helpCommand } from './help';
import { iamCommand } from './iam';
import { initCommand } from './init';
import { inspectCommand } from './inspect';
import { logsCommand } from './logs';
import { lspCommand } from './lsp';
import { pruneCommand } from './prune';
import { psCommand } from './ps';
import { rmCommand } from './rm';
import { rulesCommand } from './rules';
import { runCommand } from './run';
import { stopCommand } from './stop';

const examples = `
Examples:
  taskdef init                           write a task definition to begin with
  taskdef check task-definition.json     what is wrong, and where
  taskdef check . --fix                  put right what is safe to put right
  taskdef explain integer-expected       why a rule exists
  taskdef run task-definition.json       run it on the Docker engine of this machine

Exit status: 0 all is well, 1 there are problems, 2 the command was not understood or a file could not be read.`;

const commands = [
  initCommand,
  checkCommand,
  rulesCommand,
  explainCommand,
  compatCommand,
  iamCommand,
  runCommand,
  attachCommand,
  psCommand,
  inspectCommand,
  logsCommand,
  execCommand,
  stopCommand,
  rmCommand,
  pruneCommand,
  lspCommand,
];

/** The whole command line. */
export function createProgram(cli: Cli): Command {
  const program = new Command('taskdef')
    .description('Check, explain and run Amazon ECS task definitions on your own machine.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .enablePositionalOptions()
    .addHelpText('after', examples);
  for (const command of commands) program.addCommand(command(cli));
  program.addCommand(helpCommand(program));
  for (const command of [program, ...program.commands]) {
    command
      .helpOption('-h, --help', 'print this help')
      .configureOutput({
        writeOut: cli.terminal.out,
        writeErr: cli.terminal.err,
        getOutHelpWidth: () => 100,
        outputError: (text, write) => write(text.replace(/^error: /, 'taskdef: ')),
      })
      .showHelpAfterError(`Run 'taskdef ${command === program ? '' : `${command.name()} `}--help' for how to use it.`)
      .exitOverride();
  }
  return program;
}

/** Runs a command line. Never rejects; resolves with the exit status once everything is printed. */
export async function main(args: readonly string[], given: Omit<Cli, 'end'>): Promise<number> {
  let status: number = exits.ok;
  const program = createProgram({ ...given, end: (ended) => (status = ended) });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.ok : exits.misuse;
    const { message, next, status: failed } = asFailure(error);
    given.terminal.err(`taskdef: ${message}\n${next === undefined ? '' : `${next}\n`}`);
    return failed;
  }
}
