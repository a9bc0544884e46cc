import { Command } from 'commander';
import { type Rule, closest, findRule, proseOf, ruleDocs, rules } from '../../server/index';
import type { Cli } from './cli';
import { Failure, exits } from './failure';
import { type Paint, painter, wrap } from './text';

const width = 100;

export const explainCommand = (cli: Cli): Command =>
  new Command('explain')
    .summary('say why a rule exists')
    .description('Explains a rule: what goes wrong without it, with examples, its source and the words AWS uses.')
    .argument('<rule>', 'the id of a rule, as `taskdef check` prints it')
    .addHelpText('after', '\nExample:\n  taskdef explain integer-expected')
    .action((id: string) => {
      const rule = findRule(id);
      if (!rule) throw unknownRule(id);
      cli.terminal.out(explain(rule, painter(cli.terminal.colours.out)));
      cli.end(exits.ok);
    });

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
  const { why, awsMessage, source, good, examples } = proseOf(rule);
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
    ...(awsMessage === undefined ? [] : [heading('AWS says'), `${wrap(awsMessage, width, '  ')}\n`]),
    heading('Source'),
    `  ${source.text}, read ${source.date}\n${source.url === undefined ? '' : `  ${source.url}\n`}`,
    `  ${ruleDocs(id)}\n`,
  ].join('');
}
