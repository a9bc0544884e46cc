import type { Anchor } from '../document/span';
import type { Fix, Rule, Severity } from '../rules/define';

/** One problem in one file, ready to be shown anywhere. */
export interface Finding extends Anchor {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly (Anchor & { readonly message: string })[];
  readonly tag: 'unnecessary' | 'deprecated' | undefined;
  /** Best first; the changes of each are worked out when asked for. */
  readonly fixes: readonly Fix[];
  /** The rule's page. */
  readonly docs: string;
}

export interface LintOptions {
  /** Severity by rule id; 'off' silences it, anything else also turns on a rule that is off by default. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** The worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export const severityOf = (rule: Rule, options: LintOptions): Severity | 'off' =>
  options.severities?.[rule.id] ?? (rule.off ? 'off' : rule.severity);
