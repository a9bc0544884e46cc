import { type ClientCapabilities, type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import { type Settings, readSettings, settingsSection } from './settings';

/** The settings in force for each resource: pulled where the client can be asked, else as it last told us. */
export class Configuration {
  readonly #byUri = new Map<string, Promise<Settings>>();
  #told = readSettings(undefined);
  #canAsk = false;
  #canRegister = false;

  constructor(
    private readonly connection: Connection,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** `options` are the client's initialization options: the section as it stands, for clients that cannot be asked. */
  initialize({ workspace }: ClientCapabilities, options: unknown): void {
    this.#told = readSettings(options);
    this.#canAsk = workspace?.configuration === true;
    this.#canRegister = workspace?.didChangeConfiguration?.dynamicRegistration === true;
  }

  /** Asks to hear of changes, and calls back on each. */
  listen(changed: () => void): void {
    if (this.#canRegister) {
      this.connection.client
        .register(DidChangeConfigurationNotification.type, { section: settingsSection })
        .catch(this.onError);
    }
    this.connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
      if (typeof settings === 'object' && settings !== null && settingsSection in settings) {
        this.#told = readSettings((settings as Record<string, unknown>)[settingsSection]);
      }
      this.#byUri.clear();
      changed();
    });
  }

  of(uri: string): Promise<Settings> {
    if (!this.#canAsk) return Promise.resolve(this.#told);
    let settings = this.#byUri.get(uri);
    if (!settings) {
      settings = this.#ask(uri);
      this.#byUri.set(uri, settings);
    }
    return settings;
  }

  forget(uri: string): void {
    this.#byUri.delete(uri);
  }

  async #ask(uri: string): Promise<Settings> {
    try {
      const answer: unknown = await this.connection.workspace.getConfiguration({
        scopeUri: uri,
        section: settingsSection,
      });
      return readSettings(answer);
    } catch (error) {
      this.onError(error);
      return this.#told;
    }
  }
}
