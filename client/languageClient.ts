import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/node';
import type {
  CapacitiesMethod,
  CapacitiesRequest,
  CapacitiesResult,
  ClientOptions,
  ExplainErrorMethod,
  ExplainErrorRequest,
  ExplainErrorResult,
  IamPermissionsMethod,
  IamPermissionsRequest,
  IamPermissionsResult,
  NamedMethod,
  NamedRequest,
  Place,
  PlaceMethod,
  PlaceRequest,
  RunnableMethod,
  RunnableRequest,
  RunnableResult,
} from '../server/index';
import { languageId } from './language';

const named: NamedMethod = 'taskdef/named';
const runnable: RunnableMethod = 'taskdef/runnable';
const capacities: CapacitiesMethod = 'taskdef/capacities';
const explainError: ExplainErrorMethod = 'taskdef/explainError';
const iamPermissions: IamPermissionsMethod = 'taskdef/iamPermissions';
const place: PlaceMethod = 'taskdef/place';

/** Files, unsaved texts and remote repositories; not the old side of a comparison, which nobody can mend. */
const schemes = ['file', 'untitled', 'vscode-vfs'];

type Condition = 'starting' | 'running' | 'stopped';

/**
 * The language server, in a process of its own. Both it and the library that talks to it are loaded when the first task
 * definition is open.
 */
export class LanguageService implements vscode.Disposable {
  #client: LanguageClient | undefined;
  #starting: Promise<LanguageClient> | undefined;
  readonly #status: vscode.LanguageStatusItem;

  constructor(
    private readonly serverModule: string,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.#status = vscode.languages.createLanguageStatusItem('taskdef.server', { language: languageId });
    this.#status.name = vscode.l10n.t('ECS language server');
    this.#status.command = { command: 'taskdef.server.restart', title: vscode.l10n.t('Restart') };
    this.#show('starting');
  }

  /** Starts the server unless it runs; everybody who asks meanwhile waits for the same start. */
  async start(): Promise<LanguageClient> {
    this.#starting ??= this.#begin();
    try {
      return await this.#starting;
    } catch (error) {
      this.#starting = undefined;
      this.#show('stopped');
      throw error;
    }
  }

  /** With a new client: one that has failed cannot be started again. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Tolerates every state: not started, starting, failed, crashed. */
  async stop(): Promise<void> {
    const starting = this.#starting;
    this.#starting = undefined;
    await starting?.catch(() => undefined);
    const client = this.#client;
    this.#client = undefined;
    if (client?.needsStop()) await client.dispose();
  }

  /** The definition in an open document, as the runner takes it, and what stands in the way of running it. */
  async runnable(uri: vscode.Uri): Promise<RunnableResult> {
    const client = await this.start();
    const request: RunnableRequest = { uri: client.code2ProtocolConverter.asUri(uri) };
    return client.sendRequest<RunnableResult>(runnable, request);
  }

  /** Which capacities an open document fits; null when it holds no whole definition. */
  async capacities(uri: vscode.Uri): Promise<CapacitiesResult | null> {
    const client = await this.start();
    const request: CapacitiesRequest = { uri: client.code2ProtocolConverter.asUri(uri) };
    return client.sendRequest<CapacitiesResult | null>(capacities, request);
  }

  /** The IAM permissions that an open document implies; null when it holds no containers. */
  async iamPermissions(uri: vscode.Uri, { exec }: { readonly exec: boolean }): Promise<IamPermissionsResult | null> {
    const client = await this.start();
    const request: IamPermissionsRequest = { uri: client.code2ProtocolConverter.asUri(uri), exec };
    return client.sendRequest<IamPermissionsResult | null>(iamPermissions, request);
  }

  /** Where the first of these members stands that the definition in an open document has; null when it has none. */
  async place(uri: vscode.Uri, pointers: readonly string[]): Promise<Place | null> {
    const client = await this.start();
    const request: PlaceRequest = { uri: client.code2ProtocolConverter.asUri(uri), pointers };
    return client.sendRequest<Place | null>(place, request);
  }

  /** Whether the configuration of the project calls the file a task definition. */
  async isNamed(uri: vscode.Uri): Promise<boolean> {
    const client = await this.start();
    return client.sendRequest<boolean>(named, { uri: client.code2ProtocolConverter.asUri(uri) } satisfies NamedRequest);
  }

  /** What an error of ECS means; `uri` is the open document it is about. */
  async explainError(text: string, uri: vscode.Uri | undefined): Promise<ExplainErrorResult> {
    const client = await this.start();
    const request: ExplainErrorRequest = { text, ...(uri && { uri: client.code2ProtocolConverter.asUri(uri) }) };
    return client.sendRequest<ExplainErrorResult>(explainError, request);
  }

  dispose(): void {
    this.#status.dispose();
  }

  async #begin(): Promise<LanguageClient> {
    this.#show('starting');
    const library = await import('vscode-languageclient/node');
    const options: LanguageClientOptions = {
      initializationOptions: { canRun: true, checksConfigurationSchema: true } satisfies ClientOptions,
      documentSelector: [
        ...schemes.map((scheme) => ({ scheme, language: languageId })),
        { scheme: 'file', pattern: '**/*.taskdefrc.json' },
      ],
      outputChannel: this.output,
      revealOutputChannelOn: library.RevealOutputChannelOn.Never,
    };
    const server = { module: this.serverModule, transport: library.TransportKind.ipc };
    const client = new library.LanguageClient('taskdef', 'Taskdef', { run: server, debug: server }, options);
    client.onDidChangeState(({ newState }) => {
      if (client !== this.#client) return;
      if (newState === library.State.Starting) this.#show('starting');
      else this.#show(newState === library.State.Running ? 'running' : 'stopped');
    });
    this.#client = client;
    await client.start();
    return client;
  }

  #show(condition: Condition): void {
    const { Error: Failed, Information } = vscode.LanguageStatusSeverity;
    const stopped = condition === 'stopped';
    this.#status.busy = condition === 'starting';
    this.#status.severity = stopped ? Failed : Information;
    this.#status.text = stopped ? vscode.l10n.t('ECS checks are off') : vscode.l10n.t('ECS task definition');
    this.#status.detail = stopped
      ? vscode.l10n.t('the language server has stopped')
      : vscode.l10n.t('checked as you type');
  }
}
