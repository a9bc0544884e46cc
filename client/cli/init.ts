import { Argument, Command } from 'commander';
import type { Cli } from './cli';
import type { InitArguments } from './init/init';

const help = `
In a terminal you are asked for what no option says; without one, or with --yes, it is what the questions propose.
A file that is there already is never replaced without --force.

Examples:
  taskdef init
  taskdef init deploy/task-definition.json --launch-type EC2 --image my/web:1.4 --port 8080
  taskdef init - --yes --family web`;

export const initCommand = (cli: Cli): Command =>
  new Command('init')
    .summary('write a task definition to begin with')
    .description('Writes a small task definition that is right from the start, by questions or by options.')
    .addArgument(new Argument('[file]', 'where to, or - for standard output').default('task-definition.json'))
    .option('--family <name>', 'the name under which ECS keeps the versions')
    .option('--image <image>', 'image of the container')
    .option('--port <number>', 'port the container listens on, or none')
    .option('--launch-type <type>', 'EC2, FARGATE, EXTERNAL or MANAGED_INSTANCES')
    .option('--cpu <units>', 'cpu units, 1024 are one vCPU')
    .option('--memory <mebibytes>', 'memory in MiB')
    .option('--log-group <name>', 'CloudWatch log group')
    .option('--region <region>', 'Region of the log group')
    .option('-y, --yes', 'ask nothing')
    .option('--force', 'replace a file that is there')
    .addHelpText('after', help)
    .action(async (file: string, options: InitArguments) => {
      const { init } = await import('./init/init.js');
      cli.end(await init(file, options, cli.terminal));
    });
