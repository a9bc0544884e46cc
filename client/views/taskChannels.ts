import * as vscode from 'vscode';
import { TaskLog } from '../clusters/taskLog';

interface Channel {
  readonly output: vscode.OutputChannel;
  readonly log: TaskLog;
  /** Ends what is being followed. */
  readonly ending: AbortController;
}

/** One output channel a task, kept until the task is removed. */
export class TaskChannels implements vscode.Disposable {
  readonly #channels = new Map<string, Channel>();

  /** Makes the channel of a task, in place of an older one. The signal aborts when the channel goes. */
  create(taskId: string, family: string, containers: readonly string[]): { log: TaskLog; signal: AbortSignal } {
    this.remove(taskId);
    const output = vscode.window.createOutputChannel(`ECS ${family} ${taskId.slice(0, 8)}`, 'log');
    const channel = { output, log: new TaskLog(output, containers), ending: new AbortController() };
    this.#channels.set(taskId, channel);
    return { log: channel.log, signal: channel.ending.signal };
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
