import path from 'node:path';
import { Command, Option } from 'commander';
import { launchTypes } from '../../server/index';
import { credentialsSources, portConflicts, pullBehaviours } from '../runner/choices';
import { localName } from '../runner/local/name';
import type { TaskPlan } from '../runner/plan';
import type { RunningTask } from '../runner/runner';
import { watchTask } from '../runner/watchTask';
import { type Cli, withRunner } from './cli';
import { configFlag, noConfigFlag } from './configurationFlags';
import { Failure, exits } from './failure';
import { conduct } from './run/conduct';
import { Events } from './run/events';
import { onFileChange } from './run/fileChanges';
import { askOnce, makePlan } from './run/makePlan';
import {
  type RunArguments,
  allowedDemand,
  demandKinds,
  envOverride,
  imageOverride,
  requireContainers,
  seconds,
} from './run/options';
import { Story } from './run/story';
import { type TaskFile, readTaskFile, requireLocal, workspaceOf } from './run/taskFile';
import { wishesOf } from './run/wishes';
import { eventFormatOption } from './tasks/format';

const help = `
Logs go to standard output, each line behind the name of its container; lifecycle, addresses and every difference from
ECS go to standard error. Ctrl-C stops the containers in the order ECS does, a second Ctrl-C kills them. Afterwards
nothing is left of the task. A third Ctrl-C ends taskdef without waiting, and leaves what is there.

With --detach the task id is printed once the task is RUNNING, and the containers go on. Until you take it over with
taskdef attach, or open its folder in the editor, nobody acts on health, dependsOn or the end of an essential
container, as when the ECS agent is down.

A template is run with the "values" of its .taskdefrc.json. Standard input (-) has no ecs.local.json beside it; name one
with --local.

With --watch, a container whose definition was changed is started anew in its running task, which ECS never does; a
change of the task as a whole, or of the order its containers start in, starts the whole task anew. A file with errors
changes nothing.

Exit status: that of the first essential container that ended; 1 if the task did not start; 124 if it was stopped
because of --timeout; 130 if Ctrl-C came before there was a task, or a third time; 2 if the command was not understood
or a file could not be read.

Examples:
  taskdef run task-definition.json
  taskdef run task-definition.json --image web=my/web:dev --env web.LOG_LEVEL=debug
  taskdef run task-definition.json --watch
  taskdef run task-definition.json --detach --timeout 60
  envsubst < template.json | taskdef run -`;

export const runCommand = (cli: Cli): Command =>
  new Command('run')
    .summary('run a task definition on the Docker engine')
    .description('Runs a task definition on the local Docker engine as ECS would.')
    .argument('<file>', 'the task definition, or - for standard input')
    .option('--image <container=image>', 'run another image in this container; repeatable', imageOverride)
    .option('--env <container.name=value>', 'set a variable of a container; repeatable', envOverride)
    .option('--local <file>', 'what is different on this machine (default: ecs.local.json beside the definition)')
    .option('--no-local', 'run the definition as it is, whatever ecs.local.json says')
    .option('-d, --detach', 'return once the task is RUNNING')
    .addOption(
      new Option('-w, --watch', 'follow the file: what is changed while the task runs is started anew').conflicts(
        'detach',
      ),
    )
    .addOption(new Option('--keep', 'leave the containers of a task that fails, to look into them').conflicts('detach'))
    .option(
      '--timeout <seconds>',
      'stop the task after this time; with --detach, unless it is RUNNING by then',
      seconds,
    )
    .option(
      '--allow <kinds>',
      `agree to what a file asks of this machine: ${demandKinds.join(', ')}; repeatable`,
      allowedDemand,
    )
    .addOption(
      new Option('--launch-type <type>', 'behave as this launch type, instead of the one the file is for').choices(
        launchTypes,
      ),
    )
    .addOption(
      new Option('--port-conflict <choice>', 'when a port is taken (default: ask at a terminal, else fail)').choices(
        portConflicts,
      ),
    )
    .addOption(
      new Option(
        '--credentials <source>',
        'what containers get from their credentials endpoint: your own, or those of the task role, which you assume (default: none)',
      ).choices(credentialsSources),
    )
    .option(
      '--profile <name>',
      'the AWS profile that fetches secrets, files on S3 and logins; alone, its credentials are passed on, too',
    )
    .option('--region <region>', 'the Region the task believes it is in')
    .addOption(
      new Option('--pull <behaviour>', 'when to pull images, as ECS_IMAGE_PULL_BEHAVIOR').choices(pullBehaviours),
    )
    .option(...configFlag)
    .option(...noConfigFlag)
    .addOption(eventFormatOption())
    .addHelpText('after', help)
    .action(async (file: string, options: RunArguments) => cli.end(await run(file, options, cli)));

async function run(shown: string, options: RunArguments, cli: Cli): Promise<number> {
  const { terminal } = cli;
  const { format, detach = false, keep = false, watch = false, timeout } = options;
  const file = shown === '-' ? undefined : path.resolve(terminal.cwd, shown);
  if (watch && file === undefined)
    throw new Failure('standard input cannot be watched.', exits.misuse, 'Name a file, or leave out --watch.');
  const folder = file === undefined ? terminal.cwd : path.dirname(file);
  const read = async (): Promise<TaskFile> => {
    const taskFile = await readTaskFile(shown, terminal, options);
    requireContainers(taskFile.definition, options);
    return taskFile;
  };
  const ask = format === 'json' ? undefined : terminal.ask;
  const workspace = workspaceOf(folder);
  const wishes = wishesOf(options, { file, workspace, cwd: terminal.cwd, mayAsk: ask !== undefined });
  const agree = ask && askOnce(ask);
  const followed = [...(file === undefined ? [] : [file]), wishes.local || path.join(folder, localName)];
  let latest = await read();
  await requireLocal(wishes.local);
  return withRunner(
    cli,
    async (runner) => {
      const planLatest = (taskId?: string): Promise<TaskPlan> => {
        const { definition, ...project } = latest;
        return makePlan(runner, definition, { ...wishes, ...project, ...(taskId && { taskId }) }, agree);
      };
      const once = async (): Promise<number> => {
        const plan = await planLatest();
        const reporter = format === 'json' ? new Events(terminal) : new Story(terminal, namesIn(plan));
        reporter.planned(plan);
        let watched: Promise<'changed' | 'over'> | undefined;
        const follow = (task: RunningTask): void => {
          watched = watchTask(runner, task, {
            onChange: (changed) => onFileChange([...followed, ...(plan.givenBy ?? [])], changed),
            plan: async (taskId) => {
              latest = await read();
              return planLatest(taskId);
            },
            say: (text) => reporter.note(text),
          });
        };
        const how = { terminal, reporter, detach, keep, timeout, ask, ...(watch && { began: follow }) };
        const status = await conduct(runner, plan, how);
        if ((await watched) !== 'changed') return status;
        // Somebody may be in the middle of the next change: that is heard once it is whole.
        latest = await read().catch(() => latest);
        return once();
      };
      return once();
    },
    { workspace },
  );
}

const namesIn = ({ containers }: TaskPlan): string[] =>
  containers.flatMap(({ facts }) => (facts.role === 'app' ? facts.name : []));
