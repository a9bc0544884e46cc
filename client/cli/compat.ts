import { writeFile } from 'node:fs/promises';
import { Argument, Command, Option } from 'commander';
import { type CapacityReport, type Finding, capacitiesOf, launchTypes, makeFargate } from '../../server/index';
import { Lines } from './check/lines';
import type { Cli } from './cli';
import { type ConfigurationFlags, configFlag, noConfigFlag } from './configurationFlags';
import { type DefinitionFile, readDefinition } from './definitionFile';
import { Failure, exits } from './failure';
import type { Terminal } from './terminal';
import { type Paint, argument, count, painter, printable } from './text';

interface CompatOptions extends ConfigurationFlags {
  readonly format: 'pretty' | 'json';
  readonly for?: string;
  readonly makeFargate?: boolean;
}

const help = `
The file is checked as though "requiresCompatibilities" named each type alone.
What is wrong for every type is listed apart.

With --make-fargate the file is changed as far as that goes without knowing what it is for: network mode, size,
host ports, members that Fargate does not take. What is left to decide is counted.
With standard input (-) the new text goes to standard output.

Exit status: 0, or 1 when the file does not fit what --for names; 2 wrong arguments or a file that cannot be read.

Examples:
  taskdef compat task-definition.json
  taskdef compat task-definition.json --for FARGATE
  aws ecs describe-task-definition --task-definition web | taskdef compat -`;

export const compatCommand = (cli: Cli): Command =>
  new Command('compat')
    .summary('say which capacities a file fits')
    .description('Says for EC2, FARGATE, EXTERNAL and MANAGED_INSTANCES whether the file fits, or what is in the way.')
    .addArgument(new Argument('<file>', 'a task definition, or - for standard input'))
    .addOption(new Option('--format <format>', 'for people or for tools').choices(['pretty', 'json']).default('pretty'))
    .addOption(new Option('--for <type>', 'exit with 1 unless the file fits this type').choices(launchTypes))
    .option('--make-fargate', 'make the changes that Fargate needs')
    .option(...configFlag)
    .option(...noConfigFlag)
    .addHelpText('after', help)
    .action(async (shown: string, options: CompatOptions) => {
      const file = await readDefinition(shown, cli.terminal, options);
      if (options.makeFargate) return cli.end(await rewrite(file, cli.terminal));
      const report = capacitiesOf(file.document, file.lint);
      if (!report) throw notWhole(shown);
      const print = options.format === 'json' ? jsonCompat : prettyCompat;
      cli.terminal.out(print(file, report, painter(cli.terminal.colours.out)));
      const wanted = report.capacities.find(({ type }) => type === options.for);
      cli.end(wanted?.fits === 'no' || (wanted && report.everywhere.length > 0) ? exits.problems : exits.ok);
    });

/** Writes the changed file and tells what that means. Returns the exit status. */
async function rewrite({ shown, file, document, parse, lint }: DefinitionFile, terminal: Terminal): Promise<number> {
  if (!capacitiesOf(document)) throw notWhole(shown);
  if (document.problems.length > 0) {
    throw new Failure(
      `${printable(shown)} cannot be read as JSON, so it is not changed.`,
      exits.problems,
      seeCheck(shown),
    );
  }
  const version = makeFargate(document, parse, lint);
  const text = version?.text ?? document.text;
  if (file === undefined) terminal.out(text);
  else if (text !== document.text) await writeFile(file, text);
  const { without = [], left = [] } = version ?? {};
  const changed = version && text !== document.text;
  terminal.err(`${printable(shown)}: ${changed ? 'made Fargate-compatible' : 'nothing to change for Fargate'}.\n`);
  if (without.length > 0)
    terminal.err(`Gone, because Fargate does not take it: ${without.map(printable).join(', ')}.\n`);
  if (left.length > 0) terminal.err(`${count(left.length, 'error')} left to decide. ${seeCheck(shown)}\n`);
  return left.length > 0 ? exits.problems : exits.ok;
}

const seeCheck = (shown: string): string => `See: taskdef check ${argument(shown)}`;

const notWhole = (shown: string): Failure =>
  new Failure(
    `${printable(shown)} holds no whole task definition, so nothing can be said about its capacities.`,
    exits.misuse,
    'Name a file with "family" and "containerDefinitions".',
  );

const answers = { yes: 'yes', unsure: 'yes, as far as can be seen', no: 'no' } as const;

/** For people: one line a type, and below it what is in the way. */
export function prettyCompat({ shown, document }: DefinitionFile, report: CapacityReport, paint: Paint): string {
  const lines = new Lines(document.text);
  const where = (finding: Pick<Finding, 'span'>): string => {
    const { line, character } = lines.positionAt(finding.span.offset);
    return `${printable(shown)}:${line + 1}:${character + 1}`;
  };
  const problem = (finding: Finding): string =>
    `  ${where(finding)}: ${printable(finding.message)} ${paint('dim', `(${finding.rule})`)}`;
  const { capacities, everywhere, unknown } = report;
  const width = Math.max(...capacities.map(({ type }) => type.length));
  return [
    ...capacities.flatMap(({ type, fits, inTheWay }) => [
      `${paint('bold', type.padEnd(width))}  ${paint(fits === 'no' ? 'red' : 'green', answers[fits])}`,
      ...inTheWay.map(problem),
    ]),
    ...(everywhere.length > 0
      ? [
          '',
          `For every type, ${count(everywhere.length, 'error')} must be put right first:`,
          ...everywhere.map(problem),
        ]
      : []),
    ...(unknown.length > 0
      ? ['', `Not known yet, because filled in later: ${unknown.map(({ pointer }) => printable(pointer)).join(', ')}`]
      : []),
    '',
  ].join('\n');
}

/** For tools. Contract: members are only ever added, and `version` counts what breaks. */
export function jsonCompat({ shown, document }: DefinitionFile, report: CapacityReport): string {
  const lines = new Lines(document.text);
  const entry = ({ rule, message, pointer, span, docs }: Finding) => ({
    rule,
    message,
    pointer,
    range: lines.rangeOf(span),
    docs,
  });
  const result = {
    version: 1,
    path: shown,
    capacities: report.capacities.map(({ type, fits, inTheWay }) => ({
      type,
      /** `unsure`: yes, as far as can be seen. */
      fits,
      inTheWay: inTheWay.map(entry),
    })),
    everywhere: report.everywhere.map(entry),
    unknown: report.unknown.map(({ pointer, span }) => ({ pointer, range: lines.rangeOf(span) })),
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}
