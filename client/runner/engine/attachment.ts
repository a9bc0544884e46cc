import type { Duplex } from 'node:stream';
import type { Attachment } from '../enginePort';
import type { EngineError } from '../errors';
import { frames } from './frames';

/** How the standard streams of a container are asked for. */
export const attachQuery = { stream: true, stdin: true, stdout: true, hijack: true } as const;

/** Both standard streams of a container without a terminal, over one connection to the engine. */
export function attachment(socket: NodeJS.ReadWriteStream, explain: (failure: unknown) => EngineError): Attachment {
  const connection = socket as Duplex;
  // Whoever reads is told of a failure; it must not end the process while nobody does.
  connection.on('error', () => undefined);
  return {
    output: output(connection, explain),
    send: (data) => connection.writable && connection.write(data),
    close: () => connection.destroy(),
  };
}

async function* output(connection: Duplex, explain: (failure: unknown) => EngineError): AsyncGenerator<Buffer> {
  try {
    for await (const { stream, payload } of frames(connection as AsyncIterable<Buffer>, { tty: false }))
      if (stream === 'stdout') yield payload;
  } catch (failure) {
    throw explain(failure);
  }
}
