import { applyChanges } from '../document/change';
import { type ParseOptions, parseDocument } from '../document/document';
import type { Fix } from '../rules/define';
import { lint } from './engine';
import type { Finding, LintOptions } from './finding';

export interface FixAllResult {
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
}

/** More rounds than any chain of fixes needs; an end in case two rules undo each other. */
const maximumRounds = 50;

/**
 * Applies every safe fix until none is left. Fixing twice gives the same text as fixing once.
 * A fix that would add an error, or leave its finding in place, is not applied.
 */
export function fixAll(text: string, parse: ParseOptions, options: LintOptions = {}): FixAllResult {
  let current = text;
  let applied = 0;
  for (let round = 0; round < maximumRounds; round++) {
    const before = lint(parseDocument(current, parse), options);
    const next = fixRound(current, before, parse, options);
    if (!next) break;
    current = next.text;
    applied += next.applied;
  }
  return { text: current, applied };
}

/** Every safe fix at once, from the end of the text to its start; if that goes wrong, the first that works alone. */
function fixRound(
  text: string,
  findings: readonly Finding[],
  parse: ParseOptions,
  options: LintOptions,
): FixAllResult | undefined {
  const fixable = findings.flatMap((finding) => {
    const fix = finding.fixes.find(({ safe }) => safe);
    return fix ? [{ finding, fix }] : [];
  });
  if (fixable.length === 0) return undefined;
  const all = tryFixes(
    text,
    [...fixable].reverse().map(({ fix }) => fix),
    findings,
    parse,
    options,
  );
  if (all !== undefined) return { text: all, applied: fixable.length };
  for (const { fix } of fixable) {
    const one = tryFixes(text, [fix], findings, parse, options);
    if (one !== undefined) return { text: one, applied: 1 };
  }
  return undefined;
}

function tryFixes(
  text: string,
  fixes: readonly Fix[],
  before: readonly Finding[],
  parse: ParseOptions,
  options: LintOptions,
): string | undefined {
  let next = text;
  try {
    for (const fix of fixes) next = applyChanges(next, fix.changes());
  } catch {
    return undefined; // an earlier fix took away what this one wanted to change
  }
  if (next === text) return undefined;
  const after = lint(parseDocument(next, parse), options);
  return errors(after) <= errors(before) && after.length < before.length ? next : undefined;
}

const errors = (findings: readonly Finding[]): number => findings.filter(({ severity }) => severity === 'error').length;
