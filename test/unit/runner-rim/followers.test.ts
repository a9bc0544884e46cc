import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import type { LogOptions, RawLog } from '../../../client/runner/rawLog';
import { Followers } from '../../../client/runner/drive/followers';

const line = (text: string): RawLog => ({ stream: 'stdout', stamp: '', time: 0, text });
const app = { container: 'app', id: 'x', tty: false };

function following(logs: (options: LogOptions) => AsyncIterable<readonly RawLog[]>) {
  const told: string[] = [];
  const port = { logs: (_id: string, options: LogOptions) => logs(options) };
  const followers = new Followers(
    port,
    { engineBack: async () => undefined, timestamps: true },
    (lines) => void told.push(...lines.map(({ text }) => text)),
  );
  followers.follow(app);
  return { told, followers };
}

test('as long as lines come, the end of a log is waited for', async () => {
  const { told, followers } = following(async function* ({ follow }) {
    for (let index = 0; follow && index < 10; index++) {
      await sleep(150);
      yield [line(String(index))];
    }
  });
  await followers.finish(1_000);
  assert.deepEqual(told, '0123456789'.split(''));
});

test('when none comes any more, that is told', async () => {
  const { told, followers } = following(async function* ({ signal }) {
    yield [line('first')];
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
  await followers.finish(200);
  assert.deepEqual(told, ['first', '(the engine sent no end of this log)']);
  followers.leave();
});
