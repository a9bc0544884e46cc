import type { Document } from '../document/document';
import { suppressionsIn } from '../document/suppressions';
import type { TaskView } from '../document/view';
import type { Found, Rule } from '../rules/define';
import { findRule } from '../rules/index';
import { validate } from '../schema/validate';
import { type Finding, type LintOptions, chosenSeverity, severities } from './finding';
import { type Plan, planFor } from './plan';
import { sparing } from './rendered';
import { halfTypedItems, standing } from './halfTyped';
import { suppress } from './suppress';

/** Where each rule is explained. */
export const ruleDocs = (id: string): string => `https://github.com/taskdef/taskdef/blob/main/docs/rules.md#${id}`;

/** All findings of a document, in the order of the text. Pure: the same document and options give the same list. */
export function lint(given: Document, options: LintOptions = {}): Finding[] {
  const document = given.isTorn ? { ...given, root: undefined, task: undefined } : given;
  const plan = planFor(options);
  const findings: Finding[] = [];
  const collect = (rule: Rule, all: Iterable<Found>): void => {
    for (const found of all) findings.push(toFinding(rule, found, options));
  };

  const halfTyped = halfTypedItems(document);
  if (document.form !== 'other') for (const rule of plan.texts) collect(rule, rule.checkText(document));
  if (document.task) {
    for (const violation of validate(document)) {
      const rule = plan.shapes.get(violation.rule);
      const found = rule?.describe(violation, document);
      if (rule && found) collect(rule, [found]);
    }
    askAll(plan, document, document.task, halfTyped, collect);
  }
  let spoken = withoutEchoes(findings);
  const suppressions = document.form === 'other' ? [] : suppressionsIn(document);
  if (suppressions.length > 0) {
    const { kept, suppressed } = suppress(suppressions, spoken, document, options);
    spoken = kept;
    // What a comment turns off may be what is not said of a half-typed file.
    for (const rule of given.isTorn || halfTyped.size > 0 ? [] : plan.suppressions)
      for (const found of rule.checkSuppressions(suppressed)) spoken.push(toFinding(rule, found, options));
  }
  if (document.rendered.length > 0) spoken = spoken.map((finding) => sparing(document, finding));
  return spoken.sort((a, b) => a.span.offset - b.span.offset || order(a) - order(b) || byId(a, b));
}

/** Letter by letter: a language's own order would have to be loaded first, which a cold start would pay for. */
const byId = (a: Finding, b: Finding): number => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);

/** Asks the rules about the task, except those about a member that is nowhere in it. */
function askAll(
  plan: Plan,
  document: Document,
  task: TaskView,
  halfTyped: ReadonlySet<string>,
  collect: (rule: Rule, all: Iterable<Found>) => void,
): void {
  const isWhole = task.root !== undefined && document.form !== 'pascal-case';
  for (const [member, rules] of plan.checks) {
    if (member !== undefined && !task.members.has(member)) continue;
    for (const rule of rules) {
      if (!isWhole && !rule.inContainerArray) continue;
      const found = rule.check(task, document);
      collect(rule, halfTyped.size > 0 ? standing(rule, found, halfTyped) : found);
    }
  }
}

function toFinding(rule: Rule, found: Found, options: LintOptions): Finding {
  return {
    rule: rule.id,
    severity: chosenSeverity(rule, options) ?? found.severity ?? rule.severity,
    message: found.message ?? rule.summary,
    pointer: found.at.pointer,
    span: found.at.span,
    related: (found.related ?? []).map(({ at, message }) => ({ pointer: at.pointer, span: at.span, message })),
    ...(found.sameElsewhere && { sameElsewhere: true }),
    tag: found.tag,
    fixes: found.fixes ?? [],
    docs: ruleDocs(rule.id),
  };
}

/** One cause, one finding: drops what a more specific rule says at the same place, and exact repetitions. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const spoken = new Set(findings.map(({ rule, pointer }) => `${rule} ${pointer}`));
  const seen = new Set<string>();
  return findings.filter((finding) => {
    if (findRule(finding.rule)?.yieldsTo?.some((stronger) => spoken.has(`${stronger} ${finding.pointer}`)))
      return false;
    const identity = `${finding.rule} ${finding.span.offset} ${finding.span.length} ${finding.message}`;
    return !seen.has(identity) && seen.add(identity);
  });
}

const order = ({ severity }: Finding): number => severities.indexOf(severity);
