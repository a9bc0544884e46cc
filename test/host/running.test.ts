import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { clusterRef, taskRef } from '../../client/clusters/describeTask';
import type { Resource } from '../../client/clusters/resource';
import type { Api } from '../../client/extension';
import type { EnginePort } from '../../client/runner/enginePort';
import { leftOf, realEngine, removeLeft } from '../support/realEngine';
import { root } from '../support/root';
import { closeAll, inWorkspace, openNew, taskdef, until } from './workspace';

const fixture = (name: string) => readFileSync(path.join(root, 'test/fixtures/workbench', name), 'utf8');

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

suite('running a task', function () {
  this.timeout(60_000);
  let api: Api;
  let engine: EnginePort;
  let taskId: string;

  suiteSetup(async () => {
    engine = await realEngine();
    api = await taskdef();
    // What was made ahead for the next task is taken back by its maker; the next task would miss it otherwise.
    await vscode.commands.executeCommand('taskdef.tasks.cleanUp');
    await removeLeft(engine, folder());
    await settings('docker.pull', 'prefer-cached');
    await settings('run.portConflict', 'remap');
  });
  suiteTeardown(async () => {
    engine.close();
    await closeAll();
  });

  const task = async (id: string): Promise<Resource | undefined> => {
    api.clusters.refresh();
    return (await api.clusters.children(clusterRef)).find(({ ref }) => ref.id === id);
  };
  const containers = async (id: string) => {
    api.clusters.refresh();
    return new Map((await api.clusters.children(taskRef(id))).map((one) => [one.label, one]));
  };
  const rowOf = async (resource: Resource) => api.tree.getTreeItem(resource.ref);

  test('a file with errors is not run', async () => {
    const { document } = await openNew('running/broken-taskdef.json', fixture('broken-taskdef.json'));
    await until('an error', () => vscode.languages.getDiagnostics(document.uri)[0]);
    assert.equal(await vscode.commands.executeCommand('taskdef.task.run', document.uri), undefined);
    api.clusters.refresh();
    const families = (await api.clusters.children(clusterRef)).map(({ label }) => label);
    assert.ok(!families.includes('broken'), families.join());
  });

  test('the command runs it and gives its id', async () => {
    const { document } = await openNew('running/hello-taskdef.json', fixture('hello-taskdef.json'));
    taskId = await vscode.commands.executeCommand('taskdef.task.run', document.uri.toString());
    assert.match(taskId, /^[0-9a-f]{32}$/);
    const running = await task(taskId);
    assert.equal(running?.label, 'hello');
    assert.ok(running?.can.includes('stop'));
    assert.equal(running?.file, document.uri.fsPath);
  });

  test('how it differs from ECS stands at its fields, until the text is another one', async () => {
    const document = await vscode.workspace.openTextDocument(inWorkspace('running/hello-taskdef.json'));
    const hints = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'ecs run');
    const found = await until('the differences', () => (hints().length > 2 ? hints() : undefined));
    const at = (word: string) => found.filter(({ range }) => document.getText(range) === `"${word}"`);
    assert.match(at('networkMode')[0]?.message ?? '', /share one network namespace/);
    assert.match(at('memory')[0]?.message ?? '', /the task's whole memory/);
    assert.ok(found.every(({ severity }) => severity === vscode.DiagnosticSeverity.Hint));
    const typing = new vscode.WorkspaceEdit();
    typing.insert(document.uri, new vscode.Position(0, 0), ' ');
    await vscode.workspace.applyEdit(typing);
    await until('none of them', () => hints().length === 0 || undefined);
    await document.save();
  });

  test('the tree shows the engine, the task and its containers', async () => {
    const [local] = await api.clusters.children(undefined);
    assert.ok(local);
    assert.match((await rowOf(local)).description as string, /, \d+\.\d+/);
    const healthy = await until('a healthy container', async () => {
      const web = (await containers(taskId)).get('web');
      return web?.description.includes('healthy') && !web.description.includes('unhealthy') ? web : undefined;
    });
    assert.match(healthy.description, /^RUNNING, healthy · :\d+ → 18473$/);
    assert.equal((await containers(taskId)).get('greeter')?.state, 'running');
  });

  test('what it serves can be fetched', async () => {
    const url = (await task(taskId))?.urls[0] ?? '';
    assert.match(await (await fetch(url)).text(), /<h1>Hello<\/h1>/);
  });

  test('its containers’ lines stand in one output, behind their names', async () => {
    await vscode.commands.executeCommand('taskdef.task.logs', taskRef(taskId));
    const text = await until('both containers in the output', () => {
      const output = vscode.workspace.textDocuments.find(
        ({ uri, fileName }) => uri.scheme === 'output' && fileName.includes('hello'),
      );
      const lines = output?.getText() ?? '';
      return lines.includes('web     │ serving') && lines.includes('greeter │ good day') ? lines : undefined;
    });
    assert.match(text, /task {4}│ — RUNNING/);
  });

  test('stop ends it and says why', async () => {
    await vscode.commands.executeCommand('taskdef.task.stop', taskRef(taskId));
    const stopped = await task(taskId);
    assert.equal(stopped?.state, 'stopped');
    assert.match(stopped.description, /^STOPPED · Task stopped by user/);
    assert.equal((await containers(taskId)).get('greeter')?.description, 'STOPPED · exit code 0 (success)');
  });

  test('a task that fails is shown as failed', async () => {
    const { document } = await openNew('running/failing-taskdef.json', fixture('failing-taskdef.json'));
    const id = await vscode.commands.executeCommand<string>('taskdef.task.run', document.uri);
    const failed = await until('the end', async () => {
      const found = await task(id);
      return found?.state === 'failed' ? found : undefined;
    });
    assert.match(failed.description, /Essential container in task exited/);
    assert.match((await containers(id)).get('job')?.description ?? '', /exit code 3/);
    await vscode.commands.executeCommand('taskdef.task.remove', taskRef(id));
    assert.equal(await task(id), undefined);
  });

  test('clean-up leaves nothing of this folder on the engine', async () => {
    await vscode.commands.executeCommand('taskdef.tasks.cleanUp');
    assert.equal(await task(taskId), undefined);
    assert.deepEqual(await leftOf(engine, folder()), []);
  });
});

async function settings(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('taskdef').update(key, value, vscode.ConfigurationTarget.Global);
}
