import assert from 'node:assert/strict';
import { applyChanges } from '../../../server/document/change';
import { type Document, parseDocument } from '../../../server/document/document';
import { endOf } from '../../../server/document/span';
import { lint } from '../../../server/lint/engine';
import type { Finding, LintOptions } from '../../../server/lint/finding';
import { rules } from '../../../server/rules/index';
import type { Seed } from './seeds';
import { within } from './time';

/** Every rule speaks, also those that are off until somebody turns them on. */
export const allRules: LintOptions = {
  severities: Object.fromEntries(rules.map(({ id, severity }) => [id, severity])),
};

/** Milliseconds that may pass between a keystroke and its findings. */
const limit = 100;

/** Reads a document as the editor does at a keystroke: in time, and with findings that stand in the text. */
export function readInTime({ path, text }: Seed): { readonly document: Document; readonly findings: Finding[] } {
  const read = () => {
    const document = parseDocument(text, { path, expected: true });
    return { document, findings: lint(document, allRules) };
  };
  const { document, findings } = within(limit, read);
  for (const { rule, span, related, message } of findings) {
    for (const { offset, length } of [span, ...related.map((other) => other.span)])
      assert.ok(offset >= 0 && length >= 0 && endOf({ offset, length }) <= text.length, `${rule} beyond the text`);
    assert.ok(message.trim() !== '', `${rule} says nothing`);
  }
  return { document, findings };
}

/** Works out every fix that is offered: none of them may throw. */
export function tryFixes(text: string, findings: readonly Finding[]): void {
  for (const fix of findings.slice(0, 30).flatMap(({ fixes }) => fixes)) {
    const after = applyChanges(text, fix.changes());
    assert.equal(typeof after, 'string', fix.title);
  }
}
