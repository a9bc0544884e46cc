import { Command } from 'commander';
import { type Cli, withRunner } from './cli';
import { exits } from './failure';
import { findTask, shortId } from './tasks/find';
import { type Format, formatOption, jsonAnswer } from './tasks/format';

interface StopArguments {
  readonly force?: boolean;
  readonly reason?: string;
  readonly format: Format;
}

export const stopCommand = (cli: Cli): Command =>
  new Command('stop')
    .summary('stop a task as ECS would')
    .description('Stops the containers of a task in reverse order of dependsOn and waits until all have ended.')
    .argument('<task>', 'the beginning of a task id')
    .option('--force', 'kill the containers at once')
    .option('--reason <text>', 'what the task shows as its stoppedReason')
    .addOption(formatOption())
    .addHelpText('after', '\nThe stopped task stays for its logs until `taskdef rm`.\n\nExample:\n  taskdef stop 3f9a')
    .action((given: string, { force = false, reason, format }: StopArguments) =>
      withRunner(cli, async (runner) => {
        const found = await findTask(runner, given);
        const how = { force, ...(reason !== undefined && { reason }) };
        const task = found.lastStatus === 'STOPPED' ? found : await runner.stop(found.taskId, how);
        if (format === 'json') cli.terminal.out(jsonAnswer({ task }));
        else {
          cli.terminal.err(`${task.stopCode ?? 'STOPPED'}: ${task.stoppedReason ?? 'the task has ended'}\n`);
          cli.terminal.out(`${task.taskId}\n`);
          cli.terminal.err(`Remove what is left of it with: taskdef rm ${shortId(task)}\n`);
        }
        cli.end(exits.ok);
      }),
    );
