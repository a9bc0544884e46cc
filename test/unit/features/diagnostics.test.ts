import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDiagnostic } from '../../../server/features/diagnostics';
import type { Finding } from '../../../server/lint/finding';
import { open } from '../../support/editor';

const finding: Finding = {
  rule: 'container-name-duplicate',
  severity: 'warning',
  message: 'Twice',
  pointer: '/x',
  span: { offset: 2, length: 3 },
  related: [],
  tag: undefined,
  fixes: [],
  docs: 'https://example.com/rules#container-name-duplicate',
};

const { source } = open('{\n"a": 1 }');

test('a finding becomes a diagnostic with its rule as the code', () => {
  assert.deepEqual(toDiagnostic(source, finding), {
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } },
    severity: 2,
    code: 'container-name-duplicate',
    codeDescription: { href: 'https://example.com/rules#container-name-duplicate' },
    source: 'ecs',
    message: 'Twice',
  });
});

test('what is unnecessary is faded, what is deprecated struck through', () => {
  assert.deepEqual(toDiagnostic(source, { ...finding, tag: 'unnecessary' }).tags, [1]);
  assert.deepEqual(toDiagnostic(source, { ...finding, tag: 'deprecated' }).tags, [2]);
});

test('the other places are related information', () => {
  const related = [{ pointer: '/y', span: { offset: 0, length: 1 }, message: 'The first' }];
  assert.deepEqual(toDiagnostic(source, { ...finding, related }).relatedInformation, [
    {
      location: { uri: source.text.uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } },
      message: 'The first',
    },
  ]);
});

test('each severity has its own level', () => {
  const severities = (['error', 'warning', 'info', 'hint'] as const).map(
    (severity) => toDiagnostic(source, { ...finding, severity }).severity,
  );
  assert.deepEqual(severities, [1, 2, 3, 4]);
});

test('what an editor would obey is written as an escape, and nobody has to read it all', () => {
  const message = `"a\n\u202eb" ${'x'.repeat(5000)}`;
  const related = [{ pointer: '/y', span: { offset: 0, length: 1 }, message: '\u001b[31m' }];
  const shown = toDiagnostic(source, { ...finding, message, related });
  assert.match(shown.message as string, /^"a\\u000a\\u202eb" x{900,1000}…$/);
  assert.equal(shown.relatedInformation?.[0]?.message, '\\u001b[31m');
});
