import { Command } from 'commander';
import { taskFacts } from '../clusters/taskFacts';
import { type Cli, withRunner } from './cli';
import { exits } from './failure';
import { prettyDetails } from './tasks/details';
import { findTask } from './tasks/find';
import { type Format, formatOption, jsonAnswer } from './tasks/format';

export const inspectCommand = (cli: Cli): Command =>
  new Command('inspect')
    .summary('show everything known of a task')
    .description('Shows a task with its containers, ports, exit codes, reasons and differences from ECS.')
    .argument('<task>', 'the beginning of a task id')
    .addOption(formatOption())
    .addHelpText(
      'after',
      '\nOf variables only the names are shown: any of them may hold a secret.\n\nExample:\n  taskdef inspect 3f9a',
    )
    .action((given: string, { format }: { format: Format }) =>
      withRunner(cli, async (runner) => {
        const { taskId } = await findTask(runner, given);
        const details = await runner.inspect(taskId);
        cli.terminal.out(format === 'json' ? jsonAnswer({ task: taskFacts(details) }) : prettyDetails(details));
        cli.end(exits.ok);
      }),
    );
