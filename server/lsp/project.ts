import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from 'vscode-languageserver';
import { Configurations } from '../config/configurations';
import { fromDisk } from '../config/disk';
import { Glob } from '../config/glob';
import { isNamed, optionsFor } from '../config/options';
import { below, configurationName, folderOf, isConfigurationName, slashed } from '../config/paths';
import type { ProjectFile } from '../features/source';
import type { InForce } from './documents';
import type { Settings } from './settings';

/** What the `.taskdefrc.json` files of the workspace say about its documents, together with a person's settings. */
export class Project {
  readonly #configurations = new Configurations(fromDisk);
  readonly #known = new Map<string, { readonly settings: Settings; readonly inForce: Promise<InForce> }>();
  #folders: readonly string[] = [];
  #canCreate = false;
  #canWatch = false;

  initialize({ capabilities, workspaceFolders, rootUri }: InitializeParams): void {
    const roots = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
    this.#folders = roots.map(pathOf).filter((path) => path !== undefined);
    this.#canCreate = createsFiles(capabilities);
    this.#canWatch = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  }

  /** Asks to hear of changed configurations, and calls back on each. Saving one in the editor is heard of anyway. */
  listen(connection: Connection, changed: () => void, onError: (error: unknown) => void): void {
    const forget = (uris: readonly string[]): void => {
      if (!uris.some(isConfigurationName)) return;
      this.#configurations.forget();
      this.#known.clear();
      changed();
    };
    connection.onDidChangeWatchedFiles(({ changes }) => forget(changes.map(({ uri }) => uri)));
    connection.onDidSaveTextDocument(({ textDocument }) => forget([textDocument.uri]));
    if (!this.#canWatch) return;
    const watchers = [{ globPattern: `**/*${configurationName}` }];
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(onError);
  }

  /** What is in force for a document. The same object until something has changed. */
  of(uri: string, settings: Settings): Promise<InForce> {
    const known = this.#known.get(uri);
    if (known?.settings === settings) return known.inForce;
    const inForce = this.#find(uri, settings);
    this.#known.set(uri, { settings, inForce });
    return inForce;
  }

  /** Whether the `files` of the nearest configuration call the document a task definition. */
  async isNamed(uri: string): Promise<boolean> {
    const path = pathOf(uri);
    const configuration = path === undefined ? undefined : await this.#configurations.nearest(path);
    return configuration !== undefined && isNamed(path!, configuration);
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }

  async #find(uri: string, settings: Settings): Promise<InForce> {
    const said = { settings: settings.lint.rules };
    const path = pathOf(uri);
    if (path === undefined) return { options: optionsFor(uri, undefined, said), project: undefined };
    const configuration = await this.#configurations.nearest(path);
    const { parse, lint } = optionsFor(path, configuration, said);
    const expected = parse.expected ?? (this.#isNamedInSettings(path, settings) ? true : undefined);
    const file = configuration?.files.at(-1);
    const project = file ? { uri: uriOf(file.path), text: file.text } : this.#possible(path);
    return { options: { parse: { ...parse, ...(expected && { expected }) }, lint }, project };
  }

  /** Whether the person's own settings call the file a task definition. */
  #isNamedInSettings(path: string, { files }: Settings): boolean {
    const paths = this.#folders.map((folder) => below(folder, path)).filter((relative) => relative !== undefined);
    return files.some((pattern) => {
      const glob = Glob.parse(pattern);
      return !('problem' in glob) && paths.some((relative) => glob.matches(relative));
    });
  }

  /** Where a configuration would be made for a file: in the workspace folder, or beside it. */
  #possible(path: string): ProjectFile | undefined {
    if (!this.#canCreate) return undefined;
    const folder = this.#folders.find((each) => below(each, path) !== undefined) ?? folderOf(path);
    return { uri: uriOf(`${folder}/${configurationName}`), text: undefined };
  }
}

/** The path of a document on disk, separated by `/`; undefined for one that is not there. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? slashed(fileURLToPath(uri)) : undefined;
  } catch {
    return undefined; // a file of another computer
  }
}

const uriOf = (path: string): string => pathToFileURL(path).href;

const createsFiles = ({ workspace }: ClientCapabilities): boolean =>
  workspace?.workspaceEdit?.documentChanges === true &&
  workspace.workspaceEdit.resourceOperations?.includes('create') === true;
