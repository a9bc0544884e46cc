import { Command } from 'commander';
import type { Execution } from '../runner/enginePort';
import type { TaskSnapshot } from '../runner/runner';
import { type Cli, withRunner } from './cli';
import { Failure, exits } from './failure';
import { recorded } from './exec/recorded';
import { takenOver } from './exec/takenOver';
import { findTask } from './tasks/find';
import { type Format, formatOption, jsonAnswer } from './tasks/format';

interface ExecArguments {
  readonly tty?: boolean;
  readonly format: Format;
}

const help = `
Without a command it is /bin/sh. Options of taskdef stand before the task; everything behind the container belongs to
the command. It has the variables, user and working directory of the container; the task takes no notice of it.

Exit status: that of the command; 126 or 127 if the container cannot run it; 1 if the container does not run
or the engine stops answering.

Examples:
  taskdef exec 3f9a web
  taskdef exec 3f9a web ls -l /data
  taskdef exec 3f9a db pg_dump app > app.sql`;

export const execCommand = (cli: Cli): Command =>
  new Command('exec')
    .summary('run a command in a container')
    .description('Runs a command in a container of a task, beside its own process.')
    .argument('<task>', 'the beginning of a task id')
    .argument('<container>', 'the name of a container')
    .argument('[command...]', 'the command and its arguments')
    .option('-t, --tty', 'give the command a terminal (default: when taskdef has one)')
    .option('-T, --no-tty', 'give it none')
    .addOption(formatOption())
    .passThroughOptions()
    .addHelpText('after', help)
    .action(async (given: string, container: string, command: string[], options: ExecArguments) =>
      withRunner(cli, async (runner) => {
        const task = await findTask(runner, given);
        const tty = wantsTerminal(cli, options);
        const words = command[0] === '--' ? command.slice(1) : command;
        requireRunning(task, container);
        const execution = await runner.exec(task.taskId, {
          container,
          command: words.length > 0 ? words : ['/bin/sh'],
          tty,
        });
        try {
          cli.end(await carryOut(cli, execution, tty, options.format));
        } finally {
          execution.close();
        }
      }),
    );

function wantsTerminal({ terminal: { streams } }: Cli, { tty, format }: ExecArguments): boolean {
  if (tty === true && !streams.isTerminal)
    throw new Failure('a terminal is asked for, but there is none here.', exits.misuse, 'Leave out --tty.');
  return format === 'pretty' && (tty ?? streams.isTerminal);
}

function requireRunning({ containers }: TaskSnapshot, name: string): void {
  const container = containers.find((one) => one.name === name);
  if (!container) {
    const names = containers.map((one) => one.name).join(', ');
    throw new Failure(`the task has no container "${name}".`, exits.problems, `Its containers are: ${names}.`);
  }
  if (container.lastStatus !== 'RUNNING')
    throw new Failure(`container ${name} is ${container.lastStatus}, so no command can be run in it.`, exits.problems);
}

async function carryOut({ terminal }: Cli, execution: Execution, tty: boolean, format: Format): Promise<number> {
  if (format === 'pretty') await takenOver(terminal.streams, execution, tty ? 'raw' : 'lines');
  const output = format === 'json' ? await recorded(execution) : undefined;
  const exitCode = await execution.exitCode();
  if (output) terminal.out(jsonAnswer({ exitCode, ...output }));
  return exitCode ?? exits.problems;
}
