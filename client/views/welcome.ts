import * as vscode from 'vscode';

/** Context key that selects the welcome text: empty, `no-engine`, `no-permission` or `other`. */
export const problemKey = 'taskdef.engineProblem';

/**
 * Says in an empty view why it is empty: `package.json` has the words and buttons for each kind of problem, the title
 * of the view what was tried.
 */
export class Welcome {
  #kind = '';

  show(view: vscode.TreeView<unknown>, problem: unknown): void {
    view.description = problem instanceof Error ? problem.message : '';
    const kind = kindOf(problem);
    if (kind === this.#kind) return;
    this.#kind = kind;
    void vscode.commands.executeCommand('setContext', problemKey, kind);
  }
}

function kindOf(problem: unknown): string {
  if (problem === undefined) return '';
  const code = problem instanceof Error && 'code' in problem ? problem.code : undefined;
  return code === 'no-engine' || code === 'no-permission' ? code : 'other';
}
