import { TextDocuments, type Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileOptions } from '../config/options';
import { type ParseOptions, parseDocument } from '../document/document';
import type { ProjectFile, Source } from '../features/source';

/** A document of this language is a task definition because somebody said so; any other has to look like one. */
export const languageId = 'ecs-task-definition';

/** What is in force for a document. The same object means that nothing has changed. */
export interface InForce {
  readonly options: FileOptions;
  readonly project: ProjectFile | undefined;
}

/** Of a document that no configuration is about. */
const nothing: InForce = { options: { parse: {}, lint: {} }, project: undefined };

/** The open documents, each read once per version and configuration. */
export class Documents {
  readonly open = new TextDocuments(TextDocument);
  readonly #read = new Map<string, { readonly version: number; readonly under: InForce; readonly source: Source }>();

  listen(connection: Connection): void {
    this.open.listen(connection);
    this.open.onDidClose(({ document }) => this.#read.delete(document.uri));
  }

  /** The document as its latest version reads; undefined when it is not open, or no task definition. */
  source(uri: string, under: InForce = nothing): Source | undefined {
    const text = this.open.get(uri);
    if (!text) return undefined;
    const known = this.#read.get(uri);
    const isCurrent = known?.version === text.version && known.under === under;
    const source = isCurrent ? known.source : readSource(text, under);
    this.#read.set(uri, { version: text.version, under, source });
    return source.document.form === 'other' ? undefined : source;
  }
}

/** Reads an open text as a task definition. */
export function readSource(text: TextDocument, { options, project }: InForce = nothing): Source {
  const parse: ParseOptions = {
    ...options.parse,
    path: text.uri,
    ...(text.languageId === languageId && { expected: true }),
    ...(text.languageId === 'jsonc' && { comments: true }),
  };
  const { values, ...asItStands } = parse;
  const document = parseDocument(text.getText(), asItStands);
  return { text, parse, document, checked: values ? parseDocument(text.getText(), parse) : document, project };
}
