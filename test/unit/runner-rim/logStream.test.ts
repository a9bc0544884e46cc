import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { logLines } from '../../../client/runner/engine/logs';
import type { LogOptions, RawLog } from '../../../client/runner/rawLog';
import { EngineError } from '../../../client/runner/errors';
import { Bookmark, containerLog } from '../../../client/runner/drive/logs';

const at = (nanoseconds: number): string => `2026-03-04T10:11:12.${String(nanoseconds).padStart(9, '0')}Z`;

function frame(stream: 'stdout' | 'stderr', text: string | Buffer): Buffer {
  const payload = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream === 'stderr' ? 2 : 1;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

async function read(chunks: readonly Buffer[], tty = false): Promise<string[]> {
  const all: string[] = [];
  for await (const lot of logLines(Readable.from(chunks), { tty, timestamps: true }))
    all.push(...lot.map(({ stream, stamp, text }) => `${stream} ${stamp.slice(20, -1)} ${text}`));
  return all;
}

const cutAt = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const pieces: Buffer[] = [];
  let rest = bytes;
  for (const size of sizes) {
    pieces.push(rest.subarray(0, size));
    rest = rest.subarray(size);
  }
  return [...pieces, rest];
};

describe("the engine's log stream", () => {
  const stream = Buffer.concat([
    frame('stdout', `${at(1)} out\n`),
    frame('stderr', `${at(2)} err ö日\n`),
    frame('stdout', `${at(3)} first half, `),
    frame('stderr', `${at(4)} between\r\n`),
    frame('stdout', `${at(5)} second half\n`),
    frame('stdout', `${at(6)} \n`),
    frame('stdout', `${at(7)} no break`),
  ]);
  const expected = [
    'stdout 000000001 out',
    'stderr 000000002 err ö日',
    'stderr 000000004 between',
    'stdout 000000003 first half, second half',
    'stdout 000000006 ',
    'stdout 000000007 no break',
  ];

  test('lines of two streams; a message without a break goes on in the next one', async () => {
    assert.deepEqual(await read([stream]), expected);
  });

  test('cut anywhere it is the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }), async (sizes) => {
        assert.deepEqual(await read(cutAt(stream, sizes)), expected);
      }),
    );
  });

  test('with a terminal there are no frames, and lines are cut anywhere, too', async () => {
    const raw = Buffer.from(`${at(1)} ön\r\n${at(2)} two\r\n${at(3)} $ `);
    const told = ['stdout 000000001 ön', 'stdout 000000002 two', 'stdout 000000003 $ '];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 20 }), async (sizes) => {
        assert.deepEqual(await read(cutAt(raw, sizes), true), told);
      }),
    );
  });

  test('a line that begins with a time of its own keeps it', async () => {
    assert.deepEqual(await read([frame('stdout', `${at(1)} ${at(9)} mine\n`)]), [`stdout 000000001 ${at(9)} mine`]);
    const untimed = Readable.from([frame('stdout', `${at(9)} mine\n`)]);
    const all: RawLog[] = [];
    for await (const lot of logLines(untimed, { tty: false, timestamps: false })) all.push(...lot);
    assert.deepEqual(all, [{ stream: 'stdout', stamp: '', time: 0, text: `${at(9)} mine` }]);
  });

  describe('a line of several messages', () => {
    const long = Buffer.from(`${'x'.repeat(16_383)}${'ö日'.repeat(4_000)}`);
    const told = [`stdout 000000001 ${long.toString()}`, 'stdout 000000002 next'];
    const stamped = (part: Buffer | string): Buffer => Buffer.concat([Buffer.from(`${at(1)} `), Buffer.from(part)]);
    /** As the engine cuts it, inside of characters, too; `end`: what the log driver puts behind the last one. */
    const messages = (end: string): Buffer[] => [
      stamped(long.subarray(0, 16_384)),
      stamped(long.subarray(16_384, 32_768)),
      stamped(Buffer.concat([long.subarray(32_768), Buffer.from(end)])),
      Buffer.from(`${at(2)} next\n`),
    ];
    const cuts = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 10 });

    // The driver `local` ends such a line without a break.
    for (const [driver, end] of [
      ['json-file', '\n'],
      ['local', ''],
    ] as const)
      test(`of the driver ${driver}`, async () => {
        const log = Buffer.concat(messages(end).map((message) => frame('stdout', message)));
        await fc.assert(
          fc.asyncProperty(cuts, async (sizes) => assert.deepEqual(await read(cutAt(log, sizes)), told)),
          { numRuns: 20 },
        );
      });

    for (const [driver, end] of [
      ['json-file', '\r\n'],
      ['local', '\r'],
    ] as const)
      test(`of the driver ${driver}, with a terminal`, async () => {
        const log = Buffer.concat(messages(end));
        await fc.assert(
          fc.asyncProperty(cuts, async (sizes) => assert.deepEqual(await read(cutAt(log, sizes), true), told)),
          { numRuns: 20 },
        );
      });

    test('whose parts are exactly full, or grew by what the engine replaced', async () => {
      const full = 'x'.repeat(16_384);
      const grown = `${'x'.repeat(16_383)}\ufffd`;
      for (const [first, last] of [
        [full, '\n'],
        [full, ''],
        [grown, `${full}\n`],
      ] as const) {
        const all = [stamped(first), stamped(last), stamped('next\n')];
        const lines = [`stdout 000000001 ${first}${last.trimEnd()}`, 'stdout 000000001 next'];
        assert.deepEqual(await read(all.map((message) => frame('stdout', message))), lines);
        if (last !== '') assert.deepEqual(await read(all, true), lines);
      }
    });
  });

  test('bytes that are no UTF-8 spoil nothing but themselves', async () => {
    const bytes = Buffer.concat([Buffer.from(`${at(1)} caf`), Buffer.from([0xc3, 0x0a])]);
    const log = [frame('stdout', bytes), frame('stdout', `${at(2)} next\n`)];
    assert.deepEqual(await read(log), ['stdout 000000001 caf\ufffd', 'stdout 000000002 next']);
  });

  test('a line that never ends is told in pieces', async () => {
    const pieces = Array.from({ length: 40 }, (_, index) => frame('stdout', `${at(index)} ${'x'.repeat(16_384)}`));
    const told = await read(pieces);
    assert.ok(told.length > 1);
    assert.equal(told.map((line) => line.replace(/^stdout \d+ /, '')).join('').length, 40 * 16_384);
    const endless = Buffer.from(`${at(1)} ${'日'.repeat(400_000)}`);
    const seen = await read(cutAt(endless, Array<number>(100).fill(10_001)), true);
    assert.ok(seen.length > 1);
    assert.equal(seen.map((line) => line.replace(/^stdout \d+ /, '')).join(''), '日'.repeat(400_000));
  });
});

