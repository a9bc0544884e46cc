// schemas/taskdefrc.schema.json: what .taskdefrc.json can say. Rules, groups and severities come from where they are declared.
import { groupNames, launchTypes, profiles, ruleSettings, rules, topics } from '../../out/server/index.js';

const settings = {
  error: 'Stands in the way: the check fails',
  warning: 'Shown, and does not make the check fail',
  info: 'Said quietly',
  hint: 'A mark in the editor; the terminal counts it',
  off: 'Not looked for',
  on: 'As severe as the rule itself says; turns on a rule that is off by default',
};

const defaults = { error: 'an error', warning: 'a warning', info: 'an information', hint: 'a hint' };

/** The schema as text. Draft 7, which every editor knows; names of rules stay open, since a newer version may have more. */
export function taskdefrcSchema() {
  const globs = (description) => ({ description, ...listOrOne({ type: 'string', minLength: 1 }) });
  const part = {
    rules: {
      description: 'Severity by rule. It wins over the groups the rule is in.',
      type: 'object',
      properties: Object.fromEntries(rules.map((rule) => [rule.id, ofRule(rule)])),
      additionalProperties: { $ref: '#/definitions/setting' },
    },
    groups: {
      description:
        'Severity by group of rules; of two lines about the same rule the later one wins. Rules that are off by default stay off, unless the group is "opinion".',
      type: 'object',
      properties: Object.fromEntries(groupNames.map((name) => [name, ofGroup(name)])),
      additionalProperties: { $ref: '#/definitions/setting' },
    },
    launchType: {
      description: 'What a definition is for where its requiresCompatibilities does not say.',
      enum: launchTypes,
    },
    comments: {
      description:
        'Whether comments and commas at the end are allowed: true where a tool takes them out before AWS sees the file. Files named .jsonc may have them anyway.',
      type: 'boolean',
    },
    placeholders: {
      description:
        'Forms of placeholders that are filled in before AWS sees the file, beside the usual ones such as ${NAME}. A * stands for any run of characters: "@@*@@". What such a text will be is not known, so nothing is said about it.',
      ...listOrOne({ type: 'string', minLength: 2, maxLength: 100 }),
    },
    values: {
      description:
        'What stands for a placeholder when the file is checked or run here: by the name inside it (IMAGE of ${IMAGE}) or by the whole of it. The file itself keeps its placeholders.',
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
  };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: 'Written by `npm run derive`; change scripts/derive/taskdefrc-schema.mjs or the rules.',
    title: 'Taskdef configuration',
    description:
      'How the task definitions in this folder and below are checked, in the editor and by taskdef check alike. The nearest .taskdefrc.json counts, and no other above it, unless it extends that. Flags of the command line win over it, and it wins over settings of the editor.',
    allowComments: true,
    allowTrailingCommas: true,
    type: 'object',
    properties: {
      $schema: { description: 'Where this schema lies, for editors that do not know it.', type: 'string' },
      extends: {
        description:
          'What this configuration builds on: "recommended" (what holds without any), "strict" (advice on hygiene becomes a warning, what exposes secrets or the host an error), or the path of another file, such as "./base.taskdefrc.json". Later ones win, and what is written here wins over all.',
        ...listOrOne({
          anyOf: [{ enum: Object.keys(profiles) }, { type: 'string', pattern: '/' }],
        }),
      },
      files: globs(
        'Files that are task definitions whatever their name, as patterns relative to this folder: *, ** and {a,b}. A pattern without a slash is about names at any depth.',
      ),
      ...part,
      overrides: {
        description: 'What is different for some files. Later ones win.',
        type: 'array',
        items: {
          type: 'object',
          properties: {
            files: globs('Which files this is about, as patterns relative to this folder.'),
            ...references(part),
          },
          required: ['files'],
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
    definitions: {
      setting: { enum: ruleSettings, enumDescriptions: ruleSettings.map((name) => settings[name]) },
    },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

const listOrOne = (items) => ({ anyOf: [items, { type: 'array', items }] });

const references = (part) =>
  Object.fromEntries(Object.keys(part).map((name) => [name, { $ref: `#/properties/${name}` }]));

/** Beside a reference draft 7 ignores everything, hence `allOf`. */
const ofRule = (rule) => ({
  allOf: [{ $ref: '#/definitions/setting' }],
  description: `${rule.summary} (${rule.off ? 'off' : defaults[rule.severity]} by default)`,
});

const ofGroup = (name) => ({
  allOf: [{ $ref: '#/definitions/setting' }],
  description: topics[name] ?? `Rules of the group ${name}`,
});
