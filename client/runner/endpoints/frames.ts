/** The tunnel's frames, as `helper/helper.c` has them: type, stream, length, payload. */
export const type = {
  hello: 1,
  open: 2,
  data: 3,
  end: 4,
  reset: 5,
  window: 6,
  ping: 7,
  pong: 8,
  bye: 9,
} as const;

export interface Frame {
  readonly type: number;
  readonly stream: number;
  readonly payload: Buffer;
}

const headLength = 9;
/** Bytes a frame may carry. */
export const mostPayload = 16_384;
/** Bytes that may be under way in one direction of a stream before the receiver has said that there is room again. */
export const room = 65_536;

export function encode(kind: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(stream, 1);
  head.writeUInt32BE(payload.length, 5);
  return Buffer.concat([head, payload]);
}

export function encodeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/**
 * Takes apart what the helper writes. An attachment may begin in the middle of a frame, so nothing counts before the
 * answer to this session's greeting, whose random bytes occur nowhere else.
 */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);
  private inStep = false;
  private readonly greeting: Buffer;

  constructor(session: Buffer) {
    this.greeting = encode(type.hello, 0, session);
  }

  *read(chunk: Buffer): Generator<Frame> {
    this.rest = Buffer.concat([this.rest, chunk]);
    if (!this.inStep && !this.findGreeting()) return;
    while (this.rest.length >= headLength) {
      const end = headLength + this.rest.readUInt32BE(5);
      if (this.rest.length < end) return;
      const frame = this.rest.subarray(0, end);
      this.rest = this.rest.subarray(end);
      yield { type: frame.readUInt8(0), stream: frame.readUInt32BE(1), payload: frame.subarray(headLength) };
    }
  }

  private findGreeting(): boolean {
    const at = this.rest.indexOf(this.greeting);
    this.rest = this.rest.subarray(at === -1 ? Math.max(0, this.rest.length - this.greeting.length + 1) : at);
    this.inStep = at !== -1;
    return this.inStep;
  }
}
