import type { Duplex } from 'node:stream';
import type { Execution } from '../enginePort';
import type { Caller, Line } from './call';
import { frames, type Frame } from './frames';
import { limits } from './limits';

/** What dockerode gives of an exec, as far as it is used here. */
interface Exec {
  resize(size: { h: number; w: number }): Promise<unknown>;
  inspect(): Promise<{ ExitCode: number | null }>;
}

export const execBody = (command: readonly string[], tty: boolean) => ({
  ...{ Cmd: [...command], AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: tty },
});

/** A command in a container, over one connection to the engine. Its end is waited for, as an answer is. */
export function execution(
  exec: Exec,
  connection: Duplex,
  { tty, caller }: { readonly tty: boolean; readonly caller: Pick<Caller, 'call' | 'line'> },
): Execution {
  return {
    output: output(connection, tty, caller.line(connection, 'awaited')),
    send: (data) => void (connection.writable && connection.write(data)),
    end: () => void (connection.writable && connection.end()),
    resize: async ({ rows, columns }) => {
      // A command that has just ended has no size any more.
      await caller.call(limits.inspect, async () => exec.resize({ h: rows, w: columns })).catch(() => undefined);
    },
    exitCode: async () => (await caller.call(limits.inspect, async () => exec.inspect())).ExitCode ?? undefined,
    close: () => connection.destroy(),
  };
}

async function* output(connection: Duplex, tty: boolean, line: Line): AsyncGenerator<Frame, void, undefined> {
  try {
    for await (const frame of frames(connection as AsyncIterable<Buffer>, { tty })) {
      line.heard();
      yield frame;
    }
  } catch (failure) {
    throw line.explain(failure);
  }
}
