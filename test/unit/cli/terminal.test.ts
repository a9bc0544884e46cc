import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, test } from 'node:test';
import { drained } from '../../../client/cli/terminal';

describe('a slow reader of standard output', () => {
  /** Takes a text only when it is let. */
  function slow() {
    const waiting: (() => void)[] = [];
    const stream = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, taken) => void waiting.push(taken) });
    return { stream, take: () => waiting.shift()?.() };
  }
  const never = new AbortController().signal;

  test('is waited for', async () => {
    const { stream, take } = slow();
    await drained(stream, never);
    stream.write('much');
    const order: string[] = [];
    const done = drained(stream, never).then(() => order.push('drained'));
    order.push('taken');
    take();
    await done;
    assert.deepEqual(order, ['taken', 'drained']);
  });

  test('is left when the command is given up, or nobody reads any more', async () => {
    const { stream } = slow();
    stream.write('much');
    const stopped = new AbortController();
    const done = drained(stream, stopped.signal);
    stopped.abort();
    await done;
    const gone = drained(stream, never);
    stream.on('error', () => undefined).destroy(new Error('EPIPE'));
    await gone;
  });
});
