import * as vscode from 'vscode';
import type { Place } from '../../server/index';
import type { Notice } from '../runner/notice';

/** Where the first of these members stands in an open file that has one. */
type PlaceIn = (uri: vscode.Uri, pointers: readonly string[]) => Promise<Place | null>;

/** The differences of one run. */
export interface PinnedNotices {
  /** In place of those that are shown. */
  show(notices: readonly Notice[]): void;
  add(notice: Notice): void;
}

/**
 * How the last run of a file differs from ECS, each difference at the field it is about. They are hints, which are read
 * where they stand and are no problems. They are about the text that was run: its first change takes them away.
 */
export class RunNotices implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('taskdef.run');
  /** By the uri of the file; another run of it, or another text, has another list. */
  readonly #hints = new Map<string, vscode.Diagnostic[]>();
  readonly #edits = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) this.#clear(document.uri);
  });

  constructor(
    private readonly placeIn: PlaceIn,
    private readonly report: (error: unknown) => void,
  ) {}

  /** For a run that begins; what it shows goes with the signal. */
  ofRun(file: string | undefined, signal: AbortSignal): PinnedNotices {
    if (file === undefined) return { show: () => {}, add: () => {} };
    const uri = vscode.Uri.file(file);
    let hints: vscode.Diagnostic[] = [];
    signal.addEventListener('abort', () => this.#isShown(uri, hints) && this.#clear(uri));
    const place = (notices: readonly Notice[]) => void this.#place(uri, hints, notices).catch(this.report);
    return {
      show: (notices) => {
        this.#clear(uri);
        this.#hints.set(uri.toString(), (hints = []));
        place(notices);
      },
      add: (notice) => place([notice]),
    };
  }

  dispose(): void {
    this.#edits.dispose();
    this.#collection.dispose();
  }

  async #place(uri: vscode.Uri, hints: vscode.Diagnostic[], notices: readonly Notice[]): Promise<void> {
    const found = await Promise.all(
      notices.map(async (notice) => {
        const place = await this.placeIn(uri, waysTo(notice.pointer));
        return place ? [hintAt(place, notice)] : [];
      }),
    );
    if (!this.#isShown(uri, hints)) return;
    hints.push(...found.flat());
    this.#collection.set(uri, hints);
  }

  #isShown(uri: vscode.Uri, hints: readonly vscode.Diagnostic[]): boolean {
    return this.#hints.get(uri.toString()) === hints;
  }

  #clear(uri: vscode.Uri): void {
    if (this.#hints.delete(uri.toString())) this.#collection.delete(uri);
  }
}

/**
 * The field itself, or the nearest around it: what a run fills in need not stand in the file. None for what is about the
 * file as a whole, which the run's output tells.
 */
export function waysTo(pointer: string): string[] {
  const parts = pointer.split('/').slice(1);
  return parts.map((_, index) => `/${parts.slice(0, parts.length - index).join('/')}`);
}

function hintAt({ start, end }: Place, { text, code }: Notice): vscode.Diagnostic {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const hint = new vscode.Diagnostic(range, text, vscode.DiagnosticSeverity.Hint);
  return Object.assign(hint, { source: 'ecs run', code });
}
