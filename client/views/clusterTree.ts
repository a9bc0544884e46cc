import * as vscode from 'vscode';
import type { ClusterSource } from '../clusters/clusterSource';
import { parentOf, refKey, type Resource, type ResourceRef, type ResourceState } from '../clusters/resource';
import { toTreeItem, withTooltip } from './toTreeItem';

/** Milliseconds for which the figures of a tooltip are shown again. */
const figuresLast = 15_000;

/**
 * The tree of a cluster source. Its elements are refs, one object an identity, so that VS Code keeps selection and
 * expansion while what they stand for changes.
 */
export class ClusterTree implements vscode.TreeDataProvider<ResourceRef> {
  readonly #changed = new vscode.EventEmitter<ResourceRef | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #refs = new Map<string, ResourceRef>();
  readonly #resources = new Map<string, Resource>();
  /** What was alive when it was first shown: said anew with each row, or VS Code would close it when it stops. */
  readonly #begunOpen = new Set<string>();
  /** Which rows stand below a ref, in their order. */
  readonly #shown = new Map<string, string>();
  /** What is being read below a ref: whoever asks meanwhile gets the same answer. */
  readonly #reading = new Map<string, Promise<ResourceRef[]>>();

  constructor(
    private readonly source: ClusterSource,
    /** Told after each reading of the root: why there is none, or undefined and what there is. */
    private readonly rootRead: (problem: unknown, roots: readonly Resource[]) => void,
  ) {}

  getTreeItem(ref: ResourceRef): vscode.TreeItem {
    const resource = this.#resources.get(refKey(ref));
    return resource ? toTreeItem(resource, { isOpen: this.#begunOpen.has(refKey(ref)) }) : new vscode.TreeItem(ref.id);
  }

  /** Asked when a row is looked at; only then it is measured what its resource uses. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    ref: ResourceRef,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const resource = this.#resources.get(refKey(ref));
    return resource ? withTooltip(item, resource, await this.#usage(resource, token)) : item;
  }

  async #usage({ ref, state }: Resource, token: vscode.CancellationToken): Promise<readonly string[]> {
    if (state !== 'running' && state !== 'unhealthy') return [];
    const leaving = new AbortController();
    const hearing = token.onCancellationRequested(() => leaving.abort());
    try {
      const used = await this.source.usage(ref, leaving.signal);
      if (used.length > 0) this.#age(ref);
      return used;
    } catch {
      return []; // without an engine the rest can still be told
    } finally {
      hearing.dispose();
    }
  }

  /** VS Code keeps a tooltip until its row changes: soon enough the figures are measured anew when looked at again. */
  #age(ref: ResourceRef): void {
    setTimeout(() => this.#changed.fire(ref), figuresLast).unref();
  }

  getParent(ref: ResourceRef): ResourceRef | undefined {
    const parent = parentOf(ref);
    return parent && this.#intern(parent);
  }

  getChildren(ref?: ResourceRef): Promise<ResourceRef[]> {
    const key = ref ? refKey(ref) : '';
    const reading = this.#reading.get(key) ?? this.#read(ref).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  /** Reads everything anew. */
  refresh(): void {
    this.source.refresh();
    this.#changed.fire(undefined);
  }

  /** Shows anew the rows among which a ref stands. */
  refreshParent(ref: ResourceRef): void {
    this.#changed.fire(this.getParent(ref));
  }

  /** Shows what has become of some refs: only their rows, unless rows have come or gone. */
  async update(changed: readonly ResourceRef[]): Promise<void> {
    const before = new Map(this.#resources);
    const isNew = (ref: ResourceRef) => text(before.get(refKey(ref))) !== text(this.#resources.get(refKey(ref)));
    const known = new Map(this.#shown);
    for (const root of await this.getChildren()) {
      const rows = await this.getChildren(root);
      const names = rows.map(refKey).join();
      if (isNew(root) || names !== known.get(refKey(root))) this.#changed.fire(root);
      else
        rows
          .filter((row) => isNew(row) || changed.some((ref) => refKey(ref) === refKey(row)))
          .forEach((row) => this.#changed.fire(row));
    }
  }

  /** The element that stands for a ref, after the levels above it have been read; undefined when it is gone. */
  async locate(ref: ResourceRef): Promise<ResourceRef | undefined> {
    const parent = parentOf(ref);
    if (parent && !(await this.locate(parent))) return undefined;
    return (await this.getChildren(parent && this.#intern(parent))).find((child) => refKey(child) === refKey(ref));
  }

  async #read(ref: ResourceRef | undefined): Promise<ResourceRef[]> {
    try {
      const children = await this.source.children(ref);
      if (!ref) this.rootRead(undefined, children);
      for (const child of children) this.#keep(child);
      const refs = children.map((child) => this.#intern(child.ref));
      if (ref) this.#shown.set(refKey(ref), refs.map(refKey).join());
      return refs;
    } catch (error) {
      if (!ref) this.rootRead(error, []);
      return [];
    }
  }

  #keep(resource: Resource): void {
    const key = refKey(resource.ref);
    if (!this.#resources.has(key) && !over.has(resource.state)) this.#begunOpen.add(key);
    this.#resources.set(key, resource);
  }

  #intern(ref: ResourceRef): ResourceRef {
    const known = this.#refs.get(refKey(ref));
    if (known) return known;
    this.#refs.set(refKey(ref), ref);
    return ref;
  }
}

const over: ReadonlySet<ResourceState> = new Set(['stopped', 'failed']);

const text = (resource: Resource | undefined): string => JSON.stringify(resource) ?? '';
