import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { taskRef } from '../../client/clusters/describeTask';
import type { ResourceRef } from '../../client/clusters/resource';
import type { Api } from '../../client/extension';
import type { EnginePort } from '../../client/runner/enginePort';
import { label } from '../../client/runner/labels';
import { realEngine } from '../support/realEngine';
import { root } from '../support/root';
import { closeAll, inWorkspace, openNew, taskdef, until } from './workspace';

suite('containers of a running task', function () {
  this.timeout(60_000);
  let api: Api;
  let engine: EnginePort;
  let taskId: string;

  const containerRef = (name: string): ResourceRef => ({
    source: 'docker',
    kind: 'container',
    id: `${taskId}/${name}`,
  });
  const inside = (file: string) => vscode.Uri.from({ scheme: 'ecs-container', authority: taskId, path: `/app${file}` });
  const textOf = async (file: string) => Buffer.from(await vscode.workspace.fs.readFile(inside(file))).toString();

  suiteSetup(async () => {
    engine = await realEngine();
    api = await taskdef();
    await vscode.workspace
      .getConfiguration('taskdef')
      .update('docker.pull', 'prefer-cached', vscode.ConfigurationTarget.Global);
    const text = readFileSync(path.join(root, 'test/fixtures/workbench/shell-taskdef.json'), 'utf8');
    const { document } = await openNew('containers/shell-taskdef.json', text);
    taskId = await vscode.commands.executeCommand('taskdef.task.run', document.uri);
    assert.match(taskId, /^[0-9a-f]{32}$/);
    await until('the file that the container writes', () => textOf('/data/bytes').catch(() => undefined));
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('taskdef.task.remove', taskRef(taskId));
    engine.close();
    await closeAll();
  });

  test('their files are read in the editor, and only read', async () => {
    const document = await vscode.workspace.openTextDocument(inside('/data/lines'));
    assert.equal(document.getText(), 'one\ntwo\n');
    const { Directory, File } = vscode.FileType;
    const entries = new Map(await vscode.workspace.fs.readDirectory(inside('/')));
    assert.deepEqual([entries.get('data'), entries.get('.dockerenv')], [Directory, File]);
    assert.equal(new Map(await vscode.workspace.fs.readDirectory(inside('/bin'))).get('sh'), File);
    await assert.rejects(vscode.workspace.fs.stat(inside('/nowhere')) as Promise<unknown>, /NotFound/);
    await assert.rejects(vscode.workspace.fs.writeFile(inside('/data/lines'), Buffer.from('x')) as Promise<unknown>);
    await assert.rejects(vscode.workspace.openTextDocument(inside('/data/bytes')) as Promise<unknown>, /binary/i);
  });

  test('what they use stands in the tooltip, measured when it is looked at', async () => {
    const tooltipOf = async (ref: ResourceRef) => {
      const [item, token] = [await api.tree.getTreeItem(ref), new vscode.CancellationTokenSource().token];
      const { tooltip } = (await api.tree.resolveTreeItem?.(item, ref, token)) ?? item;
      return (tooltip as vscode.MarkdownString).value.replaceAll('&nbsp;', ' ').replaceAll('\\', '');
    };
    for (const ref of (await api.clusters.children(undefined)).map((root) => root.ref))
      for (const row of (await api.tree.getChildren(ref)) ?? []) await api.tree.getChildren(row);
    assert.match(await tooltipOf(containerRef('app')), /CPU: [\d.]+ vCPU\n\nMemory: [\d.]+ MiB of 64 MiB \(\d+ %\)/);
    assert.match(await tooltipOf(taskRef(taskId)), /\nside: [\d.]+ vCPU · [\d.]+ MiB of 64 MiB/);
  });

  test('a shell in one of them takes keys, and ends with its terminal', async () => {
    const shells = async () => {
      const [one] = await engine.list([`${label.task}=${taskId}`, `${label.container}=app`]);
      assert.ok(one);
      const { output } = await engine.exec(one.id, ['ps'], { tty: true });
      let text = '';
      for await (const { payload } of output) text += payload.toString();
      return text.split('\n').filter((line) => line.includes('/bin/sh')).length;
    };
    await vscode.commands.executeCommand('taskdef.container.shell', containerRef('app'));
    const terminal = await until('the terminal', () => vscode.window.terminals.find(({ name }) => name === 'app'));
    terminal.sendText('echo $((6 * 7)) > /tmp/answer');
    await until('what the shell was told to write', () =>
      textOf('/tmp/answer').then(
        (text) => (text === '42\n' ? text : undefined),
        () => undefined,
      ),
    );
    assert.equal(await shells(), 1);
    terminal.dispose();
    await until('the end of the shell', async () => ((await shells()) === 0 ? true : undefined));
  });

  test('what they have printed is saved in the order of time', async () => {
    const file = inWorkspace('containers/saved.log');
    const lines = await until('all three lines', async () => {
      await vscode.commands.executeCommand('taskdef.task.saveLogs', taskRef(taskId), file);
      const saved = readFileSync(file.fsPath, 'utf8').trimEnd().split('\n');
      return saved.length === 3 ? saved : undefined;
    });
    const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /;
    assert.deepEqual(
      lines.map((line) => line.replace(stamp, '')),
      ['app │ first', 'side │ second', 'app │ third'],
    );
    await vscode.commands.executeCommand('taskdef.task.saveLogs', containerRef('side'), file);
    assert.match(readFileSync(file.fsPath, 'utf8'), /^\S+Z side │ second\n$/);
  });

  test('their files can still be read when they have stopped', async () => {
    await vscode.commands.executeCommand('taskdef.task.stop', taskRef(taskId));
    const entries = new Map(await vscode.workspace.fs.readDirectory(inside('/data')));
    assert.deepEqual([...entries.keys()].sort(), ['bytes', 'lines']);
    assert.equal(await textOf('/data/lines'), 'one\ntwo\n');
    assert.equal((await api.clusters.children(taskRef(taskId)))[0]?.can.includes('shell'), false);
  });
});
