import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLog, redact } from '../../../client/log';

describe('the log', () => {
  const secrets: readonly [string, string][] = [
    ['X-Registry-Auth: eyJ1c2VyIjoi', 'X-Registry-Auth: ***'],
    ['"authorization": "Bearer abc.def.ghi", next', '"authorization": "***", next'],
    ['pull https://me:hunter2@registry.test/x', 'pull https://me:***@registry.test/x'],
    ['AKIAIOSFODNN7EXAMPLE was used', 'AKIAIOSF*** was used'],
    ['DB_PASSWORD=hunter2 started', 'DB_PASSWORD=*** started'],
    ['{"apiKey":"abc"}', '{"apiKey":"***"}'],
  ];
  for (const [text, shown] of secrets) test(`hides ${shown}`, () => assert.equal(redact(text), shown));

  test('leaves ordinary words alone', () => {
    const text = 'The token of container web at /containerDefinitions/0/secrets could not be read: exit code 1';
    assert.equal(redact(text), text);
  });

  test('writes what an error says and what caused it, never its stack', () => {
    const lines: string[] = [];
    const write = (line: string) => lines.push(line);
    const log = createLog({ info: write, warn: write, error: write, show: () => undefined });
    const cause = new Error('connect ENOENT /var/run/docker.sock');
    log.error('engine', new Error('No engine answers.', { cause }));
    log.error('engine', 'password=hunter2');
    assert.deepEqual(lines, [
      'engine\n  because: No engine answers.\n  because: connect ENOENT /var/run/docker.sock',
      'engine\n  because: "password=***"',
    ]);
  });
});
