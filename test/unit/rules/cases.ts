import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyChanges } from '../../../server/document/change';
import { parseDocument } from '../../../server/document/document';
import { lint } from '../../../server/lint/engine';
import type { Finding, LintOptions } from '../../../server/lint/finding';
import { mark, marked } from '../../support/markers';

/** What is said of nearly every file, and so of nearly every case. */
const calm: ReadonlySet<string> = new Set([
  'fargate-runtime-platform-missing',
  'health-check-missing',
  'log-configuration-missing',
  'readonly-root-filesystem',
  'user-not-set',
]);

/** A text as the editor shows it, and all that is said of it in the order of the text: `error rule-id`. None: silence. */
export type Case = readonly [source: string, ...expected: string[]];

/**
 * One test a line. Beyond what is found and where, every fix is tried: it leaves valid JSON, its finding is gone, and no
 * rule has more errors than before.
 */
export function cases(name: string, rows: readonly Case[], options: LintOptions = {}): void {
  describe(name, () => {
    for (const [source, ...expected] of rows) {
      test(source.length > 300 ? `${source.slice(0, 300)} …` : source, () => {
        const { text, spans } = marked(source.replaceAll('|', '\\|'));
        const all = read(text, options);
        const told = all.filter(({ rule }) => !calm.has(rule) || expected.some((line) => line.endsWith(` ${rule}`)));
        assert.deepEqual(
          { text: mark(text, placesOf(told)), said: told.map(({ severity, rule }) => `${severity} ${rule}`) },
          { text: mark(text, spans), said: expected },
          told.map(({ message }) => message).join('\n'),
        );
        for (const finding of all) for (const fix of finding.fixes) tryFix(text, all, finding, fix, options);
      });
    }
  });
}

const read = (text: string, options: LintOptions): Finding[] =>
  lint(parseDocument(text, { path: 'task-definition.json' }), options);

/** Several findings may stand at one place, which is marked once. */
const placesOf = (findings: readonly Finding[]): Finding['span'][] => [
  ...new Map(findings.map(({ span }) => [`${span.offset}+${span.length}`, span])).values(),
];

function tryFix(
  text: string,
  before: readonly Finding[],
  { rule, pointer, message }: Finding,
  fix: Finding['fixes'][number],
  options: LintOptions,
): void {
  const after = applyChanges(text, fix.changes());
  const left = read(after, options);
  const said = `"${fix.title}" of ${rule} leaves ${after}`;
  if (isJson(text)) assert.ok(isJson(after), said);
  assert.ok(!left.some((each) => each.rule === rule && each.pointer === pointer && each.message === message), said);
  const counted = errorsByRule(before);
  for (const [id, count] of errorsByRule(left)) {
    assert.ok(count <= (counted.get(id) ?? 0), `${said}\nwith another ${id}`);
  }
}

function errorsByRule(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, severity } of findings) {
    if (severity === 'error') counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return counts;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
