import * as vscode from 'vscode';
import type { ClusterSource } from './clusters/clusterSource';
import { DockerClusters } from './clusters/dockerClusters';
import { EngineConnection } from './clusters/engineConnection';
import { commands } from './commands/index';
import { registerCommands } from './commands/define';
import { RunMemory } from './commands/runMemory';
import { RunNotices } from './commands/runNotices';
import type { Services } from './commands/services';
import { lookingAfter } from './commands/takenOver';
import { languageId } from './language';
import { LanguageService } from './languageClient';
import { createLog } from './log';
import { adoptNamedFiles } from './namedFiles';
import type { Runner, RunningTask } from './runner/runner';
import type { Accompany } from './runner/opening';
import { engineSetting, readSettings, section } from './settings';
import { provideTasks } from './tasks/taskProvider';
import { mayRun } from './trust';
import { ClusterView } from './views/clusterView';
import { ContainerFileSystem, containerScheme } from './views/containerFileSystem';
import { offerLanguage } from './views/languageOffer';
import { TaskChannels } from './views/taskChannels';
import { TaskDocuments, taskScheme } from './views/taskDocuments';

/** For tests and other extensions: what the tree shows. */
export interface Api {
  readonly clusters: ClusterSource;
  readonly tree: vscode.TreeDataProvider<unknown>;
}

let closing: () => Promise<unknown> = async () => {};

/** Milliseconds after which a window looks for its tasks, so that its start is not kept up by that. */
const untilLook = 1_000;

/**
 * Wires things together. No file is read, no engine asked and no process started before somebody needs it; a window that
 * was driving tasks when it was closed or reloaded is needed by those.
 */
export function activate(context: vscode.ExtensionContext): Api {
  const output = vscode.window.createOutputChannel('Taskdef', { log: true });
  const log = createLog(output);
  const report = (what: string) => (error: unknown) => log.error(what, error);

  const runs = new RunMemory(context.workspaceState);
  const connection = new EngineConnection(
    async () => openRunner(lookingAfter(() => services)),
    adoptIn(runs, report('adopting tasks')),
  );
  const clusters = new DockerClusters(connection);
  const view = new ClusterView(clusters, report('engine'), context.globalState);
  const channels = new TaskChannels();
  const documents = new TaskDocuments(connection);
  const language = new LanguageService(context.asAbsolutePath('dist/server.js'), output);
  const notices = new RunNotices((uri, pointers) => language.place(uri, pointers), report('differences from ECS'));
  const services: Services = { log, connection, clusters, view, channels, documents, runs, notices, language };
  const reconnect = () => void connection.close().then(() => view.refresh(), report('engine'));
  const startFor = ({ languageId: id, uri }: vscode.TextDocument) => {
    if (id === languageId || uri.path.endsWith('.taskdefrc.json')) language.start().catch(report('language server'));
  };

  vscode.workspace.textDocuments.forEach(startFor);
  context.subscriptions.push(
    output,
    view,
    channels,
    language,
    notices,
    vscode.workspace.onDidOpenTextDocument(startFor),
    offerLanguage(),
    vscode.workspace.registerFileSystemProvider(containerScheme, new ContainerFileSystem(connection), {
      isReadonly: true,
      isCaseSensitive: true,
    }),
    vscode.workspace.registerTextDocumentContentProvider(taskScheme, documents),
    adoptNamedFiles(language, report('files of the project')),
    registerCommands(commands, services),
    provideTasks(context.asAbsolutePath('dist/cli.js')),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(engineSetting)) reconnect();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(reconnect),
  );
  if (mayRun() && runs.driven.length > 0)
    setTimeout(() => void connection.runner().catch(report('adopting tasks')), untilLook).unref();
  closing = () => Promise.all([connection.close(), language.stop()]);
  return { clusters, tree: view.tree };
}

export async function deactivate(): Promise<void> {
  await closing();
}

/** The runner is a bundle of its own, loaded here when it is first needed. */
async function openRunner(accompany: Accompany): Promise<Runner> {
  const { endpoint } = readSettings(vscode.workspace.getConfiguration(section));
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const [workspace] = folders;
  const runner = await import('./runner/index.js');
  return runner.openRunner({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(workspace === undefined ? {} : { workspace }),
    folders,
    expected: mayRun() ? 'many' : 'one',
    client: 'editor',
    accompany,
  });
}

/** Takes over the tasks of this window's folders that nobody drives since a window was closed or reloaded. */
const adoptIn = (runs: RunMemory, report: (error: unknown) => void) => (runner: Runner) => {
  if (!mayRun()) return;
  const before = runs.driven;
  const others = (adopted: readonly RunningTask[]) =>
    before.filter((known) => !adopted.some(({ taskId }) => taskId === known));
  runner
    .adopt()
    .then(async (adopted) => runs.forget(others(adopted)))
    .catch(report);
};
