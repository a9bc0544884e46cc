import { TextDocuments, type Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDocument } from '../document/document';
import type { Source } from '../features/source';

/** A document of this language is a task definition because somebody said so; any other has to look like one. */
export const languageId = 'ecs-task-definition';

/** The open documents, each read once per version. */
export class Documents {
  readonly open = new TextDocuments(TextDocument);
  readonly #read = new Map<string, { readonly version: number; readonly source: Source }>();

  listen(connection: Connection): void {
    this.open.listen(connection);
    this.open.onDidClose(({ document }) => this.#read.delete(document.uri));
  }

  /** The document as its latest version reads; undefined when it is not open, or no task definition. */
  source(uri: string): Source | undefined {
    const text = this.open.get(uri);
    if (!text) return undefined;
    const known = this.#read.get(uri);
    const source = known?.version === text.version ? known.source : readSource(text);
    this.#read.set(uri, { version: text.version, source });
    return source.document.form === 'other' ? undefined : source;
  }
}

/** Reads an open text as a task definition. */
export function readSource(text: TextDocument): Source {
  const parse = { path: text.uri, ...(text.languageId === languageId && { expected: true }) };
  return { text, parse, document: parseDocument(text.getText(), parse) };
}
