import type { Document } from '../document/document';
import { lint } from '../lint/engine';
import type { Finding } from '../lint/finding';
import { rules } from '../rules/index';
import type { Surroundings } from './errors/explainError';
import { memberNames } from './memberNames';

/** What an explanation may ask about the file: handed over, so that the words need not bring the rules. */
export const surroundingsOf = (document: Document | undefined): Surroundings => ({
  document,
  members: memberNames(),
  findingsOf: (ids) => (document ? findingsOf(document, ids) : []),
});

/** The findings of these rules alone, in their order; those that are off by default speak too. */
function findingsOf(document: Document, ids: readonly string[]): readonly Finding[] {
  const chosen = new Set(ids);
  const severities = Object.fromEntries(
    rules.map(({ id }) => [id, chosen.has(id) ? ('on' as const) : ('off' as const)]),
  );
  const order = (finding: Finding): number => ids.indexOf(finding.rule);
  return [...lint(document, { severities })].sort((a, b) => order(a) - order(b));
}
