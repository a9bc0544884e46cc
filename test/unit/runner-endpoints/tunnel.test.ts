import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encode, encodeNumber, FrameReader, type, type Frame } from '../../../client/runner/endpoints/frames';
import { endpointServer } from '../../../client/runner/endpoints/server';
import { Tunnel } from '../../../client/runner/endpoints/tunnel';
import type { Attachment } from '../../../client/runner/enginePort';
import { Channel } from '../../../client/runner/drive/channel';
import { eventually } from '../../support/eventually';

/** The helper's side of a tunnel, played by hand. */
class Other implements Attachment {
  readonly heard: Frame[] = [];
  private readonly channel = new Channel<Buffer>();
  readonly output = this.channel.read();
  isClosed = false;

  send(data: Buffer): void {
    this.heard.push({ type: data.readUInt8(0), stream: data.readUInt32BE(1), payload: data.subarray(9) });
  }

  say(kind: number, stream = 0, payload: Buffer = Buffer.alloc(0)): void {
    void this.channel.send(encode(kind, stream, payload));
  }

  close(): void {
    this.isClosed = true;
    this.channel.close();
  }

  greeting(): Buffer {
    return this.heard.find((frame) => frame.type === type.hello)?.payload ?? assert.fail('no greeting');
  }

  text(stream: number): string {
    const parts = this.heard.filter((frame) => frame.stream === stream && frame.type === type.data);
    return Buffer.concat(parts.map(({ payload }) => payload)).toString();
  }

  ended(stream: number): boolean {
    return this.heard.some((frame) => frame.stream === stream && frame.type === type.end);
  }
}

async function attached(body: unknown): Promise<{ other: Other; tunnel: Tunnel }> {
  const other = new Other();
  const server = endpointServer(async () => Promise.resolve({ status: 200, body }));
  const tunnel = new Tunnel(other, (connection) => server.emit('connection', connection));
  other.say(type.hello, 0, other.greeting());
  assert.equal(await tunnel.attached, true);
  return { other, tunnel };
}

const request = Buffer.from('GET / HTTP/1.0\r\n\r\n');

describe('the tunnel', () => {
  test('answers a connection and ends it, whether or not the other side has said all', async () => {
    const { other, tunnel } = await attached('hello');
    other.say(type.open, 1);
    other.say(type.data, 1, request);
    other.say(type.open, 2);
    other.say(type.data, 2, request);
    other.say(type.end, 2);
    for (const stream of [1, 2]) {
      await eventually(() => other.ended(stream), 'the end of the answer');
      assert.match(other.text(stream), /^HTTP\/1.1 200 OK\r\n[^]*"hello"$/);
    }
    tunnel.close();
  });

  test('sends no more than there is room for', async () => {
    const { other, tunnel } = await attached('x'.repeat(200_000));
    other.say(type.open, 1);
    other.say(type.data, 1, request);
    await eventually(() => other.text(1).length === 65_536, 'as much as there is room for');
    other.say(type.window, 1, encodeNumber(65_536));
    await eventually(() => other.text(1).length === 131_072, 'more of it');
    other.say(type.window, 1, encodeNumber(100_000));
    await eventually(() => other.ended(1), 'the end');
    assert.ok(other.text(1).length > 200_000);
    tunnel.close();
  });

  test('waits while another window has a session, and greets again when that has ended', async () => {
    const { other, tunnel } = await attached('hello');
    other.say(type.hello, 0, Buffer.alloc(16, 7));
    other.say(type.open, 9);
    other.say(type.data, 9, request);
    const greetings = () => other.heard.filter((frame) => frame.type === type.hello).length;
    assert.equal(greetings(), 1);
    other.say(type.bye);
    await eventually(() => greetings() === 2, 'another greeting');
    assert.equal(other.text(9), '', 'a connection of the other session is not answered');
    tunnel.close();
    assert.ok(!other.heard.some((frame) => frame.type === type.bye), 'it has no session to end');
  });

  test('says goodbye, and ends with its attachment', async () => {
    const { other, tunnel } = await attached('hello');
    tunnel.close();
    await tunnel.ended;
    assert.equal(other.heard.at(-1)?.type, type.bye);
    await eventually(() => other.isClosed, 'the attachment to be let go');
  });
});

test('frames are found after whatever was under way, in pieces of any size', () => {
  const session = Buffer.alloc(16, 5);
  const stream = Buffer.concat([
    Buffer.from('the rest of a frame of another session'),
    encode(type.hello, 0, session),
    encode(type.data, 3, Buffer.from('abc')),
    encode(type.end, 3),
  ]);
  for (const size of [1, 7, 1000]) {
    const reader = new FrameReader(session);
    const found: string[] = [];
    for (let at = 0; at < stream.length; at += size)
      for (const frame of reader.read(stream.subarray(at, at + size)))
        found.push(`${frame.type} ${frame.stream} ${frame.type === type.data ? frame.payload.toString() : ''}`);
    assert.deepEqual(found, ['1 0 ', '3 3 abc', '4 3 ']);
  }
});
