import { type Rule, type Severity, proseOf, ruleDocs } from '../../../server/index';

export const levels: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

const marks = /[«»]/g;

/** What a viewer shows about a rule, made from the rule itself. */
export function sarifRule(rule: Rule) {
  const { id, group, severity, off, summary } = rule;
  const { why } = proseOf(rule);
  const docs = ruleDocs(id);
  return {
    id,
    name: id.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${summary}.` },
    fullDescription: { text: why },
    help: { text: helpText(rule), markdown: helpMarkdown(rule) },
    helpUri: docs,
    defaultConfiguration: { level: levels[severity], enabled: off !== true },
    properties: { tags: ['ecs', group], precision: 'very-high', 'problem.severity': problemSeverity[severity] },
  };
}

const problemSeverity = { error: 'error', warning: 'warning', info: 'recommendation', hint: 'recommendation' } as const;

function helpText(rule: Rule): string {
  const { why, source } = proseOf(rule);
  return `${why} Source: ${source.text}, read ${source.date}. More: ${ruleDocs(rule.id)}`;
}

function helpMarkdown(rule: Rule): string {
  const { id, summary } = rule;
  const { why, source, good = [], examples } = proseOf(rule);
  const { bad, fixed = good[0] } = examples[0] ?? {};
  const block = (title: string, text: string | undefined): string[] =>
    text === undefined ? [] : [`${title}\n\n\`\`\`\`json\n${text.replaceAll(marks, '')}\n\`\`\`\``];
  return [
    `**${summary}.** ${why}`,
    ...block('Wrong:', bad),
    ...block('Right:', fixed),
    `Source: ${source.url === undefined ? source.text : `[${source.text}](${source.url})`}, read ${source.date}. ` +
      `[All about this rule](${ruleDocs(id)})`,
  ].join('\n\n');
}
