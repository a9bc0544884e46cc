import { Command, Option } from 'commander';
import { type Rule, proseOf, ruleDocs, rules } from '../../server/index';
import type { Cli } from './cli';
import { exits } from './failure';
import { table } from './text';

export const rulesCommand = (cli: Cli): Command =>
  new Command('rules')
    .summary('list what is checked')
    .description('Lists every rule: its id, its severity, and what it asks for.')
    .addOption(new Option('--format <format>', 'for people or for tools').choices(['pretty', 'json']).default('pretty'))
    .addHelpText('after', '\nExamples:\n  taskdef rules\n  taskdef rules --format json')
    .action(({ format }: { format: 'pretty' | 'json' }) => {
      cli.terminal.out(format === 'json' ? jsonRules(rules) : prettyRules(rules));
      cli.end(exits.ok);
    });

/** The list for people, in the order of the documentation, a heading for each group. */
export function prettyRules(list: readonly Rule[]): string {
  const groups = [...new Set(list.map(({ group }) => group))];
  const rows = groups.flatMap((group, index) => [
    ...(index > 0 ? [['']] : []),
    [`${group}:`],
    ...list
      .filter((rule) => rule.group === group)
      .map(({ id, severity, off, summary }) => [`  ${id}`, off ? `${severity}, off` : severity, summary]),
  ]);
  return rows.length === 0 ? 'There are no rules.\n' : table(rows);
}

/** The list for tools. Contract, as the report of `check`. */
export function jsonRules(list: readonly Rule[]): string {
  const entries = list.map((rule) => ({
    id: rule.id,
    group: rule.group,
    severity: rule.severity,
    /** Off until somebody turns it on. */
    off: rule.off === true,
    summary: rule.summary,
    why: proseOf(rule).why,
    docs: ruleDocs(rule.id),
  }));
  return `${JSON.stringify({ version: 1, rules: entries }, undefined, 2)}\n`;
}
