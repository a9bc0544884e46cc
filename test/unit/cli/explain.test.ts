import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explain } from '../../../client/cli/explain';
import { jsonRules, prettyRules } from '../../../client/cli/rules';
import { painter } from '../../../client/cli/text';
import { proseOf, rules } from '../../../server/index';
import type { Rule } from '../../../server/rules/define';
import { taskdef } from './support';

const rule: Rule = {
  id: 'memory-too-small',
  group: 'sizing',
  severity: 'error',
  off: true,
  summary: 'Memory is at least 4 MiB',
  why: 'The engine refuses to start a container with less.',
  awsMessage: 'memory must be 4 or more',
  source: { text: 'API ContainerDefinition', url: 'https://example.test/api', date: '2026-01-01' },
  examples: [{ bad: '{"memory":«1»}', fixed: '{"memory":4}' }],
  good: ['{"memory":4}'],
  check: () => [],
};

describe('taskdef explain', () => {
  test('says everything the rule says', () => {
    assert.equal(
      explain(rule, painter(false)),
      `memory-too-small  error, off unless turned on, sizing
  Memory is at least 4 MiB

Why
  The engine refuses to start a container with less.

Wrong («…» is what gets underlined)
  {"memory":«1»}

Put right
  {"memory":4}

Right
  {"memory":4}

AWS says
  memory must be 4 or more

Source
  API ContainerDefinition, read 2026-01-01
  https://example.test/api
  https://github.com/taskdef/taskdef/blob/main/docs/rules.md#memory-too-small
`,
    );
  });

  test('explains every rule', async () => {
    for (const rule of rules) {
      const { id } = rule;
      const { why } = proseOf(rule);
      const { status, out } = await taskdef(['explain', id]);
      assert.equal(status, 0);
      assert.ok(out.startsWith(`${id}  `) && out.includes(why.slice(0, 20)), id);
    }
  });
});

describe('taskdef rules', () => {
  test('lists them by group', () => {
    assert.equal(
      prettyRules([rule, { ...rule, id: 'x', off: undefined as never }]),
      'sizing:\n  memory-too-small  error, off  Memory is at least 4 MiB\n  x                 error       Memory is at least 4 MiB\n',
    );
  });

  test('as JSON, every rule once', async () => {
    const { out } = await taskdef(['rules', '--format', 'json']);
    const list = JSON.parse(out) as { version: number; rules: { id: string }[] };
    assert.equal(list.version, 1);
    assert.deepEqual(
      list.rules.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
    assert.match(jsonRules([rule]), /"off": true/);
  });
});
