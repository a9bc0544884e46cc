import * as vscode from 'vscode';
import type { EngineConnection } from '../clusters/engineConnection';
import { taskFacts } from '../clusters/taskFacts';

/** `ecs-task:/web 3f9a2b1c.json?TASK` */
export const taskScheme = 'ecs-task';

/** What is known of a task, by its id, as a document. */
export const taskDocumentUri = (taskId: string, family: string): vscode.Uri =>
  vscode.Uri.from({ scheme: taskScheme, path: `/${family} ${taskId.slice(0, 8)}.json`, query: taskId });

/** Documents with all that is known of a task, to be read only; as `taskdef inspect --format json` prints it. */
export class TaskDocuments implements vscode.TextDocumentContentProvider {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  constructor(private readonly connection: EngineConnection) {}

  async provideTextDocumentContent({ query: taskId }: vscode.Uri): Promise<string> {
    const runner = await this.connection.runner();
    return `${JSON.stringify(taskFacts(await runner.inspect(taskId)), undefined, 2)}\n`;
  }

  /** One that is open already is read anew. */
  refresh(uri: vscode.Uri): void {
    this.#changed.fire(uri);
  }
}
