import type { RawLog } from '../rawLog';
import type { Frame } from './frames';
import { partLength, stampAt } from './stamps';

/** A line that never ends is told in pieces of about this many bytes. */
const longest = 256 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Makes lines of the frames of a log. A message without a line break goes on in the next frame of the same stream, whose
 * own time is dropped.
 */
export class LineReader {
  private readonly open: Readonly<Record<Frame['stream'], OpenLine>>;

  constructor({ timestamps }: { readonly timestamps: boolean }) {
    this.open = { stdout: new OpenLine('stdout', timestamps), stderr: new OpenLine('stderr', timestamps) };
  }

  /** The lines that are whole with these frames. */
  take(frames: readonly Frame[]): RawLog[] {
    const found: RawLog[] = [];
    for (const { stream, payload } of frames) this.open[stream].take(payload, found);
    return found;
  }

  /** What was left without a line break. */
  end(): RawLog[] {
    return Object.values(this.open).flatMap((open) => open.end());
  }
}

/** Bytes until the line is whole: the engine cuts inside characters, too. */
class OpenLine {
  private stamp = '';
  private time = 0;
  private parts: Buffer[] = [];
  private length = 0;
  /** Bytes of the part that came last. */
  private lastPart = 0;

  constructor(
    private readonly stream: RawLog['stream'],
    private readonly isStamped: boolean,
  ) {}

  take(message: Buffer, found: RawLog[]): void {
    let at = 0;
    for (let end = message.indexOf(lineFeed); end >= 0; end = message.indexOf(lineFeed, at)) {
      const from = this.begin(message, at);
      found.push(this.parts.length === 0 ? this.line(message, from, end) : this.joined(message.subarray(from, end)));
      at = end + 1;
    }
    if (at < message.length) this.takePart(message.subarray(this.begin(message, at)), found);
  }

  end(): RawLog[] {
    return this.length > 0 ? [this.joined()] : [];
  }

  private takePart(part: Buffer, found: RawLog[]): void {
    const before = this.lastPart;
    this.lastPart = part.length;
    // The driver `local` leaves out the break behind a line of several parts, of which only the last one is shorter.
    if (before >= partLength && part.length < partLength) found.push(this.joined(part));
    else {
      this.parts.push(part);
      this.length += part.length;
      if (this.length > longest) this.cut(found);
    }
  }

  /** Before the last character, which may not be whole. */
  private cut(found: RawLog[]): void {
    const bytes = Buffer.concat(this.parts);
    const beginning = bytes.subarray(-4).findLastIndex((byte) => (byte & 0xc0) !== 0x80);
    const end = beginning < 0 ? bytes.length : bytes.length - 4 + beginning;
    found.push(this.line(bytes, 0, end));
    this.parts = [bytes.subarray(end)];
    this.length = bytes.length - end;
  }

  private joined(...last: readonly Buffer[]): RawLog {
    const bytes = Buffer.concat([...this.parts, ...last]);
    this.parts = [];
    this.length = 0;
    this.lastPart = 0;
    return this.line(bytes, 0, bytes.length);
  }

  /** Where the text of a message begins. A line has the time of its first one. */
  private begin(message: Buffer, at: number): number {
    const stamp = this.isStamped ? stampAt(message, at) : '';
    if (stamp === '') return at;
    if (this.parts.length === 0) {
      this.stamp = stamp;
      this.time = Date.parse(stamp);
    }
    return at + stamp.length + 1;
  }

  private line(bytes: Buffer, from: number, to: number): RawLog {
    const end = to > from && bytes[to - 1] === carriageReturn ? to - 1 : to;
    return { stream: this.stream, stamp: this.stamp, time: this.time, text: bytes.toString('utf8', from, end) };
  }
}
