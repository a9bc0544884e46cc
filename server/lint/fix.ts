import { type Change, applyChanges } from '../document/change';
import { type ParseOptions, parseDocument } from '../document/document';
import { isUnmoved } from './conflicts';
import { lint } from './engine';
import { type Finding, type LintOptions, severities } from './finding';

export interface FixAllResult {
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
}

/** The text and what is wrong with it. */
interface State extends FixAllResult {
  readonly findings: readonly Finding[];
}

/** More rounds than any chain of fixes needs; an end in case two rules undo each other. */
const maximumRounds = 50;

/**
 * Applies every safe fix until none is left. Fixing twice gives the same text as fixing once.
 * A fix that would add an error, or leave its finding in place, is not applied.
 */
export function fixAll(text: string, parse: ParseOptions, options: LintOptions = {}): FixAllResult {
  const read = (current: string): readonly Finding[] => lint(parseDocument(current, parse), options);
  let state: State = { text, applied: 0, findings: read(text) };
  for (let round = 0; round < maximumRounds; round++) {
    const next = applyMost(state, compatible(safeFixes(state.findings)), read);
    if (next === state) break;
    state = next;
  }
  return { text: state.text, applied: state.applied };
}

/** The changes of each safe fix, from the end of the text to its start. */
function safeFixes(findings: readonly Finding[]): (readonly Change[])[] {
  return findings
    .flatMap(({ fixes }) => fixes.find(({ safe }) => safe) ?? [])
    .map((fix) => fix.changes())
    .reverse();
}

/** Those that can go together; the others come in a later round, when they have been worked out anew. */
export function compatible(fixes: readonly (readonly Change[])[]): (readonly Change[])[] {
  const chosen: (readonly Change[])[] = [];
  const taken: Change[] = [];
  for (const changes of fixes) {
    if (!changes.every((change) => taken.every((earlier) => isUnmoved(change, earlier)))) continue;
    chosen.push(changes);
    taken.push(...changes);
  }
  return chosen;
}

/** Applies all, or as many of them as make the file better, by halves. */
function applyMost(
  state: State,
  fixes: readonly (readonly Change[])[],
  read: (text: string) => readonly Finding[],
): State {
  if (fixes.length === 0) return state;
  const text = applyChanges(state.text, fixes.flat());
  const findings = text === state.text ? state.findings : read(text);
  if (isBetter(state.findings, findings)) return { text, findings, applied: state.applied + fixes.length };
  if (fixes.length === 1) return state;
  const half = Math.ceil(fixes.length / 2);
  return applyMost(applyMost(state, fixes.slice(0, half), read), fixes.slice(half), read);
}

/** No rule has more errors than before, and the worst severity whose number changed has fewer findings. */
function isBetter(before: readonly Finding[], after: readonly Finding[]): boolean {
  const errors = new Map<string, number>();
  for (const { rule, severity } of before) if (severity === 'error') errors.set(rule, (errors.get(rule) ?? 0) + 1);
  for (const { rule, severity } of after) {
    if (severity !== 'error') continue;
    const left = (errors.get(rule) ?? 0) - 1;
    if (left < 0) return false;
    errors.set(rule, left);
  }
  const count = (findings: readonly Finding[], wanted: string): number =>
    findings.filter(({ severity }) => severity === wanted).length;
  const changed = severities.find((severity) => count(before, severity) !== count(after, severity));
  return changed !== undefined && count(after, changed) < count(before, changed);
}
