import type { CheckRule, Rule, ShapeRule, SuppressionRule, TextRule } from '../rules/define';
import { rules } from '../rules/index';
import { type LintOptions, severityOf } from './finding';

/** The rules that are on, sorted by what they look at: for every keystroke only those are asked that may have an answer. */
export interface Plan {
  readonly texts: readonly TextRule[];
  readonly shapes: ReadonlyMap<string, ShapeRule>;
  /** By the member they are about; undefined for those about the whole task. */
  readonly checks: ReadonlyMap<string | undefined, readonly CheckRule[]>;
  readonly suppressions: readonly SuppressionRule[];
}

let last: { readonly severities: LintOptions['severities']; readonly plan: Plan } | undefined;

/** The plan under the options. They seldom change, so the last one is kept. */
export function planFor(options: LintOptions): Plan {
  const { severities } = options;
  if (!last || last.severities !== severities) last = { severities, plan: makePlan(options) };
  return last.plan;
}

function makePlan(options: LintOptions): Plan {
  const on = rules.filter((rule) => severityOf(rule, options) !== 'off');
  const checks = new Map<string | undefined, CheckRule[]>();
  for (const rule of on) {
    if (!('check' in rule)) continue;
    const others = checks.get(rule.about);
    if (others) others.push(rule);
    else checks.set(rule.about, [rule]);
  }
  return {
    texts: on.filter(isTextRule),
    shapes: new Map(on.filter(isShapeRule).map((rule) => [rule.id, rule])),
    checks,
    suppressions: on.filter((rule) => 'checkSuppressions' in rule),
  };
}

const isTextRule = (rule: Rule): rule is TextRule => 'checkText' in rule;
const isShapeRule = (rule: Rule): rule is ShapeRule => 'describe' in rule;
