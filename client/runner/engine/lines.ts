import { StringDecoder } from 'node:string_decoder';
import type { RawLog } from '../enginePort';
import type { Frame } from './frames';
import { partLength, stampAt } from './stamps';

/** A line that never ends is told in pieces of about this many bytes. */
const longest = 256 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Makes lines of the frames of a log read with `timestamps=1`. A message without a line break goes on in the next frame
 * of the same stream, whose own time is dropped.
 */
export class LineReader {
  private readonly open: Readonly<Record<Frame['stream'], OpenLine>> = {
    stdout: new OpenLine('stdout'),
    stderr: new OpenLine('stderr'),
  };

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
  private readonly decoder = new StringDecoder('utf8');
  private stamp = '';
  private time = 0;
  private parts: Buffer[] = [];
  private length = 0;

  constructor(private readonly stream: RawLog['stream']) {}

  take(message: Buffer, found: RawLog[]): void {
    let at = 0;
    for (let end = message.indexOf(lineFeed); end >= 0; end = message.indexOf(lineFeed, at)) {
      this.add(message, at, end);
      found.push(this.line((bytes) => this.decoder.end(bytes)));
      at = end + 1;
    }
    if (at === message.length) return;
    const before = this.parts.at(-1)?.length ?? 0;
    const added = this.add(message, at, message.length);
    // The driver `local` leaves out the break behind a line of several parts, of which only the last one is shorter.
    if (before >= partLength && added < partLength) found.push(this.line((bytes) => this.decoder.end(bytes)));
    else if (this.length > longest) found.push(this.line((bytes) => this.decoder.write(bytes)));
  }

  end(): RawLog[] {
    return this.length > 0 ? [this.line((bytes) => this.decoder.end(bytes))] : [];
  }

  /** How many bytes there are without the time in front of them. */
  private add(message: Buffer, from: number, to: number): number {
    const stamp = stampAt(message, from);
    if (stamp !== '' && this.parts.length === 0) {
      this.stamp = stamp;
      this.time = Date.parse(stamp);
    }
    const part = message.subarray(stamp === '' ? from : from + stamp.length + 1, to);
    this.parts.push(part);
    this.length += part.length;
    return part.length;
  }

  private line(decode: (bytes: Buffer) => string): RawLog {
    const [first, ...more] = this.parts;
    const bytes = first && more.length === 0 ? first : Buffer.concat(this.parts);
    this.parts = [];
    this.length = 0;
    const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
    return { stream: this.stream, stamp: this.stamp, time: this.time, text: decode(bytes.subarray(0, end)) };
  }
}
