import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explain } from '../../../client/cli/explain';
import { jsonRules, prettyRules } from '../../../client/cli/rules';
import { painter } from '../../../client/cli/text';
import { proseOf, rules } from '../../../server/index';
import type { Rule } from '../../../server/rules/define';
import { matchesGolden } from '../../support/golden';
import { FakeTerminal, folderWith, taskdef } from './support';

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

describe('taskdef explain, given an error', () => {
  const error =
    'An error occurred (ClientException) when calling the RegisterTaskDefinition operation: Fargate only supports network mode ‘awsvpc’.';
  const file =
    '{\n  "family": "a",\n  "requiresCompatibilities": ["FARGATE"],\n  "networkMode": "bridge",\n  "containerDefinitions": []\n}\n';

  test('says what it means and where its cause is', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'task-definition.json': file }));
    const { status, out } = await taskdef(['explain', error, '--file', 'task-definition.json'], terminal);
    assert.equal(status, 0);
    matchesGolden('cli/explain/error.txt', out);
  });

  test('reads what a command printed', async () => {
    const { out } = await taskdef(['explain', '-'], new FakeTerminal('/', 'OutOfMemoryError: Container killed'));
    assert.match(out, /^The container used more memory than it may\n/);
  });

  test('says so when it is only near, or not known', async () => {
    const near = await taskdef(['explain', 'Container name must be unique in a task']);
    assert.match(near.out, /^No error of ECS is known with these words\. The nearest, maybe something else:\n/);
    assert.deepEqual(await taskdef(['explain', 'what is this']), {
      status: 1,
      out: '',
      err: 'No error of ECS is known that is worded like this.\nGive all that AWS said, as it said it, such as the stoppedReason of the task.\n',
    });
    assert.match((await taskdef(['explain', 'integer-expectd'])).err, /Did you mean integer-expected\?/);
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