describe('reading a log on', () => {
  const line = (nanoseconds: number, text: string): RawLog => ({
    stream: 'stdout',
    stamp: at(nanoseconds),
    time: 0,
    text,
  });
  const all = [line(1, 'a'), line(2, 'b'), line(2, 'b'), line(2, 'c'), line(3, 'd')];

  /** An engine whose first answers are cut short: by a loss, or because it is closed too early. */
  function engine(...answers: readonly (readonly RawLog[] | EngineError)[][]) {
    const asked: LogOptions[] = [];
    return {
      asked,
      async *logs(_id: string, options: LogOptions): AsyncGenerator<readonly RawLog[]> {
        asked.push(options);
        for (const part of answers[asked.length - 1] ?? [all]) {
          if (part instanceof EngineError) throw part;
          const from = typeof options.since === 'string' ? options.since : '';
          yield part.filter(({ stamp }) => stamp >= from);
        }
      },
    };
  }

  async function follow(
    port: ReturnType<typeof engine>,
    engineBack = async () => undefined as void,
  ): Promise<string[]> {
    const texts: string[] = [];
    const how = { follow: true, timestamps: true, signal: new AbortController().signal, engineBack };
    for await (const lot of containerLog(port, { id: 'x', tty: false }, how, new Bookmark()))
      texts.push(...lot.map(({ text }) => text));
    return texts;
  }

  test('what came after the engine closed the stream is read as well, each line once, and followed on', async () => {
    const port = engine([all.slice(0, 2)], [all]);
    assert.deepEqual(await follow(port), ['a', 'b', 'b', 'c', 'd']);
    assert.deepEqual(
      port.asked.map(({ follow: follows, since }) => [follows, since]),
      [
        [true, undefined],
        [false, at(2)],
        [true, at(3)],
        [false, at(3)],
      ],
    );
  });

  test('an engine that is lost on the way is waited for', async () => {
    let waits = 0;
    const port = engine([all.slice(0, 3), new EngineError('lost', 'gone')], [all], [all]);
    assert.deepEqual(await follow(port, async () => void waits++), ['a', 'b', 'b', 'c', 'd']);
    assert.equal(waits, 1);
  });

  test('a container that is removed, or keeps no log, ends quietly', async () => {
    assert.deepEqual(await follow(engine([all.slice(0, 1), new EngineError('not-found', 'gone', 404)])), ['a']);
    const unreadable = new EngineError('refused', 'configured logging driver does not support reading', 501);
    assert.deepEqual(await follow(engine([unreadable] as never)), []);
  });

  test('any other error is told', async () => {
    await assert.rejects(follow(engine([new EngineError('refused', 'broken')] as never)), /broken/);
  });
});
