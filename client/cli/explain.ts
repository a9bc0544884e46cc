import { Command } from 'commander';
import { type Rule, closest, findRule, proseOf, ruleDocs, rules } from '../../server/index';
import type { Cli } from './cli';
import { Failure, exits } from './failure';
import { configFlag, noConfigFlag } from './configurationFlags';
import { type ExplainOptions, explainText } from './explainText';
import { type Paint, painter, wrap } from './text';

const width = 100;

const help = `
The text may be what the AWS CLI or an SDK says about a definition, or the reason a task or container stopped.
With --file, the cause is looked for in that file.

Exit status: 0, or 1 when no error of ECS is known that is worded like the text.

Examples:
  taskdef explain integer-expected
  taskdef explain "Fargate only supports network mode 'awsvpc'." --file task-definition.json
  taskdef explain "Essential container in task exited, exit code 137"
  aws ecs register-task-definition --cli-input-json file://task-definition.json 2>&1 | taskdef explain -`;

export const explainCommand = (cli: Cli): Command =>
  new Command('explain')
    .summary('say why a rule exists, or what an error means')
    .description('Explains a rule, with examples and its source, or an error of ECS: what it means and what to change.')
    .argument('<rule>', 'the id of a rule, the text of an error, or - for a text from standard input')
    .option('-f, --file <file>', 'the task definition that the error is about')
    .option(...configFlag)
    .option(...noConfigFlag)
    .addHelpText('after', help)
    .action(async (given: string, options: ExplainOptions) => {
      const { terminal, end } = cli;
      const text = given === '-' ? new TextDecoder().decode(await terminal.readStdin()) : given;
      if (text.trim() === '') throw nothingGiven();
      const rule = findRule(text.trim());
      if (rule) terminal.out(explain(rule, painter(terminal.colours.out)));
      else if (!(await explainText(text, options, terminal))) {
        if (!/\s/.test(text.trim())) throw unknownRule(text.trim());
        terminal.err(
          'No error of ECS is known that is worded like this.\n' +
            'Give all that AWS said, as it said it, such as the stoppedReason of the task.\n',
        );
        return end(exits.problems);
      }
      end(exits.ok);
    });

const nothingGiven = (): Failure =>
  new Failure(
    'there is no text to explain.',
    exits.misuse,
    'Give the id of a rule or the words of an error; a pipe takes errors along with: 2>&1',
  );

function unknownRule(id: string): Failure {
  const ids = rules.map((rule) => rule.id);
  const meant = closest(id, ids) ?? ids.find((candidate) => id.length >= 4 && candidate.includes(id));
  return new Failure(
    `There is no rule "${id}".`,
    exits.misuse,
    meant ? `Did you mean ${meant}?` : 'List the rules with: taskdef rules',
  );
}

/** Everything there is to say about a rule. Marks of an example (`«…»`) stay: they show what is underlined. */
export function explain(rule: Rule, paint: Paint): string {
  const { id, group, severity, off, summary } = rule;
  const { why, awsMessage, awsWordings = [], source, good, examples } = proseOf(rule);
  const wordings = [...(awsMessage === undefined ? [] : [awsMessage]), ...awsWordings];
  const heading = (text: string): string => `\n${paint('bold', text)}\n`;
  const quote = (text: string): string => `  ${text.replaceAll('\n', '\n  ')}\n`;
  return [
    `${paint('bold', id)}  ${severity}${off ? ', off unless turned on' : ''}, ${group}\n`,
    `${wrap(summary, width, '  ')}\n`,
    heading('Why'),
    `${wrap(why, width, '  ')}\n`,
    ...examples.flatMap(({ bad, fixed }) => [
      heading('Wrong («…» is what gets underlined)'),
      quote(bad),
      ...(fixed === undefined ? [] : [heading('Put right'), quote(fixed)]),
    ]),
    ...(good && good.length > 0 ? [heading('Right'), ...good.map(quote)] : []),
    ...(wordings.length === 0 ? [] : [heading('AWS says')]),
    ...wordings.map((wording) => `${wrap(wording, width, '  ')}\n`),
    heading('Source'),
    `  ${source.text}, read ${source.date}\n${source.url === undefined ? '' : `  ${source.url}\n`}`,
    `  ${ruleDocs(id)}\n`,
  ].join('');
}
