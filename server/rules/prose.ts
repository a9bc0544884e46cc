import type { Rule, RuleProse } from './define';

/**
 * What a rule says to people who read about it. Take it from here, not from the rule: in what ships, it stands in a file
 * of its own (scripts/lib/prose.mjs), which is read when somebody asks, and rules are without it.
 */
export const proseOf = (rule: Pick<Rule, 'id'>): RuleProse => rule as Rule;

type WithoutProse<R> = R extends Rule ? Omit<R, keyof RuleProse> : never;

/** A rule as it is everywhere but in `proseOf`. */
export type RuleInBrief = WithoutProse<Rule>;
