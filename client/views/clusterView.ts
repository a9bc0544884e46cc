import * as vscode from 'vscode';
import type { ClusterSource } from '../clusters/clusterSource';
import type { Resource, ResourceRef } from '../clusters/resource';
import { AbandonedOffer } from './abandonedOffer';
import { ClusterTree } from './clusterTree';
import { Welcome } from './welcome';

export const viewId = 'taskdef.clusters';

/** Several events of one moment lead to one look at the engine. */
const settleMs = 150;

/** The view *Clusters*: follows the engine's events while it is visible, and is silent while it is not. */
export class ClusterView implements vscode.Disposable {
  readonly tree: ClusterTree;
  readonly #view: vscode.TreeView<ResourceRef>;
  readonly #welcome = new Welcome();
  readonly #abandoned: AbandonedOffer;
  #watch: { dispose(): void } | undefined;
  #settling: NodeJS.Timeout | undefined;
  #changed: ResourceRef[] = [];

  /** `memory` is that of all windows. */
  constructor(
    private readonly source: ClusterSource,
    private readonly report: (problem: unknown) => void,
    memory: vscode.Memento,
  ) {
    this.tree = new ClusterTree(source, (problem, roots) => {
      this.#welcome.show(problem);
      if (problem === undefined) this.#tellInView(roots).catch(this.report);
      else this.report(problem);
    });
    this.#view = vscode.window.createTreeView(viewId, {
      treeDataProvider: this.tree,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#abandoned = new AbandonedOffer(this.#view, memory);
    this.#view.onDidChangeVisibility(({ visible }) => {
      if (visible) return this.refresh();
      this.#unwatch();
      this.#abandoned.hide();
    });
    if (this.#view.visible) this.#follow();
  }

  /** Asks the engine anew, and subscribes anew: the engine may be another one, or have come back. */
  refresh(): void {
    this.#unwatch();
    if (this.#view.visible) this.#follow();
    this.tree.refresh();
  }

  /** Opens the view at a resource. Says whether there is one. */
  async reveal(ref: ResourceRef): Promise<boolean> {
    this.source.refresh();
    const element = await this.tree.locate(ref);
    if (!element) return false;
    this.tree.refreshParent(element); // VS Code reveals only rows that it has, and waits for a refresh that is under way
    const show = () => this.#view.reveal(element, { select: true, focus: false, expand: true });
    await show().then(undefined, show); // another refresh may have come between; it is waited for the second time
    return true;
  }

  dispose(): void {
    this.#unwatch();
    this.#view.dispose();
    this.#welcome.dispose();
  }

  /** What to do next where there is nothing, or what has been forgotten. */
  async #tellInView(roots: readonly Resource[]): Promise<void> {
    const hint = vscode.l10n.t('No tasks yet. Open a task definition and press F5 to run it here.');
    if (roots.every(({ state, hasChildren }) => state === 'running' && !hasChildren)) {
      this.#view.message = hint;
      return;
    }
    if (this.#view.message === hint) this.#abandoned.hide();
    await this.#abandoned.show((await this.source.abandoned()).map(({ id }) => id));
  }

  #follow(): void {
    this.#watch = this.source.watch((ref) => {
      if (ref) this.#changed.push(ref);
      this.#settling ??= setTimeout(() => this.#settle(), settleMs);
    });
  }

  #settle(): void {
    const changed = this.#changed;
    this.#changed = [];
    this.#settling = undefined;
    this.tree.update(changed).catch((error: unknown) => this.report(error));
  }

  #unwatch(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    this.#changed = [];
    this.#watch?.dispose();
    this.#watch = undefined;
  }
}
