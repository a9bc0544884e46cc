import * as vscode from 'vscode';

/** Context key that selects the welcome text: empty, `no-engine`, `no-permission` or `other`. */
export const problemKey = 'taskdef.engineProblem';

/** A place where an engine was looked for, as the runner's errors tell it. */
interface Attempt {
  readonly endpoint: string;
  readonly from: string;
  readonly met: string;
}

/**
 * Says why the view *Clusters* is empty. A welcome text cannot hold what is known at run time, so `package.json` has the
 * words and buttons for each kind of problem, and a second view, there only while there is a problem, lists what was
 * tried.
 */
export class Welcome implements vscode.TreeDataProvider<vscode.TreeItem>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #registration = vscode.window.registerTreeDataProvider('taskdef.attempts', this);
  #problem: unknown;

  show(problem: unknown): void {
    if (kindOf(problem) !== kindOf(this.#problem)) {
      void vscode.commands.executeCommand('setContext', problemKey, kindOf(problem));
    }
    this.#problem = problem;
    this.#changed.fire(undefined);
  }

  getTreeItem(item: vscode.TreeItem): vscode.TreeItem {
    return item;
  }

  getChildren(): vscode.TreeItem[] {
    const problem = this.#problem;
    if (!(problem instanceof Error)) return [];
    const attempts = attemptsOf(problem);
    return attempts.length > 0 ? attempts.map(rowOf) : [new vscode.TreeItem(problem.message)];
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function rowOf({ endpoint, from, met }: Attempt): vscode.TreeItem {
  const row = new vscode.TreeItem(from);
  row.description = `${met}: ${endpoint}`;
  row.tooltip = `${from}\n${endpoint}\n${met}`;
  row.iconPath = new vscode.ThemeIcon('debug-disconnect');
  return row;
}

function kindOf(problem: unknown): string {
  if (problem === undefined) return '';
  const code = problem instanceof Error && 'code' in problem ? problem.code : undefined;
  return code === 'no-engine' || code === 'no-permission' ? code : 'other';
}

const attemptsOf = (problem: Error): readonly Attempt[] =>
  'tried' in problem && Array.isArray(problem.tried) ? (problem.tried as readonly Attempt[]) : [];
