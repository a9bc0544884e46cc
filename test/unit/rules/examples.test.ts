import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyChanges } from '../../../server/document/change';
import { parseDocument } from '../../../server/document/document';
import { lint } from '../../../server/lint/engine';
import type { Rule } from '../../../server/rules/define';
import { rules } from '../../../server/rules/index';
import { mark, marked } from '../../support/markers';

/** Cursor bars mean nothing here, so every `|` of an example is taken as it is. */
const read = (source: string) => marked(source.replaceAll('|', '\\|'));

const lintWith = (rule: Rule, text: string, path = 'task-definition.json') =>
  lint(parseDocument(text, { path }), { severities: { [rule.id]: rule.severity } });
const errorsIn = (findings: ReturnType<typeof lint>) => findings.filter(({ severity }) => severity === 'error');

describe('every rule proves its own examples', () => {
  for (const rule of rules) {
    test(rule.id, () => {
      assert.match(rule.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(rule.examples.length > 0, 'a rule needs a bad example');
      assert.ok(rule.good?.length, 'a rule needs a good example, near to a bad one');
      for (const { bad, fixed, path } of rule.examples) {
        const { text, spans } = read(bad);
        assert.ok(spans.length > 0, `nothing is marked in ${bad}`);
        const all = lintWith(rule, text, path);
        const own = all.filter((finding) => finding.rule === rule.id);
        assert.equal(
          mark(
            text,
            own.map(({ span }) => span),
          ),
          mark(text, spans),
        );

        const fix = own[0]?.fixes[0];
        assert.equal(fix !== undefined, fixed !== undefined, `fix and example disagree: ${bad}`);
        if (!fix || fixed === undefined) continue;
        const after = applyChanges(text, fix.changes());
        if (path?.endsWith('.jsonc')) assert.equal(after, fixed, fix.title);
        else assert.deepEqual(JSON.parse(after.replace(/^\uFEFF/, '')), JSON.parse(fixed), `${fix.title}:\n${after}`);
        const left = lintWith(rule, after, path);
        assert.ok(
          left.filter((finding) => finding.rule === rule.id).length < own.length,
          `still reported after the fix: ${after}`,
        );
        assert.ok(errorsIn(left).length <= errorsIn(all).length, `the fix adds an error: ${after}`);
      }
      for (const good of rule.good ?? []) {
        assert.deepEqual(
          lintWith(rule, good, rule.examples[0]!.path).filter((finding) => finding.rule === rule.id),
          [],
          good,
        );
      }
    });
  }
});
