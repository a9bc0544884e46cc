import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { applyChanges } from '../../../server/document/change';
import { parseDocument } from '../../../server/document/document';
import { lint } from '../../../server/lint/engine';
import { fixAll } from '../../../server/lint/fix';
import { root } from '../../support/root';

const file = path.join(root, 'examples/webserver/task-definition.json');
const text = readFileSync(file, 'utf8');
const rows = (findings: ReturnType<typeof lint>): string[] =>
  findings.map(({ rule, severity, pointer }) => `${severity} ${rule} ${pointer}`).sort();

describe('the worked example of the catalogue', () => {
  test('is the file that is shipped', () => {
    assert.deepEqual(JSON.parse(text), {
      family: 'webserver',
      containerDefinitions: [{ name: 'web', image: 'nginx', memory: '100', cpu: '99' }],
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      memory: '512',
      cpu: '256',
    });
  });

  test('has exactly the eight findings of its table', () => {
    assert.deepEqual(rows(lint(parseDocument(text, { path: file }))), [
      'error integer-expected /containerDefinitions/0/cpu',
      'error integer-expected /containerDefinitions/0/memory',
      'hint fargate-runtime-platform-missing /requiresCompatibilities/0',
      'hint health-check-missing /containerDefinitions/0/name',
      'hint readonly-root-filesystem /containerDefinitions/0/name',
      'hint user-not-set /containerDefinitions/0/name',
      'info image-latest-tag /containerDefinitions/0/image',
      'warning log-configuration-missing /containerDefinitions/0/name',
    ]);
  });

  test('has four more when the opinions are turned on', () => {
    const opinions = ['image-docker-hub', 'init-process', 'capabilities-not-dropped', 'tags-missing'];
    const severities = Object.fromEntries(opinions.map((id) => [id, 'hint' as const]));
    const found = lint(parseDocument(text, { path: file }), { severities });
    assert.equal(found.length, 12);
    for (const id of opinions)
      assert.ok(
        found.some(({ rule }) => rule === id),
        id,
      );
  });

  test('is without errors after fix all, and otherwise as it was', () => {
    const fixed = fixAll(text, { path: file });
    assert.equal(fixed.applied, 2);
    assert.equal(fixed.text, text.replace('"100"', '100').replace('"99"', '99'));
    const left = lint(parseDocument(fixed.text, { path: file }));
    assert.deepEqual(
      left.filter(({ severity }) => severity === 'error'),
      [],
    );
  });

  test('every fix of every finding leads to a file with fewer findings of its kind', () => {
    const before = lint(parseDocument(text, { path: file }));
    const errors = before.filter(({ severity }) => severity === 'error').length;
    for (const finding of before) {
      assert.ok(finding.fixes.length > 0, `${finding.rule} has no fix`);
      for (const fix of finding.fixes) {
        const after = lint(parseDocument(applyChanges(text, fix.changes()), { path: file }));
        const count = (list: typeof after) => list.filter(({ rule }) => rule === finding.rule).length;
        assert.ok(count(after) < count(before), `${finding.rule}: ${fix.title}`);
        assert.ok(
          after.filter(({ severity }) => severity === 'error').length <= errors,
          `${finding.rule} adds an error`,
        );
      }
    }
  });
});
