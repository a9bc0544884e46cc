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

/** By the object that says the severities: some are asked for in turns (a file is also judged as if for other capacities). */
const plans = new WeakMap<object, Plan>();

const unsaid = {};

/** The plan under the options, made once for each object of severities. */
export function planFor(options: LintOptions): Plan {
  const key = options.severities ?? unsaid;
  const plan = plans.get(key) ?? makePlan(options);
  plans.set(key, plan);
  return plan;
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
