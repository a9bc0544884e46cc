import type { Document } from '../document/document';
import { lint } from '../lint/engine';
import type { Finding, LintOptions } from '../lint/finding';

const known = new WeakMap<Document, { readonly options: LintOptions['severities']; readonly findings: Finding[] }>();

/** The findings of a document, worked out once for each version and set of options: several features ask for them. */
export function findingsOf(document: Document, options: LintOptions): readonly Finding[] {
  const before = known.get(document);
  if (before && before.options === options.severities) return before.findings;
  const findings = lint(document, options);
  known.set(document, { options: options.severities, findings });
  return findings;
}
