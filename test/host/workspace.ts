import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../../client/extension';

/** What the extension gives to others; activates it. */
export async function taskdef(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('taskdef.taskdef');
  assert.ok(extension, 'VS Code does not know the extension');
  return extension.activate();
}

/** A file of the workspace: a copy of `examples` that tests may change. */
export function inWorkspace(file: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, file);
}

export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** Writes a file into the workspace and opens it. */
export async function openNew(file: string, text: string): Promise<vscode.TextEditor> {
  const uri = inWorkspace(file);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  return open(uri);
}

/** Closes every editor without saving. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Our diagnostics of a file, once there are as many of each severity as wanted: errors, warnings, infos, hints. */
export async function diagnostics(
  uri: vscode.Uri,
  wanted: readonly [number, number, number, number],
): Promise<readonly vscode.Diagnostic[]> {
  return until(`${wanted.join()} diagnostics in ${path.posix.basename(uri.path)}`, () => {
    const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'ecs');
    const { Error: Errors, Warning, Information, Hint } = vscode.DiagnosticSeverity;
    const counts = [Errors, Warning, Information, Hint].map(
      (severity) => ours.filter((one) => one.severity === severity).length,
    );
    return counts.join() === wanted.join() ? ours : undefined;
  });
}

/** Polls until there is a value; the description is what a failure says. */
export async function until<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  ms = 20_000,
): Promise<T> {
  for (const end = Date.now() + ms; ; await new Promise((next) => setTimeout(next, 50))) {
    const value = await probe();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`not so within ${ms} ms: ${what}`);
  }
}
