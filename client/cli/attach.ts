import { Command } from 'commander';
import type { TaskSnapshot } from '../runner/runner';
import { accompany } from './attach/accompany';
import { type Cli, withRunner } from './cli';
import { Failure, exits } from './failure';
import { Events } from './run/events';
import { lineCount } from './run/options';
import { Story } from './run/story';
import { findTask, shortId } from './tasks/find';
import { type Format, eventFormatOption } from './tasks/format';

interface AttachArguments {
  readonly tail: number;
  /** `--no-stop` makes it false. */
  readonly stop: boolean;
  readonly rm?: boolean;
  readonly format: Format;
}

const help = `
From then on somebody acts again on health, dependsOn, restart policies and the end of an essential container, and
answers what containers ask of their endpoints. Logs go to standard output, everything else to standard error, as
with taskdef run.

Ctrl-C stops the task in the order ECS does, a second Ctrl-C kills it. Ctrl-\\ (on Windows Ctrl-Break), or closing the
terminal, lets go of it: it runs on, as after taskdef run --detach. With --no-stop Ctrl-C lets go, too.

A task is not taken away from another terminal, or from a window of the editor: follow its logs instead.

Exit status: that of the first essential container that ended; 0 if the task was let go; 1 if it cannot be attached to.

Examples:
  taskdef attach 3f9a
  taskdef attach 3f9a --no-stop --tail 100`;

export const attachCommand = (cli: Cli): Command =>
  new Command('attach')
    .summary('take over a task that nobody drives')
    .description(
      'Takes over a task that was left running: by run --detach, or by an editor or a terminal that is gone.',
    )
    .argument('<task>', 'the beginning of a task id')
    .option('--tail <lines>', 'how much of what each container wrote before', lineCount, 10)
    .option('--no-stop', 'leave it running after Ctrl-C')
    .option('--rm', 'remove what is left of it once it has stopped')
    .addOption(eventFormatOption())
    .addHelpText('after', help)
    .action((given: string, { tail, stop, rm = false, format }: AttachArguments) =>
      withRunner(cli, async (runner) => {
        const { terminal } = cli;
        const found = await findTask(runner, given);
        if (found.lastStatus === 'STOPPED') throw hasStopped(found);
        const task = await runner.inspect(found.taskId);
        const names = task.containers.map(({ name }) => name);
        const reporter = format === 'json' ? new Events(terminal) : new Story(terminal, names);
        const status = await accompany(runner, task, { terminal, reporter, tail, stops: stop, removes: rm });
        if (status === undefined) throw hasStopped(found);
        cli.end(status);
      }),
    );

function hasStopped(task: TaskSnapshot): Failure {
  const id = shortId(task);
  return new Failure(`task ${id} has stopped.`, exits.problems, `Read why with: taskdef inspect ${id}`);
}
