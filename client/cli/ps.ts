import { Command } from 'commander';
import { exitCodeBrief } from '../clusters/exitCodes';
import { shownStatus } from '../clusters/shownStatus';
import type { ContainerSnapshot, TaskSnapshot } from '../runner/runner';
import { type Cli, withRunner } from './cli';
import { exits } from './failure';
import { addressesOf } from './tasks/addresses';
import { shortId } from './tasks/find';
import { type Format, formatOption, jsonAnswer } from './tasks/format';
import { table } from './text';

interface PsArguments {
  readonly all?: boolean;
  readonly format: Format;
}

export const psCommand = (cli: Cli): Command =>
  new Command('ps')
    .summary('list the tasks on this engine')
    .description('Lists the tasks that run on the Docker engine, newest first.')
    .option('-a, --all', 'list stopped tasks too')
    .addOption(formatOption())
    .addHelpText(
      'after',
      '\nAn unattended task runs on, but nobody acts on what its containers do: see taskdef attach.\n\nExamples:\n  taskdef ps\n  taskdef ps --all --format json',
    )
    .action(async ({ all = false, format }: PsArguments) => {
      const tasks = await withRunner(cli, (runner) => runner.tasks());
      const listed = tasks.filter(({ lastStatus }) => all || lastStatus !== 'STOPPED');
      cli.terminal.out(format === 'json' ? jsonTasks(listed) : prettyTasks(listed));
      cli.end(exits.ok);
    });

/** The list for tools: each task as the runner knows it. */
export const jsonTasks = (tasks: readonly TaskSnapshot[]): string => jsonAnswer({ tasks });

/** A line a task. No ages: they would change while nothing does. */
export function prettyTasks(tasks: readonly TaskSnapshot[]): string {
  if (tasks.length === 0) return 'No tasks.\n';
  const rows = tasks.map((task) => [
    shortId(task),
    task.family,
    `${withHealth(task.lastStatus, task.health)}${task.isUnattended ? ', unattended' : ''}`,
    task.containers.map(containerText).join(', '),
    task.stoppedReason?.split('\n')[0] ??
      addressesOf(task)
        .map(({ url }) => url)
        .join(' '),
  ]);
  return table([['TASK', 'FAMILY', 'STATUS', 'CONTAINERS', 'ADDRESS OR REASON'], ...rows]);
}

function containerText(container: ContainerSnapshot): string {
  const { name, health } = container;
  const status = shownStatus(container);
  const exit = exitCodeBrief(container);
  return `${name} ${exit === undefined ? withHealth(status, health) : `${status} (${exit})`}`;
}

const withHealth = (status: string, health: string): string =>
  health === 'UNKNOWN' || status === 'STOPPED' ? status : `${status}/${health}`;
