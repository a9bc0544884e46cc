// docs/rules.md: every rule with its reason, source and examples. The rules themselves say all of it.
import { rules } from '../../out/server/index.js';

/** Characters; some examples are long because length is what they are about. */
const readable = 1_500;

const severities = { error: 'Error', warning: 'Warning', info: 'Information', hint: 'Hint' };

export function rulesPage() {
  const groups = [...new Set(rules.map(({ group }) => group))];
  const parts = [
    '# Rules\n',
    'Written by `npm run derive` from `server/rules`; change a rule there. Rules marked *off* speak only when you turn them',
    'on with `taskdef.lint.rules`. What stands between `«` and `»` is underlined.\n',
    ...groups.map((group) => list(group)),
    ...rules.map(section),
  ];
  return `${parts.join('\n').trimEnd()}\n`;
}

function list(group) {
  const rows = rules
    .filter((rule) => rule.group === group)
    .map((rule) => `| [${rule.id}](#${rule.id}) | ${severity(rule)} | ${cell(rule.summary)} |`);
  return [`**${group}**\n`, '| Rule | Severity | What it says |', '|---|---|---|', ...rows, ''].join('\n');
}

function section(rule) {
  const { url, text, date } = rule.source;
  return [
    `## ${rule.id}\n`,
    `${severity(rule)}. ${rule.summary}\n`,
    `${rule.why}\n`,
    ...awsWords(rule),
    ...rule.examples
      .filter(({ bad }) => bad.length < readable)
      .slice(0, 1)
      .map(example),
    `Source: ${url ? `[${text}](${url})` : text}, read ${date}.\n`,
  ].join('\n');
}

const example = ({ bad, fixed }) =>
  [fence(bad), ...(fixed === undefined ? [] : ['becomes\n', fence(fixed)])].join('\n');

function awsWords({ awsMessage, awsWordings = [] }) {
  const wordings = [...(awsMessage ? [awsMessage] : []), ...awsWordings];
  return wordings.length > 0 ? [`AWS refuses it with: ${wordings.map(code).join(' or ')}\n`] : [];
}

const severity = (rule) => severities[rule.severity] + (rule.off ? ', off' : '');
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
const fence = (text) => `\`\`\`jsonc\n${text.trimEnd()}\n\`\`\`\n`;
