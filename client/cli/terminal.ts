import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { Failure, exits } from './failure';

/** What a command may know of the terminal it runs in. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The answer asked for, which tools may read, and nothing else. */
  readonly out: (text: string) => void;
  /** For much to put out: settles when a slow reader of `out` has caught up, or the signal aborts. */
  readonly drained: (signal: AbortSignal) => Promise<void>;
  /** What people read along the way: progress, notices, failures. */
  readonly err: (text: string) => void;
  /** Where colour is welcome. */
  readonly colours: { readonly out: boolean; readonly err: boolean };
  /** Nobody reads `out` any more (`taskdef … | head`). */
  readonly closed: AbortSignal;
  /** Calls back for each Ctrl-C, and when the system asks the process to end. Until disposed, none of these ends it. */
  readonly onInterrupt: (
    heard: (by: Interruption) => void,
    signals?: readonly Interruption[],
  ) => { readonly dispose: () => void };
  /** Ends the process at once, whatever it waits for; what was put out so far is written. */
  readonly exit: (status: number) => void;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Asks a person; undefined where there is none. */
  readonly ask: Ask | undefined;
  readonly streams: StandardStreams;
}

/** Rejects with a Failure where there is no answer, or when the signal aborts. */
export type Ask = (question: string, signal?: AbortSignal) => Promise<string>;

/** The standard streams as they are, for a program that takes them over (`taskdef exec`). */
export interface StandardStreams {
  /** A person types and reads here. */
  readonly isTerminal: boolean;
  readonly write: (stream: 'stdout' | 'stderr', data: Uint8Array) => void;
  /** `raw`: every key is passed on, Ctrl-C too. Until disposed. */
  readonly read: (
    mode: 'raw' | 'lines',
    heard: { readonly data: (data: Buffer) => void; readonly end: () => void },
  ) => { readonly dispose: () => void };
  /** In characters. */
  readonly size: () => { readonly rows: number; readonly columns: number };
  readonly onResize: (heard: () => void) => { readonly dispose: () => void };
}

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C; the request to end; the terminal was closed; Ctrl-\, on Windows Ctrl-Break. */
export type Interruption = (typeof endingSignals)[number] | 'SIGQUIT' | 'SIGBREAK';

/** What a pipe says that has been closed at its other end. */
const nobodyReads: ReadonlySet<string> = new Set(['EPIPE', 'EOF', 'ECONNRESET']);

/**
 * The terminal of this process. A pipe that closes early is no failure: what comes after is dropped. Output that is lost
 * for another reason, as on a full disk, is one.
 */
export function processTerminal({ stdin, stdout, stderr, env }: NodeJS.Process): Terminal {
  const closed = new AbortController();
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    const { code = error.message } = error;
    if (!closed.signal.aborted && !nobodyReads.has(code)) {
      stderr.write(`taskdef: standard output could not be written (${code}).\n`);
      process.once('exit', () => (process.exitCode = exits.misuse)); // whatever the command itself ends with
    }
    closed.abort();
  });
  stderr.on('error', () => undefined);
  const gathered = new Gathered((text) => void stdout.write(text));
  const colourful = (stream: NodeJS.WriteStream): boolean => stream.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return {
    cwd: process.cwd(),
    env,
    out: (text) => {
      if (!closed.signal.aborted) gathered.add(text);
    },
    drained: async (signal) => drained(stdout, signal),
    err: (text) => {
      gathered.flush(); // what a person reads on one screen keeps its order
      stderr.write(text);
    },
    colours: { out: colourful(stdout), err: colourful(stderr) },
    closed: closed.signal,
    onInterrupt: (heard, signals = endingSignals) => {
      // One each: what `asker` hears comes without its name.
      const hearing = signals.map((signal) => ({ signal, hear: () => heard(signal) }));
      for (const { signal, hear } of hearing) process.on(signal, hear);
      return { dispose: () => hearing.forEach(({ signal, hear }) => process.off(signal, hear)) };
    },
    exit: (status) => {
      gathered.flush();
      process.exit(status);
    },
    readStdin: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
    streams: standardStreams({ stdin, stdout, stderr }, { closed: closed.signal, gathered }),
    ask: stdin.isTTY && stderr.isTTY ? asker({ input: stdin, output: stderr }, interruptProcess) : undefined,
  };
}

/** Settles when the stream wants more, or has failed, or the signal aborts. */
export async function drained(stream: Writable, signal: AbortSignal): Promise<void> {
  if (stream.writableNeedDrain) await once(stream, 'drain', { signal }).catch(() => undefined);
}

function standardStreams(
  { stdin, stdout, stderr }: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>,
  { closed, gathered }: { readonly closed: AbortSignal; readonly gathered: Gathered },
): StandardStreams {
  return {
    isTerminal: stdin.isTTY && stdout.isTTY,
    write: (stream, data) => {
      gathered.flush();
      if (stream === 'stderr') stderr.write(data);
      else if (!closed.aborted) stdout.write(data);
    },
    read: (mode, { data, end }) => {
      if (mode === 'raw') stdin.setRawMode(true);
      stdin.on('data', data).on('end', end).resume();
      return {
        dispose: () => {
          stdin.off('data', data).off('end', end).pause();
          if (mode === 'raw') stdin.setRawMode(false);
          // A pipe that nobody ends would keep the process alive; a file (`< dump.sql`, `< /dev/null`) has an end.
          if ('unref' in stdin) stdin.unref();
        },
      };
    },
    size: () => ({ rows: stdout.rows, columns: stdout.columns }),
    onResize: (heard) => {
      stdout.on('resize', heard);
      return { dispose: () => stdout.off('resize', heard) };
    },
  };
}

/**
 * Asks on a terminal. Ctrl-C is heard before anything becomes of the question: readline swallows it, and whoever runs a
 * task must hear it.
 */
export function asker(
  { input, output }: { readonly input: Readable; readonly output: Writable },
  interrupted: () => void,
): Ask {
  return async (question, signal) => {
    const lines = createInterface({ input, output, terminal: true });
    const ended = new AbortController();
    const end = (): void => ended.abort();
    let isInterrupted = false;
    lines.once('SIGINT', () => {
      isInterrupted = true;
      end();
    });
    lines.once('close', end);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    try {
      return await lines.question(question, { signal: ended.signal });
    } catch {
      lines.close();
      if (isInterrupted) interrupted();
      throw new Failure('there was no answer.', exits.problems);
    } finally {
      signal?.removeEventListener('abort', end);
      lines.close();
    }
  };
}

/** Whoever listens for Ctrl-C hears of one at once; where nobody does, the process ends as it would by itself. */
function interruptProcess(): void {
  if (!process.emit('SIGINT')) process.kill(process.pid, 'SIGINT');
}

/** Characters written at once. */
const portion = 64 * 1024;

/** Short texts on their way to a stream: a write for each line of a fast log would take most of the time. */
class Gathered {
  #text = '';
  #flushing: NodeJS.Immediate | undefined;

  constructor(private readonly write: (text: string) => void) {}

  add(text: string): void {
    this.#text += text;
    if (this.#text.length >= portion) this.flush();
    else this.#flushing ??= setImmediate(() => this.flush());
  }

  flush(): void {
    clearImmediate(this.#flushing);
    this.#flushing = undefined;
    const text = this.#text;
    this.#text = '';
    if (text !== '') this.write(text);
  }
}
