import { Argument, Command, Option } from 'commander';
import { launchTypes } from '../../server/index';
import { formats } from './check/formats';
import { type CheckArguments, ruleFlag, threadCount, warningCount } from './check/options';
import type { Cli } from './cli';
import { noConfigFlag } from './configurationFlags';

const readers = Object.entries(formats).map(([name, { reader }]) => `  ${name.padEnd(10)}  for ${reader}`);

const help = `
A folder is searched for files named like task definitions (*task-def*.json, *task_def*.json, *taskdef*.json, any case).
A file you name is always read; if it is no task definition, that is said and counts as no problem.
What a .taskdefignore names (written like a .gitignore, beside the files or above them) is left alone.
A .taskdefrc.json in the folder of a file, or above it, says how the file is checked.
Hints are opinions: they are counted, and listed with --hints or --format json.
With --fix and standard input (-), the fixed text goes to standard output and the report to standard error.

Formats:
${readers.join('\n')}

Exit status: 0 no errors (there may be warnings), 1 errors or more warnings than --max-warnings allows, or a folder
on the way that may not be read, 2 wrong arguments or a file that cannot be read.

Examples:
  taskdef check
  taskdef check task-definition.json --fix
  taskdef check 'deploy/**/*.json' --format json
  taskdef check --format sarif > taskdef.sarif
  taskdef check --max-warnings 0 --rule opinion=info --rule image-latest-tag=off
  aws ecs describe-task-definition --task-definition web | taskdef check -`;

export const checkCommand = (cli: Cli): Command =>
  new Command('check')
    .summary('find the mistakes in task definitions')
    .description('Checks ECS task definitions without an AWS account and says where and why they would fail.')
    .addArgument(new Argument('[path...]', 'files, folders, patterns, or - for standard input (default: this folder)'))
    .addOption(
      new Option('--format <format>', 'for people or for tools').choices(Object.keys(formats)).default('pretty'),
    )
    .option('--fix', 'put right what cannot change what the task does')
    .option('--hints', 'list hints too')
    .option('--quiet', 'list errors only')
    .option('--max-warnings <number>', 'fail when there are more warnings than this', warningCount)
    .option(
      '--rule <id=severity>',
      'change a rule, or a group of rules, to error, warning, info, hint, on or off; can be given again',
      ruleFlag,
    )
    .addOption(new Option('--launch-type <type>', 'check as though the file required this type').choices(launchTypes))
    .option('--config <file>', 'the configuration of all files, instead of the .taskdefrc.json nearest to each')
    .option(...noConfigFlag)
    .option('--no-ignore', 'check what a .taskdefignore names, too')
    .option('--list-files', 'print the files that would be checked, and check none')
    .addOption(new Option('--threads <number>').argParser(threadCount).hideHelp())
    .option('--stdin-filename <name>', 'the name under which standard input is checked')
    .addHelpText('after', help)
    .action(async (paths: string[], options: CheckArguments) => {
      const { check } = await import('./check/check.js');
      cli.end(await check(paths, options, cli));
    });
