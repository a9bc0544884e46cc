import { Command } from 'commander';
import type { Runner } from '../runner/runner';
import { type Cli, withRunner } from './cli';
import { Failure, exits } from './failure';
import { findTask, shortId } from './tasks/find';
import { type Format, formatOption } from './tasks/format';
import { reportRemoval } from './tasks/removal';

interface RmArguments {
  readonly allStopped?: boolean;
  readonly format: Format;
}

export const rmCommand = (cli: Cli): Command =>
  new Command('rm')
    .summary('remove stopped tasks')
    .description('Removes the containers, networks and volumes of stopped tasks. Shared volumes stay.')
    .argument('[task...]', 'the beginnings of task ids')
    .option('--all-stopped', 'every stopped task, and whatever else of ours nobody uses')
    .addOption(formatOption())
    .addHelpText('after', '\nExamples:\n  taskdef rm 3f9a\n  taskdef rm --all-stopped')
    .action((given: string[], { allStopped = false, format }: RmArguments) => {
      if (allStopped && given.length > 0)
        throw new Failure('give either the tasks to remove or --all-stopped, not both.');
      if (!allStopped && given.length === 0) throw new Failure('name the tasks to remove, or give --all-stopped.');
      return withRunner(cli, async (runner) =>
        reportRemoval(cli, allStopped ? await runner.prune() : await removeEach(runner, given), format),
      );
    });

async function removeEach(runner: Runner, given: readonly string[]) {
  const found = await Promise.all(given.map((prefix) => findTask(runner, prefix)));
  const running = found.find(({ lastStatus }) => lastStatus !== 'STOPPED');
  if (running) {
    const id = shortId(running);
    throw new Failure(`task ${id} is ${running.lastStatus}.`, exits.problems, `Stop it first: taskdef stop ${id}`);
  }
  const tasks = [...new Set(found.map(({ taskId }) => taskId))];
  const residue: string[] = [];
  for (const taskId of tasks) residue.push(...(await runner.remove(taskId)).residue);
  return { tasks, residue };
}
