import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { applyChanges } from '../../server/document/change';
import { parseDocument } from '../../server/document/document';
import { lint } from '../../server/lint/engine';
import type { Finding } from '../../server/lint/finding';
import { fixAll } from '../../server/lint/fix';
import { budget } from './lib/budget';
import { fromFiles, fromSchema } from './lib/documents';
import { assertSameLayout, commented, commentsIn } from './lib/layout';
import { allRules } from './lib/reading';
import { type Seed, fileSeeds } from './lib/seeds';

const read = ({ path, text }: Seed): Finding[] => lint(parseDocument(text, { path }), allRules);
const numberOf = (findings: readonly Finding[], rule: string): number =>
  findings.filter((finding) => finding.rule === rule).length;

/** Errors of a rule that had none before, or more of them. */
const newErrors = (before: readonly Finding[], after: readonly Finding[]): string[] =>
  after
    .filter(({ severity, rule }) => severity === 'error' && numberOf(after, rule) > numberOf(before, rule))
    .map(({ rule, pointer, message }) => `${rule} at "${pointer}": ${message}`);

/** The real files, also as other people would have laid them out. */
const layouts: Readonly<Record<string, (text: string) => string>> = {
  'as they are': (text) => text,
  'on Windows': (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  'with tabs': (text) => text.replaceAll(/^ +/gm, (blanks) => '\t'.repeat(Math.ceil(blanks.length / 2))),
  'without a line end at the end': (text) => text.trimEnd(),
};

/** Whether it is no longer said, or less often: of several places a rule may name only the first. */
const isGone = (finding: Finding, before: readonly Finding[], after: readonly Finding[]): boolean =>
  numberOf(after, finding.rule) < numberOf(before, finding.rule) ||
  !after.some(
    ({ rule, pointer, message }) => rule === finding.rule && pointer === finding.pointer && message === finding.message,
  );

/** Rules whose fix makes something readable, so that what is wrong inside it is seen for the first time. */
const revealing: readonly string[] = ['object-expected', 'property-wrong-case'];

/** Every fix that is offered for a text, and the text after it. */
const eachFix = (seed: Seed, findings: readonly Finding[]) =>
  findings.flatMap((finding) =>
    finding.fixes.map((fix) => ({ finding, title: fix.title, text: applyChanges(seed.text, fix.changes()) })),
  );

describe('every fix that is offered for a real file', () => {
  test('parses, removes its finding, adds no error', () => {
    const faults: string[] = [];
    for (const seed of fileSeeds) {
      if (parseDocument(seed.text, seed).problems.length > 0) continue; // behind each mistake of syntax the next comes to light
      const before = read(seed);
      for (const { finding, title, text } of eachFix(seed, before)) {
        const after = read({ path: seed.path, text });
        const fault = (what: string): unknown =>
          faults.push(`${seed.path} ${finding.rule} ${finding.pointer}, ${title}: ${what}`);
        if (parseDocument(text, seed).problems.length > 0) fault('does not parse');
        if (!isGone(finding, before, after)) fault('the finding stays');
        if (!revealing.includes(finding.rule)) for (const error of newErrors(before, after)) fault(error);
      }
    }
    assert.equal(faults.join('\n'), '');
  });

  for (const [layout, arrange] of Object.entries(layouts)) {
    test(`${layout}: keeps the layout`, () => {
      for (const seed of fileSeeds.map(({ path, text }) => ({ path, text: arrange(text) }))) {
        for (const { finding, title, text } of eachFix(seed, lint(parseDocument(seed.text, seed)))) {
          const about = `${seed.path} ${finding.rule} ${finding.pointer}, ${title}`;
          assert.doesNotThrow(() => assertSameLayout(seed.text, text), about);
        }
      }
    });
  }
});

describe('all safe fixes at once', () => {
  const fixed = (seed: Seed): Seed => ({ path: seed.path, text: fixAll(seed.text, seed).text });

  for (const [layout, arrange] of Object.entries(layouts)) {
    test(`${layout}: twice is as good as once, nothing gets worse, the layout stays`, () => {
      for (const seed of fileSeeds.map(({ path, text }) => ({ path, text: arrange(text) }))) {
        const once = fixed(seed);
        assert.equal(fixed(once).text, once.text, seed.path);
        assert.deepEqual(newErrors(read(seed), read(once)), [], seed.path);
        assertSameLayout(seed.text, once.text);
      }
    });
  }

  test('comments stay', () => {
    for (const { path, text } of fileSeeds) {
      if (parseDocument(text, { path }).form === 'describe-output') continue; // what is around the definition goes
      const seed = { path: `${path}c`, text: commented(text) };
      assert.deepEqual(commentsIn(fixed(seed).text), commentsIn(seed.text), path);
    }
  });

  test('in 3,000 documents nobody wrote', () => {
    fc.assert(
      fc.property(fc.oneof(fromSchema, fromFiles), (seed) => {
        const once = fixed(seed);
        assert.equal(fixed(once).text, once.text);
      }),
      budget(3000),
    );
  });
});
