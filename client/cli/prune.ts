import { Command } from 'commander';
import { type Cli, withRunner } from './cli';
import { type Format, formatOption } from './tasks/format';
import { reportRemoval } from './tasks/removal';

const help = `
That is: stopped tasks, tasks whose maker went away before the first container was made, networks and volumes without a
task, and helper images of earlier versions. Running tasks, shared volumes and what is not ours are left alone.

Exit status: 1 if something could not be removed yet; it is tried again the next time.

Example:
  taskdef prune`;

export const pruneCommand = (cli: Cli): Command =>
  new Command('prune')
    .summary('remove all stopped tasks and whatever nobody uses')
    .description('Removes all stopped tasks, and whatever else of ours nobody uses.')
    .addOption(formatOption())
    .addHelpText('after', help)
    .action(({ format }: { format: Format }) =>
      withRunner(cli, async (runner) => reportRemoval(cli, await runner.prune(), format)),
    );
