import path from 'node:path';
import { Command, Option } from 'commander';
import { launchTypes } from '../../server/index';
import { credentialsChoice, credentialsSources, portConflicts, pullBehaviours } from '../runner/choices';
import type { RunOptions, TaskPlan } from '../runner/plan';
import { type Cli, withRunner } from './cli';
import { askForPort } from './run/askForPort';
import { conduct } from './run/conduct';
import { Events } from './run/events';
import { makePlan } from './run/makePlan';
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
import { readTaskFile, workspaceOf } from './run/taskFile';

const help = `
Logs go to standard output, each line behind the name of its container; lifecycle, addresses and every difference from
ECS go to standard error. Ctrl-C stops the containers in the order ECS does, a second Ctrl-C kills them. Afterwards
nothing is left of the task.

With --detach the task id is printed once the task is RUNNING, and the containers go on. While no taskdef or editor is
attached, nobody acts on health, dependsOn or the end of an essential container, as when the ECS agent is down.

Exit status: that of the first essential container that ended; 1 if the task did not start; 124 if it was stopped
because of --timeout; 2 if the command was not understood or the file could not be read.

Examples:
  taskdef run task-definition.json
  taskdef run task-definition.json --image web=my/web:dev --env web.LOG_LEVEL=debug
  taskdef run task-definition.json --detach --timeout 60`;

export const runCommand = (cli: Cli): Command =>
  new Command('run')
    .summary('run a task definition on the Docker engine')
    .description('Runs a task definition on the local Docker engine as ECS would.')
    .argument('<file>', 'the task definition')
    .option('--image <container=image>', 'run another image in this container; repeatable', imageOverride)
    .option('--env <container.name=value>', 'set a variable of a container; repeatable', envOverride)
    .option('--local <file>', 'what is different on this machine (default: ecs.local.json beside the definition)')
    .option('--no-local', 'run the definition as it is, whatever ecs.local.json says')
    .option('-d, --detach', 'return once the task is RUNNING')
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
    .addOption(
      new Option('--format <format>', 'for people, or a JSON object a line for tools')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .addHelpText('after', help)
    .action(async (file: string, options: RunArguments) => cli.end(await run(file, options, cli)));

async function run(shown: string, options: RunArguments, cli: Cli): Promise<number> {
  const { terminal } = cli;
  const { format, detach = false, timeout } = options;
  const file = path.resolve(terminal.cwd, shown);
  const definition = await readTaskFile(file, shown);
  requireContainers(definition, options);
  const ask = format === 'json' ? undefined : terminal.ask;
  const workspace = workspaceOf(file);
  const credentials = credentialsChoice(options.credentials, options.profile);
  const wishes: RunOptions = {
    file,
    workspace,
    images: options.image ?? {},
    environment: options.env ?? {},
    allow: options.allow ?? [],
    portConflict: options.portConflict ?? (ask ? 'ask' : 'fail'),
    ...(options.local !== undefined && {
      local: options.local && path.resolve(terminal.cwd, options.local),
    }),
    ...(options.launchType && { target: options.launchType }),
    ...(options.pull && { pull: options.pull }),
    ...(options.region !== undefined && { region: options.region }),
    ...(credentials && { credentials }),
  };
  return withRunner(
    cli,
    async (runner) => {
      const plan = await makePlan(runner, definition, wishes);
      const reporter = format === 'json' ? new Events(terminal) : new Story(terminal, namesIn(plan));
      reporter.planned(plan);
      return conduct(runner, plan, { terminal, reporter, detach, timeout, portTaken: ask && askForPort(ask) });
    },
    { workspace },
  );
}

const namesIn = ({ containers }: TaskPlan): string[] =>
  containers.flatMap(({ facts }) => (facts.role === 'app' ? facts.name : []));
