import * as vscode from 'vscode';

/** What is kept of those that were told of, in any window. */
const memoryKey = 'abandonedTasks.told';

/** Says in the view, and once only, that there are tasks nobody looks after any more. Their rows go on saying so. */
export class AbandonedOffer {
  constructor(
    private readonly view: Pick<vscode.TreeView<unknown>, 'message'>,
    private readonly memory: vscode.Memento,
  ) {}

  /** `taskIds`: those that there are now. */
  async show(taskIds: readonly string[]): Promise<void> {
    const told = this.memory.get<readonly string[]>(memoryKey, []);
    if (taskIds.length === 0) this.hide();
    if (taskIds.every((id) => told.includes(id))) return;
    this.view.message =
      taskIds.length === 1
        ? vscode.l10n.t('A task has run for over a day with nobody to look after it. Its menu can stop and remove it.')
        : vscode.l10n.t(
            '{0} tasks have run for over a day with nobody to look after them. Their menus can stop and remove them.',
            taskIds.length,
          );
    await this.memory.update(memoryKey, taskIds);
  }

  hide(): void {
    this.view.message = '';
  }
}
