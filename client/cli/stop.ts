import { Command } from 'commander';
import { type Cli, withRunner } from './cli';
import { exits } from './failure';
import { findTask, shortId } from './tasks/find';

export const stopCommand = (cli: Cli): Command =>
  new Command('stop')
    .summary('stop a task as ECS would')
    .description('Stops the containers of a task in reverse order of dependsOn and waits until all have ended.')
    .argument('<task>', 'the beginning of a task id')
    .option('--force', 'kill the containers at once')
    .addHelpText('after', '\nThe stopped task stays for its logs until `taskdef rm`.\n\nExample:\n  taskdef stop 3f9a')
    .action((given: string, { force = false }: { force?: boolean }) =>
      withRunner(cli, async (runner) => {
        const found = await findTask(runner, given);
        const task = found.lastStatus === 'STOPPED' ? found : await runner.stop(found.taskId, { force });
        cli.terminal.err(`${task.stopCode ?? 'STOPPED'}: ${task.stoppedReason ?? 'the task has ended'}\n`);
        cli.terminal.out(`${task.taskId}\n`);
        cli.terminal.err(`Remove what is left of it with: taskdef rm ${shortId(task)}\n`);
        cli.end(exits.ok);
      }),
    );
