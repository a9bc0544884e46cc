import { Argument, Command, Option } from 'commander';
import { loadInsight } from '../../server/index';
import type { Cli } from './cli';
import { type ConfigurationFlags, configFlag, noConfigFlag } from './configurationFlags';
import { readDefinition } from './definitionFile';
import { Failure, exits } from './failure';
import { printable } from './text';

interface IamOptions extends ConfigurationFlags {
  readonly format: 'pretty' | 'json';
  readonly exec?: boolean;
}

const help = `
Each role's policy allows what the file implies and nothing else, with a comment for each reason. What the application
itself calls is not in the file. Values that the file does not give stand as <PLACEHOLDER>.

Examples:
  taskdef iam task-definition.json
  taskdef iam task-definition.json --exec
  taskdef iam task-definition.json --format json | jq .executionRole > policy.json`;

export const iamCommand = (cli: Cli): Command =>
  new Command('iam')
    .summary('print the IAM permissions a file implies')
    .description('Prints the least that the execution role and the task role of a file need, as policy JSON.')
    .addArgument(new Argument('<file>', 'a task definition, or - for standard input'))
    .option('--exec', 'with what ECS Exec needs')
    .addOption(
      new Option('--format <format>', 'pretty: JSON with comments; json: plain')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .option(...configFlag)
    .option(...noConfigFlag)
    .addHelpText('after', help)
    .action(async (shown: string, { format, exec = false, config }: IamOptions) => {
      const { document } = await readDefinition(shown, cli.terminal, { config });
      const { impliedPermissions, permissionsJson, printPermissions } = await loadInsight();
      const permissions = impliedPermissions(document, { exec });
      if (!permissions) {
        throw new Failure(
          `${printable(shown)} holds no containers, so it implies no permissions.`,
          exits.misuse,
          'Name a file with "containerDefinitions".',
        );
      }
      cli.terminal.out(
        format === 'json'
          ? `${JSON.stringify(permissionsJson(permissions), undefined, 2)}\n`
          : printPermissions(permissions, printable(shown === '-' ? 'this task definition' : shown)),
      );
      cli.end(exits.ok);
    });
