import * as vscode from 'vscode';
import type { Execution } from '../runner/enginePort';

/** Ctrl-C and Ctrl-D: what is going on is interrupted, and the shell that waits again then ends. */
const leave = '\u0003\u0004';

/** Milliseconds a shell has to end by itself when its terminal is closed; the engine would let it run on for ever. */
const grace = 2_000;

/** A terminal of VS Code on a shell in a container: keys, output and size go through the engine. */
export class ShellTerminal implements vscode.Pseudoterminal {
  readonly #written = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<number | undefined>();
  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;
  #execution: Execution | undefined;
  #size: vscode.TerminalDimensions | undefined;
  #typedAhead = '';
  #isClosed = false;

  /** `begin` starts the shell, with a terminal. */
  constructor(private readonly begin: () => Promise<Execution>) {}

  open(size: vscode.TerminalDimensions | undefined): void {
    this.#size = size;
    this.#run().then(
      (exitCode) => this.#closed.fire(exitCode),
      (error: unknown) => {
        this.#written.fire(`\r\n${error instanceof Error ? error.message : String(error)}\r\n`);
        this.#closed.fire(1);
      },
    );
  }

  handleInput(keys: string): void {
    if (this.#execution) this.#execution.send(Buffer.from(keys));
    else this.#typedAhead += keys;
  }

  setDimensions(size: vscode.TerminalDimensions): void {
    this.#size = size;
    void this.#execution?.resize(size);
  }

  close(): void {
    this.#isClosed = true;
    const execution = this.#execution;
    if (!execution) return;
    execution.send(Buffer.from(leave));
    setTimeout(() => execution.close(), grace).unref();
  }

  async #run(): Promise<number | undefined> {
    const execution = await this.begin();
    this.#execution = execution;
    execution.send(Buffer.from(this.#typedAhead));
    if (this.#isClosed) this.close();
    if (this.#size) void execution.resize(this.#size);
    const decoder = new TextDecoder();
    for await (const { payload } of execution.output) this.#written.fire(decoder.decode(payload, { stream: true }));
    const exitCode = await execution.exitCode();
    execution.close();
    return exitCode;
  }
}
