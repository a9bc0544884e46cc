import * as vscode from 'vscode';
import type { EngineConnection } from '../clusters/engineConnection';
import { containerNameOf, taskIdOf, type ResourceRef } from '../clusters/resource';

/** `ecs-container://TASK/CONTAINER/etc/passwd` */
export const containerScheme = 'ecs-container';

/** Bytes of a file that is opened: beyond that an editor is no help. */
const mostBytes = 16 * 2 ** 20;

/** A file of a container, by its absolute path there. */
export const containerFileUri = (ref: ResourceRef, path: string): vscode.Uri =>
  vscode.Uri.from({
    scheme: containerScheme,
    authority: taskIdOf(ref) ?? '',
    path: `/${containerNameOf(ref) ?? ''}${path}`,
  });

/** The files of containers, to be read only. The engine tells nobody when one changes: it is read when it is opened. */
export class ContainerFileSystem implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(private readonly connection: EngineConnection) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { kind, size, modifiedAt } = await this.#ask(uri, (files, path) => files.stat(path));
    const permissions = vscode.FilePermission.Readonly;
    return { type: types[kind], ctime: 0, mtime: modifiedAt, size, permissions };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const entries = await this.#ask(uri, (files, path) => files.list(path));
    return entries.map(({ name, kind }) => [name, types[kind]]);
  }

  readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.#ask(uri, (files, path) => files.read(path, mostBytes));
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  async #ask<Answer>(
    uri: vscode.Uri,
    question: (files: Files, path: string) => Promise<Answer | undefined>,
  ): Promise<Answer> {
    const [, container = '', ...names] = uri.path.split('/');
    const runner = await this.connection.runner();
    const answer = await runner
      .files(uri.authority, container)
      .then((files) => question(files, `/${names.join('/')}`))
      .catch((error: unknown) => {
        throw vscode.FileSystemError.Unavailable(error instanceof Error ? error.message : String(error));
      });
    if (answer === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return answer;
  }
}

type Files = Awaited<ReturnType<Awaited<ReturnType<EngineConnection['runner']>>['files']>>;

const types = {
  file: vscode.FileType.File,
  directory: vscode.FileType.Directory,
  link: vscode.FileType.SymbolicLink,
  other: vscode.FileType.Unknown,
} as const;
