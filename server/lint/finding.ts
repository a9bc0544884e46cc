import type { Anchor } from '../document/span';
import type { Fix, Rule, Severity } from '../rules/define';

/** One problem in one file, ready to be shown anywhere. */
export interface Finding extends Anchor {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly (Anchor & { readonly message: string })[];
  /** The related places have the same problem. */
  readonly sameElsewhere?: true;
  readonly tag: 'unnecessary' | 'deprecated' | undefined;
  /** Best first; the changes of each are worked out when asked for. */
  readonly fixes: readonly Fix[];
  /** The rule's page. */
  readonly docs: string;
}

/** What a person can say about a rule: a severity of their own, silence, or `on` for its own severity. */
export type RuleSetting = Severity | 'off' | 'on';

export interface LintOptions {
  /** By rule id; whatever is not `off` also turns on a rule that is off by default. */
  readonly severities?: Readonly<Record<string, RuleSetting>>;
}

/** The worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export const ruleSettings: readonly RuleSetting[] = [...severities, 'off', 'on'];

export function severityOf(rule: Rule, { severities: chosen }: LintOptions): Severity | 'off' {
  const setting = chosen?.[rule.id] ?? (rule.off ? 'off' : 'on');
  return setting === 'on' ? rule.severity : setting;
}

/** The severity a person gave to the rule, whatever the rule itself says of a case. */
export function chosenSeverity(rule: Rule, { severities: chosen }: LintOptions): Severity | undefined {
  const setting = chosen?.[rule.id];
  return setting === 'on' || setting === 'off' ? undefined : setting;
}
