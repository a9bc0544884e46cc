import type { Document } from '../document/document';
import { type Suppression, lineAt } from '../document/suppressions';
import type { JudgedRule, Suppressed } from '../rules/define';
import { findRule, rules } from '../rules/index';
import { type Finding, type LintOptions, severityOf } from './finding';

export interface Silenced {
  readonly kept: Finding[];
  /** What the comments came to. */
  readonly suppressed: Suppressed;
}

/** Takes away what comments turn off: findings that begin on the line a comment is about. */
export function suppress(
  suppressions: readonly Suppression[],
  findings: readonly Finding[],
  { text }: Document,
  options: LintOptions,
): Silenced {
  const byLine = new Map<number, Suppression[]>();
  for (const suppression of suppressions) {
    const { offset } = suppression.line;
    byLine.set(offset, [...(byLine.get(offset) ?? []), suppression]);
  }
  const used = new Set<string>();
  const isOff = (rule: string, offset: number): boolean => {
    const line = lineAt(text, offset).offset;
    const here = byLine.get(line)?.some((suppression) => suppression.rules.some(({ id }) => id === rule)) ?? false;
    if (here) used.add(`${line} ${rule}`);
    return here;
  };

  const kept = findings.flatMap((finding) => remaining(finding, isOff));
  const effect = (id: string, { line }: Suppression): JudgedRule['effect'] => {
    const rule = findRule(id);
    if (!rule) return 'unknown';
    if (severityOf(rule, options) === 'off') return 'off';
    return used.has(`${line.offset} ${id}`) ? 'some' : 'none';
  };
  const judged = suppressions.map((suppression) => ({
    ...suppression,
    rules: suppression.rules.map((rule) => ({ ...rule, effect: effect(rule.id, suppression) })),
  }));
  return { kept, suppressed: { suppressions: judged, text, ids: rules.map(({ id }) => id) } };
}

/** What is left of a finding: where its first place is silenced and others have the same problem, the next one speaks. */
function remaining(finding: Finding, isOff: (rule: string, offset: number) => boolean): Finding[] {
  const isSilent = isOff(finding.rule, finding.span.offset);
  if (!finding.sameElsewhere) return isSilent ? [] : [finding];
  const related = finding.related.filter(({ span }) => !isOff(finding.rule, span.offset));
  if (related.length === finding.related.length && !isSilent) return [finding];
  const [next, ...others] = related;
  // The fixes were made for all places, silenced ones too.
  if (!isSilent) return [{ ...finding, related, fixes: finding.fixes.slice(0, 1) }];
  return next ? [{ ...finding, ...next, related: others, fixes: [] }] : [];
}
