import type { Change } from '../document/change';
import type { Field } from '../document/field';
import type { Span } from '../document/span';
import type { Finding } from '../lint/finding';
import type { Severity } from '../rules/define';
import { closest } from '../rules/similar';

/** What can be wrong with a configuration. What is not known is a warning: a newer version may know it. */
export const configurationProblems = {
  'config-syntax': 'error',
  'config-value': 'error',
  'config-unknown-member': 'warning',
  'config-unknown-rule': 'warning',
  'config-pattern': 'error',
  'config-extends': 'error',
} as const satisfies Record<string, Severity>;

export type ConfigurationProblem = keyof typeof configurationProblems;

/** Those that any JSON editor finds with the schema. */
export const schemaProblems: ReadonlySet<string> = new Set<ConfigurationProblem>([
  'config-syntax',
  'config-value',
  'config-unknown-member',
]);

/** Where configuration is explained. */
const docs = 'https://github.com/taskdef/taskdef#configuration';

export function problem(
  rule: ConfigurationProblem,
  span: Span,
  message: string,
  { pointer = '', fix }: { readonly pointer?: string; readonly fix?: readonly [string, Change] | undefined } = {},
): Finding {
  const fixes = fix ? [{ title: fix[0], changes: () => [fix[1]] }] : [];
  return {
    rule,
    severity: configurationProblems[rule],
    message,
    pointer,
    span,
    related: [],
    tag: undefined,
    fixes,
    docs,
  };
}

/** A name that is none of those possible here, with the one it was probably meant to be. */
export function unknownName(
  rule: 'config-unknown-member' | 'config-unknown-rule',
  field: Field,
  what: string,
  possible: Iterable<string>,
): Finding {
  const name = field.name ?? '';
  const meant = closest(name, possible);
  return problem(rule, field.keySpan, `${what} "${name}" is not known${meant ? `. Did you mean "${meant}"?` : ''}`, {
    pointer: field.pointer,
    fix: meant === undefined ? undefined : [`Change to "${meant}"`, { rename: field.path, to: meant }],
  });
}

/** A value that is none of those possible here. */
export function unknownValue(field: Field, what: string, possible: readonly string[]): Finding {
  const meant = field.text === undefined ? undefined : closest(field.text, possible);
  const list = possible.map((value) => `"${value}"`).join(', ');
  const message = meant ? `${what} is one of ${list}. Did you mean "${meant}"?` : `${what} is one of ${list}`;
  return problem('config-value', field.span, message, {
    pointer: field.pointer,
    fix: meant === undefined ? undefined : [`Change to "${meant}"`, { set: field.path, to: meant }],
  });
}

export const wrongType = (field: Field, expected: string): Finding =>
  problem('config-value', field.span, `Expected ${expected}`, { pointer: field.pointer });
