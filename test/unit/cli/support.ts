import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { main } from '../../../client/cli/program';
import type { Cli } from '../../../client/cli/cli';
import type { Interruption, StandardStreams, Terminal } from '../../../client/cli/terminal';
import { temporaryFolder } from '../../support/temporaryFolder';

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A terminal that keeps what is written to it. */
export class FakeTerminal implements Terminal {
  written = '';
  warned = '';
  readonly colours = { out: false, err: false };
  readonly closed: AbortSignal = new AbortController().signal;
  readonly ask: Terminal['ask'] = undefined;

  /** What is typed once a program takes the streams over. */
  typed: readonly string[] = [];
  isTerminal = false;
  /** How the streams were read, and whether they were given back. */
  readonly reading: string[] = [];

  get streams(): StandardStreams {
    return {
      isTerminal: this.isTerminal,
      write: (stream, data) => {
        const text = Buffer.from(data).toString();
        if (stream === 'stdout') this.written += text;
        else this.warned += text;
      },
      read: (mode, { data, end }) => {
        this.reading.push(mode);
        for (const text of this.typed) data(Buffer.from(text));
        end();
        return { dispose: () => void this.reading.push('given back') };
      },
      size: () => ({ rows: 24, columns: 80 }),
      onResize: () => ({ dispose: () => undefined }),
    };
  }

  constructor(
    readonly cwd: string,
    private readonly stdin: string | Uint8Array = '',
    readonly env: Terminal['env'] = {},
  ) {}

  readonly onInterrupt: Terminal['onInterrupt'] = (heard) => {
    this.interrupt = (by = 'SIGINT') => heard(by);
    return { dispose: () => (this.interrupt = () => undefined) };
  };
  interrupt: (by?: Interruption) => void = () => undefined;
  /** The status with which the process would have ended. */
  left: number | undefined;
  readonly exit = (status: number): void => void (this.left = status);

  readonly out = (text: string): void => void (this.written += text);
  readonly drained = async (): Promise<void> => undefined;
  readonly err = (text: string): void => void (this.warned += text);
  readonly readStdin = async (): Promise<Uint8Array> => Buffer.from(this.stdin);
}

/** For command lines that need no engine. */
export const noEngine: Cli['openRunner'] = () => Promise.reject(new Error('nobody should look for an engine'));

/** Runs a command line inside this process. */
export async function taskdef(
  args: readonly string[],
  terminal = new FakeTerminal('/'),
  openRunner = noEngine,
): Promise<Ended> {
  const status = await main(args, { terminal, openRunner });
  return { status, out: terminal.written, err: terminal.warned };
}

/** Runs a script of ours in a process of its own, with `input` as its standard input. */
export function inProcess(script: string, args: readonly string[], input = '', cwd?: string): Promise<Ended> {
  const child = spawn(process.execPath, [script, ...args], { cwd });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, err })));
}

/** A folder with these files, removed after the test. */
export function folderWith(test: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder('cli');
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

/** Root may read whatever is closed to others, so it steps down for a while. */
export async function asNobody<Answer>(doing: () => Promise<Answer>): Promise<Answer> {
  const { getuid, seteuid } = process;
  if (getuid?.() !== 0 || !seteuid) return doing();
  seteuid(65_534);
  return doing().finally(() => seteuid(0));
}
