import type { Frame } from './frames';
import { findStamp, partLength, stampAt } from './stamps';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Every byte replaced by U+FFFD, and the time behind it. */
const longestPart = 3 * partLength + 64;

/**
 * Finds the messages in the log of a container with a terminal, which has no frames: each is a time and a line, or as
 * much of a line as the engine puts into one message, with the next time right behind it.
 */
export class MessageReader {
  private rest: Buffer = Buffer.alloc(0);
  /** The last message was a part of a line. */
  private isContinued = false;

  /** The messages that are whole with this chunk. */
  take(chunk: Buffer): Frame[] {
    const all = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const found: Frame[] = [];
    let at = 0;
    for (let end = this.endOfMessage(all, at); end !== undefined; end = this.endOfMessage(all, at)) {
      found.push({ stream: 'stdout', payload: all.subarray(at, end) });
      at = end;
      const last = all[end - 1];
      this.isContinued = last !== lineFeed && last !== carriageReturn;
    }
    this.rest = all.subarray(at);
    return found;
  }

  /** What has no end so far. */
  end(): Frame[] {
    return [{ stream: 'stdout', payload: this.rest }];
  }

  private endOfMessage(all: Buffer, at: number): number | undefined {
    const stamp = stampAt(all, at);
    const text = stamp === '' ? at : at + stamp.length + 1;
    const lineEnd = all.indexOf(lineFeed, text);
    if (lineEnd < 0 || lineEnd >= text + partLength) return endOfPart(all, text, lineEnd);
    // The driver `local` leaves out the line feed behind a line of several parts.
    const next = this.isContinued ? findStamp(all, text, lineEnd) : -1;
    return next >= 0 && all[next - 1] === carriageReturn ? next : lineEnd + 1;
  }
}

function endOfPart(all: Buffer, text: number, lineEnd: number): number | undefined {
  const limit = text + longestPart;
  const next = findStamp(all, text + partLength, Math.min(limit, lineEnd < 0 ? all.length : lineEnd));
  if (next >= 0) return next;
  if (lineEnd >= 0 && lineEnd < limit) return lineEnd + 1;
  return limit <= all.length ? limit : undefined;
}
