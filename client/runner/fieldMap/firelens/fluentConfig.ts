/** The two routers FireLens knows. */
export type RouterType = 'fluentbit' | 'fluentd';

export interface Section {
  /** The plugin. */
  readonly name: string;
  /** Which records an output takes, or what an input calls its own. */
  readonly tag?: string;
  readonly options: Readonly<Record<string, string>>;
}

/** Lines of `log` that are kept, or dropped, by a regular expression. */
export interface Grep {
  readonly tag: string;
  readonly keeps: boolean;
  readonly pattern: string;
}

/** What a router is told, before it is written in either language. */
export interface FluentConfig {
  readonly inputs: readonly Section[];
  readonly greps: readonly Grep[];
  /** Fields that every record gets. */
  readonly record: Readonly<Record<string, string>>;
  /** A file of the person's own. */
  readonly include: string | undefined;
  readonly outputs: readonly Section[];
}

/** The configuration file, laid out as the one the ECS agent generates (runner.md §1.11). */
export function writeConfig(config: FluentConfig, type: RouterType): string {
  const blocks = type === 'fluentbit' ? fluentBit(config) : fluentd(config);
  return `${blocks.join('\n\n')}\n`;
}

/** Routers match what a container's output is called by its beginning; each has a wildcard of its own. */
export const anything = (type: RouterType): string => (type === 'fluentbit' ? '*' : '**');

function fluentBit({ inputs, greps, record, include, outputs }: FluentConfig): string[] {
  const block = (kind: string, lines: readonly string[]) =>
    [`[${kind}]`, ...lines.map((line) => `    ${line}`)].join('\n');
  const fields = Object.entries(record).map(([name, value]) => `Record ${name} ${value}`);
  return [
    ...inputs.map(({ name, tag, options }) =>
      block('INPUT', [`Name ${name}`, ...(tag === undefined ? [] : [`Tag ${tag}`]), ...pairs(options)]),
    ),
    ...greps.map(({ tag, keeps, pattern }) =>
      block('FILTER', ['Name grep', `Match ${tag}`, `${keeps ? 'Regex' : 'Exclude'} log ${pattern}`]),
    ),
    ...(fields.length > 0 ? [block('FILTER', ['Name record_modifier', 'Match *', ...fields])] : []),
    ...(include === undefined ? [] : [`@INCLUDE ${include}`]),
    ...outputs.map(({ name, tag = '*', options }) =>
      block('OUTPUT', [`Name ${name}`, `Match ${tag}`, ...pairs(options)]),
    ),
  ];
}

function fluentd({ inputs, greps, record, include, outputs }: FluentConfig): string[] {
  const block = (kind: string, of: string, lines: readonly string[]) =>
    [`<${kind}${of && ` ${of}`}>`, ...lines.map((line) => `    ${line}`), `</${kind}>`].join('\n');
  const inner = (kind: string, lines: readonly string[]) => block(kind, '', lines).split('\n');
  const fields = Object.entries(record).map(([name, value]) => `${name} ${value}`);
  return [
    ...inputs.map(({ name, options }) => block('source', '', [`@type ${name}`, ...pairs(options)])),
    ...greps.map(({ tag, keeps, pattern }) =>
      block('filter', tag, ['@type grep', ...inner(keeps ? 'regexp' : 'exclude', ['key log', `pattern /${pattern}/`])]),
    ),
    ...(fields.length > 0 ? [block('filter', '**', ['@type record_transformer', ...inner('record', fields)])] : []),
    ...(include === undefined ? [] : [`@include ${include}`]),
    ...outputs.map(({ name, tag = '**', options }) => block('match', tag, [`@type ${name}`, ...pairs(options)])),
  ];
}

/** By name, as the agent's templates walk them. */
const pairs = (options: Readonly<Record<string, string>>): string[] =>
  Object.entries(options)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name} ${value}`);
