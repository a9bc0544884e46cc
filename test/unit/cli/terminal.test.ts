import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { describe, test } from 'node:test';
import { type Interruption, asker, drained, processTerminal } from '../../../client/cli/terminal';

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

test('an interruption is known by name, also where it is passed on without one, as after Ctrl-C at a question', () => {
  const heard: Interruption[] = [];
  const hearing = processTerminal(process).onInterrupt((by) => heard.push(by));
  process.emit('SIGHUP');
  hearing.dispose();
  assert.deepEqual(heard, ['SIGHUP']);
});

describe('a question', () => {
  /** What becomes of it when this is typed, and what is heard of Ctrl-C before. */
  async function typed(keys: string, signal?: AbortSignal) {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const order: string[] = [];
    const ask = asker({ input, output }, () => order.push('interrupted'));
    const answer = ask('Go on? ', signal).then(
      (text) => order.push(text),
      (error: Error) => order.push(error.message),
    );
    if (keys === '') input.end();
    else input.write(keys);
    await answer;
    return order;
  }

  test('is answered with a line', async () => {
    assert.deepEqual(await typed('yes\r'), ['yes']);
    assert.deepEqual(await typed('\r'), ['']);
  });

  test('is not answered by Ctrl-C, which is heard first', async () => {
    assert.deepEqual(await typed('\u0003'), ['interrupted', 'there was no answer.']);
  });

  test('is not answered by the end of input', async () => {
    assert.deepEqual(await typed('\u0004'), ['there was no answer.']);
    assert.deepEqual(await typed(''), ['there was no answer.']);
  });

  test('is taken back when it does not matter any more', async () => {
    const ending = new AbortController();
    const answer = typed('y', ending.signal);
    ending.abort();
    assert.deepEqual(await answer, ['there was no answer.']);
    assert.deepEqual(await typed('y', ending.signal), ['there was no answer.']);
  });
});
