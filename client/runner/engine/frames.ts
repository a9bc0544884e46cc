/** A piece of one stream of a container without a terminal. */
export interface Frame {
  readonly stream: 'stdout' | 'stderr';
  readonly payload: Buffer;
}

const headerLength = 8;

/**
 * Takes the engine's multiplexed log stream apart: eight bytes of header (stream number, three zeros, length), then
 * the payload; chunks of the connection end anywhere.
 */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  /** The frames that are whole with this chunk. */
  take(chunk: Buffer): Frame[] {
    const all = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const found: Frame[] = [];
    let at = 0;
    while (at + headerLength <= all.length) {
      const end = at + headerLength + all.readUInt32BE(at + 4);
      if (end > all.length) break;
      found.push({ stream: all[at] === 2 ? 'stderr' : 'stdout', payload: all.subarray(at + headerLength, end) });
      at = end;
    }
    this.rest = all.subarray(at);
    return found;
  }
}

/** The frames of a connection, one by one. With a terminal there are none: all bytes are one stream, `stdout`. */
export async function* frames(
  chunks: AsyncIterable<Buffer>,
  { tty }: { readonly tty: boolean },
): AsyncGenerator<Frame, void, undefined> {
  const reader = new FrameReader();
  for await (const chunk of chunks) yield* tty ? [{ stream: 'stdout' as const, payload: chunk }] : reader.take(chunk);
}
