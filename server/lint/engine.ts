import type { Document } from '../document/document';
import { type Found, type Rule, type Severity, type ShapeRule, type Violation } from '../rules/define';
import { rules } from '../rules/index';
import { validate } from '../schema/validate';
import type { Finding, LintOptions } from './finding';

/** Where each rule is explained. */
export const ruleDocs = (id: string): string => `https://github.com/taskdef/taskdef/blob/main/docs/rules.md#${id}`;

/** All findings of a document, in the order of the text. Pure: the same document and options give the same list. */
export function lint(document: Document, options: LintOptions = {}): Finding[] {
  const active = rules.filter((rule) => severityOf(rule, options) !== 'off');
  const violations = document.task ? groupByRule(validate(document)) : new Map<string, Violation[]>();

  const findings: Finding[] = [];
  for (const rule of active) {
    for (const found of run(rule, document, violations)) findings.push(toFinding(rule, found, options));
  }
  return withoutEchoes(findings, active).sort(
    (a, b) => a.span.offset - b.span.offset || order(a) - order(b) || a.rule.localeCompare(b.rule),
  );
}

function* run(rule: Rule, document: Document, violations: ReadonlyMap<string, Violation[]>): Iterable<Found> {
  if ('checkText' in rule) {
    if (document.form !== 'other') yield* rule.checkText(document);
    return;
  }
  const { task } = document;
  if (!task || (document.form === 'pascal-case' && 'check' in rule && !rule.inContainerArray)) return;
  if ('describe' in rule) yield* described(rule, document, violations.get(rule.id) ?? []);
  else if (task.root || rule.inContainerArray) yield* rule.check(task, document);
}

function* described(rule: ShapeRule, document: Document, violations: readonly Violation[]): Iterable<Found> {
  for (const violation of violations) {
    const found = rule.describe(violation, document);
    if (found) yield found;
  }
}

function toFinding(rule: Rule, found: Found, options: LintOptions): Finding {
  const chosen = options.severities?.[rule.id];
  return {
    rule: rule.id,
    severity: chosen !== undefined && chosen !== 'off' ? chosen : (found.severity ?? rule.severity),
    message: found.message ?? rule.summary,
    pointer: found.at.pointer,
    span: found.at.span,
    related: (found.related ?? []).map(({ at, message }) => ({ ...at, message })),
    tag: found.tag,
    fixes: found.fixes ?? [],
    docs: ruleDocs(rule.id),
  };
}

function severityOf(rule: Rule, options: LintOptions): Severity | 'off' {
  return options.severities?.[rule.id] ?? (rule.off ? 'off' : rule.severity);
}

/** One cause, one finding: drops what a more specific rule says at the same place, and exact repetitions. */
function withoutEchoes(findings: readonly Finding[], active: readonly Rule[]): Finding[] {
  const yields = new Map(active.map((rule) => [rule.id, rule.yieldsTo ?? []]));
  const spoken = new Set(findings.map(({ rule, pointer }) => `${rule} ${pointer}`));
  const seen = new Set<string>();
  return findings.filter((finding) => {
    if (yields.get(finding.rule)?.some((stronger) => spoken.has(`${stronger} ${finding.pointer}`))) return false;
    const identity = `${finding.rule} ${finding.span.offset} ${finding.span.length} ${finding.message}`;
    return !seen.has(identity) && seen.add(identity);
  });
}

function groupByRule(violations: readonly Violation[]): Map<string, Violation[]> {
  const groups = new Map<string, Violation[]>();
  for (const violation of violations) {
    const group = groups.get(violation.rule);
    if (group) group.push(violation);
    else groups.set(violation.rule, [violation]);
  }
  return groups;
}

const order = ({ severity }: Finding): number => ['error', 'warning', 'info', 'hint'].indexOf(severity);
