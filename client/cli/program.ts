import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { checkCommand } from './check';
import type { Cli } from './cli';
import { explainCommand } from './explain';
import { Failure, exits } from './failure';
import { rulesCommand } from './rules';
import type { Terminal } from './terminal';

const examples = `
Examples:
  taskdef check task-definition.json     what is wrong, and where
  taskdef check . --fix                  put right what is safe to put right
  taskdef explain integer-expected       why a rule exists

Exit status: 0 all is well, 1 there are problems, 2 the command was not understood or a file could not be read.`;

/** The whole command line. */
export function createProgram(cli: Cli): Command {
  const program = new Command('taskdef')
    .description('Check, explain and run Amazon ECS task definitions on your own machine.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', examples);
  for (const command of [checkCommand(cli), rulesCommand(cli), explainCommand(cli)]) program.addCommand(command);
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
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let status: number = exits.ok;
  const program = createProgram({ terminal, end: (given) => (status = given) });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.ok : exits.misuse;
    const { message, next, status: failed } = asFailure(error);
    terminal.err(`taskdef: ${message}\n${next === undefined ? '' : `${next}\n`}`);
    return failed;
  }
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new Failure(`this should not have happened: ${text}`, exits.problems);
}
