import assert from 'node:assert/strict';
import { test } from 'node:test';
import { taskLog } from '../../../client/runner/drive/taskLog';
import type { LogOptions, RawLog } from '../../../client/runner/rawLog';
import type { LogsOptions } from '../../../client/runner/runner';

const at = '2026-03-04T10:11:12.000000001Z';
const line: RawLog = { stream: 'stdout', stamp: at, time: 1, text: 'said' };

/** What the engine is asked for the log of two containers, `app` and `side` with a terminal. */
async function asked(options: LogsOptions, { isOver }: { readonly isOver: boolean }): Promise<string[]> {
  const questions: string[] = [];
  const port = {
    async *logs(id: string, { follow, timestamps, since }: LogOptions) {
      questions.push([id, follow && 'follow', timestamps && 'timed', since && 'since'].filter(Boolean).join(' '));
      if (since === undefined) yield [line];
    },
  };
  const containers = ['app', 'side'].map((container) => ({
    ...{ container, id: container, tty: container === 'side', startedAt: 1 },
  }));
  let looks = 0;
  const look = async () => ({ containers, isOver: isOver || looks++ > 0 });
  const watch = () => ({ dispose: () => undefined });
  const told: string[] = [];
  for await (const lines of taskLog({ port, look, watch, engineBack: async () => undefined }, options))
    told.push(...lines.map(({ text }) => text));
  assert.deepEqual(told, options.container === undefined ? ['said', 'said'] : ['said']);
  return questions;
}

test('the log of a task that is over is read once, also when it is to be followed', async () => {
  assert.deepEqual(await asked({ follow: true }, { isOver: true }), ['app timed', 'side timed']);
});

test('while it is not over, it is followed from where it was read to, and read to its end', async () => {
  const questions = await asked({ follow: true, container: 'app', timestamps: false }, { isOver: false });
  assert.deepEqual(questions, ['app timed', 'app follow timed since', 'app timed since']);
});

test('times are asked for unless nobody needs them', async () => {
  assert.deepEqual(await asked({ container: 'app', timestamps: false }, { isOver: true }), ['app']);
  assert.deepEqual(await asked({ container: 'side', timestamps: false }, { isOver: true }), ['side timed']);
  assert.deepEqual(await asked({ container: 'app' }, { isOver: true }), ['app timed']);
  assert.deepEqual(await asked({ timestamps: false }, { isOver: true }), ['app timed', 'side timed']);
});
