import { Command } from 'commander';
import type { LogLine, TaskSnapshot } from '../runner/runner';
import { type Cli, withRunner } from './cli';
import { Failure, exits } from './failure';
import { lineCount } from './run/options';
import { findTask } from './tasks/find';
import { type Format, formatOption } from './tasks/format';
import { LogPrinter } from './tasks/logPrinter';
import { moment } from './tasks/since';
import type { Terminal } from './terminal';

interface LogsArguments {
  readonly follow?: boolean;
  readonly tail?: number;
  readonly since?: number;
  readonly format: Format;
}

const help = `
With --format json each line is an object: container, stream, time (milliseconds since the epoch), text.

Examples:
  taskdef logs 3f9a
  taskdef logs 3f9a web --follow --tail 20
  taskdef logs 3f9a --since 10m`;

export const logsCommand = (cli: Cli): Command =>
  new Command('logs')
    .summary('print what the containers of a task wrote')
    .description('Prints the logs of a task, each line behind the name of its container; of one container as they are.')
    .argument('<task>', 'the beginning of a task id')
    .argument('[container]', 'only this container')
    .option('-f, --follow', 'go on until the task ends or Ctrl-C')
    .option('--tail <lines>', 'only the last lines of each container', lineCount)
    .option('--since <when>', 'only what was written since a time, or in the last 90s, 10m, 2h', (text) => moment(text))
    .addOption(formatOption())
    .addHelpText('after', help)
    .action((given: string, container: string | undefined, { format, ...options }: LogsArguments) =>
      withRunner(cli, async (runner) => {
        const task = await findTask(runner, given);
        requireContainer(task, container);
        const stopped = new AbortController();
        const heard = cli.terminal.onInterrupt(() => stopped.abort());
        const signal = AbortSignal.any([stopped.signal, cli.terminal.closed]);
        const printed = printing(cli.terminal, task, format, container);
        const wanted = { ...options, ...(container && { container }), timestamps: format === 'json', signal };
        try {
          for await (const lines of runner.logs(task.taskId, wanted)) {
            cli.terminal.out(`${lines.map(printed).join('\n')}\n`);
            await cli.terminal.drained(signal);
          }
        } finally {
          heard.dispose();
        }
        cli.end(exits.ok);
      }),
    );

/** How a line is printed. */
function printing(
  terminal: Terminal,
  { containers }: TaskSnapshot,
  format: Format,
  container: string | undefined,
): (line: LogLine) => string {
  if (format === 'json') return (line) => JSON.stringify(line);
  if (container !== undefined) return ({ text }) => text;
  const printer = new LogPrinter(
    terminal,
    containers.map(({ name }) => name),
  );
  return (line) => printer.printed(line);
}

function requireContainer({ containers }: TaskSnapshot, name: string | undefined): void {
  if (name === undefined || containers.some((container) => container.name === name)) return;
  const names = containers.map((container) => container.name).join(', ');
  throw new Failure(`the task has no container "${name}".`, exits.problems, `Its containers are: ${names}.`);
}
