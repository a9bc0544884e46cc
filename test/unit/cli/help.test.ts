import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProgram } from '../../../client/cli/program';
import { matchesGolden } from '../../support/golden';
import { FakeTerminal, noEngine, taskdef } from './support';

const terminal = new FakeTerminal('/');
const { commands } = createProgram({ terminal, openRunner: noEngine, end: () => undefined });

describe('taskdef --help', () => {
  for (const command of ['', ...commands.map((one) => one.name())]) {
    test(command, async () => {
      const { status, out, err } = await taskdef([...command.split(' ').filter(Boolean), '--help']);
      assert.deepEqual([status, err], [0, '']);
      assert.ok(out.split('\n').every((line) => line.length <= 120));
      matchesGolden(`cli/${command || 'taskdef'}.txt`, out);
    });
  }

  test('is also an answer to `taskdef help check`', async () => {
    assert.equal((await taskdef(['help', 'check'])).out, (await taskdef(['check', '--help'])).out);
  });
});
