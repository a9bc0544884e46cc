import type { Duplex } from 'node:stream';
import type { Execution } from '../enginePort';
import type { EngineError } from '../errors';
import { frames, type Frame } from './frames';

/** What dockerode gives of an exec, as far as it is used here. */
interface Exec {
  resize(size: { h: number; w: number }): Promise<unknown>;
  inspect(): Promise<{ ExitCode: number | null }>;
}

export const execBody = (command: readonly string[], tty: boolean) => ({
  ...{ Cmd: [...command], AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: tty },
});

/** A command in a container, over one connection to the engine. `explain` words what the connection fails with. */
export function execution(
  exec: Exec,
  connection: Duplex,
  { tty, explain }: { readonly tty: boolean; readonly explain: (failure: unknown) => EngineError },
): Execution {
  // Whoever reads is told of a failure; it must not end the process while nobody does.
  connection.on('error', () => undefined);
  return {
    output: output(connection, tty, explain),
    send: (data) => void (connection.writable && connection.write(data)),
    end: () => void (connection.writable && connection.end()),
    resize: async ({ rows, columns }) => {
      // A command that has just ended has no size any more.
      await exec.resize({ h: rows, w: columns }).catch(() => undefined);
    },
    exitCode: async () => {
      try {
        return (await exec.inspect()).ExitCode ?? undefined;
      } catch (failure) {
        throw explain(failure);
      }
    },
    close: () => connection.destroy(),
  };
}

async function* output(
  connection: Duplex,
  tty: boolean,
  explain: (failure: unknown) => EngineError,
): AsyncGenerator<Frame, void, undefined> {
  try {
    yield* frames(connection as AsyncIterable<Buffer>, { tty });
  } catch (failure) {
    throw explain(failure);
  }
}
