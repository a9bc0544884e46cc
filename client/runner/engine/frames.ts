/** A piece of one stream of a container without a terminal. */
export interface Frame {
  readonly stream: 'stdout' | 'stderr';
  readonly payload: Buffer;
}

const headerLength = 8;

/**
 * Takes the engine's multiplexed log stream apart: eight bytes of header (stream number, three zeros, length), then
 * the payload; chunks of the connection end anywhere. A container with a terminal has no headers at all: its bytes are
 * one stream, `stdout`.
 */
export async function* frames(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  { tty }: { readonly tty: boolean },
): AsyncGenerator<Frame, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (tty) {
      yield { stream: 'stdout', payload: chunk };
      continue;
    }
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (rest.length < headerLength) break;
      const end = headerLength + rest.readUInt32BE(4);
      if (rest.length < end) break;
      yield { stream: rest[0] === 2 ? 'stderr' : 'stdout', payload: rest.subarray(headerLength, end) };
      rest = rest.subarray(end);
    }
  }
}
