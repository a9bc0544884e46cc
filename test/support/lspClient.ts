import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type Position,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { root } from './root';

/** The abilities of an editor of today. */
export const fullCapabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: {},
    completion: { completionItem: { snippetSupport: true } },
    rename: { prepareSupport: true },
  },
};

export interface LspClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** What the client answers for the section `taskdef`. */
  readonly settings?: unknown;
  readonly initializationOptions?: object;
  /** Absolute path of the workspace folder. */
  readonly folder?: string;
  /** Command line behind `node`; the built server over stdio by default. */
  readonly command?: readonly string[];
}

/** A client of the built server, in a process of its own, with no editor around it. */
export class LspClient {
  readonly texts = new Map<string, TextDocument>();
  /** The last diagnostics sent unasked, by URI. */
  readonly pushed = new Map<string, PublishDiagnosticsParams>();
  /** Methods of the requests and log messages the server sent, in order. */
  readonly received: string[] = [];
  readonly logged: string[] = [];
  settings: unknown;

  private constructor(
    readonly process: ChildProcess,
    readonly connection: MessageConnection,
    readonly initialized: InitializeResult,
  ) {}

  static async start(options: LspClientOptions = {}): Promise<LspClient> {
    const command = options.command ?? [path.join(root, 'dist/server.js'), '--stdio'];
    const child = spawn(process.execPath, [...command], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    child.once('exit', () => connection.dispose()); // what was asked then fails instead of waiting for ever
    const capabilities = options.capabilities ?? fullCapabilities;
    const result = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      ...(options.folder !== undefined && {
        workspaceFolders: [{ uri: pathToFileURL(options.folder).href, name: 'project' }],
      }),
      capabilities,
      initializationOptions: { canRun: true, ...options.initializationOptions },
    });
    const client = new LspClient(child, connection, result);
    client.settings = options.settings ?? null;
    client.#listen();
    await connection.sendNotification('initialized', {});
    return client;
  }

  #listen(): void {
    this.connection.onRequest((method: string, params: unknown) => {
      this.received.push(method);
      if (method !== 'workspace/configuration') return null;
      return (params as { items: unknown[] }).items.map(() => this.settings);
    });
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.pushed.set(params.uri, params);
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logged.push(message);
    });
  }

  async open(uri: string, text: string, languageId = 'ecs-task-definition'): Promise<void> {
    const document = TextDocument.create(uri, languageId, 1, text);
    this.texts.set(uri, document);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces the first `from` by `to`, as an incremental change. */
  async edit(uri: string, from: string, to: string): Promise<void> {
    const document = this.text(uri);
    const offset = document.getText().indexOf(from);
    if (offset < 0) throw new Error(`"${from}" is not in the text`);
    const range = { start: document.positionAt(offset), end: document.positionAt(offset + from.length) };
    const version = document.version + 1;
    TextDocument.update(document, [{ range, text: to }], version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: to }],
    });
  }

  async close(uri: string): Promise<void> {
    this.texts.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** The client's own copy, kept in step with what the server was told. */
  text(uri: string): TextDocument {
    const document = this.texts.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  /** The position of the first `needle`, or so many characters behind its start. */
  positionOf(uri: string, needle: string, plus = 0): Position {
    const offset = this.text(uri).getText().indexOf(needle);
    if (offset < 0) throw new Error(`"${needle}" is not in the text`);
    return this.text(uri).positionAt(offset + plus);
  }

  /** A request about one document; `params` go beside its identifier. */
  async ask<R>(method: string, uri: string, params: object = {}): Promise<R> {
    return this.connection.sendRequest<R>(`textDocument/${method}`, { textDocument: { uri }, ...params });
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.ask<{ kind: string; items: Diagnostic[] }>('diagnostic', uri);
    return report.items;
  }

  async changeSettings(settings: unknown): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: { taskdef: settings } });
  }

  /** Asks the server to end, and returns its exit code. */
  async stop(): Promise<number | null> {
    const exited = this.#exited();
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return exited;
  }

  /** Goes away without a word, as an editor that crashed; returns the server's exit code. */
  async vanish(): Promise<number | null> {
    const exited = this.#exited();
    this.process.stdin?.end();
    return exited;
  }

  #exited(): Promise<number | null> {
    return new Promise((resolve) => this.process.once('exit', resolve));
  }
}

/** Waits until the condition holds, looking again every few milliseconds. */
export async function until(condition: () => boolean, what: string, timeout = 10_000): Promise<void> {
  const end = Date.now() + timeout;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited ${timeout} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
