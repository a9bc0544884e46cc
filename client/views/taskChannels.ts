import * as vscode from 'vscode';
import { TaskLog } from '../clusters/taskLog';

interface Channel {
  readonly output: vscode.OutputChannel;
  /** Ends what is being followed. */
  readonly ending: AbortController;
}

/** One output channel a task, kept until the task is removed. */
export class TaskChannels implements vscode.Disposable {
  readonly #channels = new Map<string, Channel>();

  /** The empty channel of a task; one that it has is emptied. The signal aborts when the channel goes, or is emptied. */
  create(taskId: string, family: string, containers: readonly string[]): { log: TaskLog; signal: AbortSignal } {
    const known = this.#channels.get(taskId);
    known?.ending.abort();
    known?.output.clear();
    const output = known?.output ?? vscode.window.createOutputChannel(`ECS ${family} ${taskId.slice(0, 8)}`, 'log');
    const ending = new AbortController();
    const { signal } = ending;
    this.#channels.set(taskId, { output, ending });
    // Who wrote before may not have heard yet that this is over.
    const appendLine = (line: string) => void (signal.aborted || output.appendLine(line));
    return { log: new TaskLog({ appendLine }, containers), signal };
  }

  has(taskId: string): boolean {
    return this.#channels.has(taskId);
  }

  /** Brings the channel into view; the cursor stays where it is. */
  show(taskId: string): void {
    this.#channels.get(taskId)?.output.show(true);
  }

  remove(taskId: string): void {
    const channel = this.#channels.get(taskId);
    this.#channels.delete(taskId);
    channel?.ending.abort();
    channel?.output.dispose();
  }

  dispose(): void {
    for (const taskId of [...this.#channels.keys()]) this.remove(taskId);
  }
}
