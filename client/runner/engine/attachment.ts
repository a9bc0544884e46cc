import type { Duplex } from 'node:stream';
import type { Attachment } from '../enginePort';
import type { Caller, Line } from './call';
import { frames } from './frames';

/** How the standard streams of a container are asked for. */
export const attachQuery = { stream: true, stdin: true, stdout: true, hijack: true } as const;

/** Both standard streams of a container without a terminal, over one connection to the engine. */
export function attachment(socket: NodeJS.ReadWriteStream, caller: Pick<Caller, 'line'>): Attachment {
  const connection = socket as Duplex;
  return {
    output: output(connection, caller.line(connection)),
    send: (data) => connection.writable && connection.write(data),
    close: () => connection.destroy(),
  };
}

async function* output(connection: Duplex, line: Line): AsyncGenerator<Buffer> {
  try {
    for await (const { stream, payload } of frames(connection as AsyncIterable<Buffer>, { tty: false })) {
      line.heard();
      if (stream === 'stdout') yield payload;
    }
  } catch (failure) {
    throw line.explain(failure);
  }
}
