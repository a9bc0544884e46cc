import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clusterRef, taskRef } from '../../client/clusters/describeTask';
import type { Resource } from '../../client/clusters/resource';
import type { Api } from '../../client/extension';
import { closeAll, inWorkspace, openNew, taskdef, until } from './workspace';

const untilStopped = "trap 'exit 0' TERM; while :; do sleep 1 & wait $!; done";

const definition = (family: string, script = untilStopped) =>
  JSON.stringify({
    family,
    networkMode: 'none',
    requiresCompatibilities: ['EC2'],
    containerDefinitions: [
      {
        name: 'main',
        image: 'taskdef-test/busybox:1',
        memory: 32,
        stopTimeout: 2,
        command: ['sh', '-c', script],
      },
    ],
  });

const role = 'arn:aws:iam::111122223333:role/execution';

/** Presses Enter on whatever question is open until a command is done. */
async function acceptAll<T>(command: Thenable<T>): Promise<T> {
  const done = { value: undefined as T | undefined, isSettled: false };
  const settled = command.then((value) => Object.assign(done, { value, isSettled: true }));
  await until(
    'the form is answered',
    async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return done.isSettled || undefined;
    },
    100_000,
  );
  await settled;
  return done.value as T;
}

suite('ways to run a file', function () {
  this.timeout(120_000);
  let api: Api;

  suiteSetup(async () => {
    api = await taskdef();
    await set('docker.pull', 'prefer-cached');
  });
  suiteTeardown(closeAll);

  const set = async (key: string, value: unknown) =>
    vscode.workspace.getConfiguration('taskdef').update(key, value, vscode.ConfigurationTarget.Global);
  const tasksOf = async (family: string): Promise<readonly Resource[]> => {
    api.clusters.refresh();
    return (await api.clusters.children(clusterRef)).filter(({ label }) => label === family);
  };
  const taskOf = async (id: string): Promise<Resource> => {
    api.clusters.refresh();
    const task = (await api.clusters.children(clusterRef)).find(({ ref }) => ref.id === id);
    assert.ok(task, `no task ${id}`);
    return task;
  };
  const end = async (id: string) => {
    await vscode.commands.executeCommand('taskdef.task.stop', taskRef(id));
    await vscode.commands.executeCommand('taskdef.task.remove', taskRef(id));
  };

  test('the form marks what the settings say, and its answers hold for the next runs of the file', async () => {
    const { document } = await openNew('ways/form-taskdef.json', definition('form'));
    await set('aws.region', 'eu-west-1');
    const first = await acceptAll(vscode.commands.executeCommand<string>('taskdef.task.runWith', document.uri));
    await set('aws.region', undefined);
    assert.match((await taskOf(first)).details.join('\n'), /arn:aws:ecs:eu-west-1:/);
    await end(first);
    const again = await vscode.commands.executeCommand<string>('taskdef.task.runAgain');
    const task = await taskOf(again);
    assert.equal(task.file, document.uri.fsPath);
    assert.match(task.details.join('\n'), /arn:aws:ecs:eu-west-1:/);
    await end(again);
  });

  test('a profile that only fetches what a task needs is kept when its containers get no credentials', async () => {
    const fetching = { ...(JSON.parse(definition('fetching')) as object), executionRoleArn: role };
    const { document } = await openNew('ways/fetching-taskdef.json', JSON.stringify(fetching));
    await set('aws.profile', 'dev');
    const id = await acceptAll(vscode.commands.executeCommand<string>('taskdef.task.runWith', document.uri));
    await set('aws.profile', undefined);
    const told = () => vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
    await until('who fetches', () => told().some((text) => text.includes('are fetched as dev:')) || undefined);
    await end(id);
  });

  test('watching, a saved change makes a container anew, or the whole task', async () => {
    // There is time to type while it stops.
    const script = `echo one; ${untilStopped.replace('exit 0', 'sleep 2; exit 0')}`;
    const { document } = await openNew('ways/watched-taskdef.json', definition('watched', script));
    const replace = async (before: string, after: string) => {
      const at = document.getText().indexOf(before);
      const edit = new vscode.WorkspaceEdit();
      const range = new vscode.Range(document.positionAt(at), document.positionAt(at + before.length));
      edit.replace(document.uri, range, after);
      await vscode.workspace.applyEdit(edit);
      await document.save();
    };
    const output = () =>
      vscode.workspace.textDocuments
        .filter(({ uri, fileName }) => uri.scheme === 'output' && fileName.includes('watched'))
        .map((one) => one.getText())
        .join('\n');
    const first = await vscode.commands.executeCommand<string>('taskdef.task.watch', document.uri);
    await until('the first line', () => /main │ one/.test(output()) || undefined);
    await replace('echo one', 'echo two');
    await until('the container made anew', () => /main │ two/.test(output()) || undefined);
    assert.match(output(), /main is made anew in its running task, since this was changed: command\./);
    assert.equal((await taskOf(first)).state, 'running');
    await replace('"networkMode"', '"cpu": "256", "memory": "64", "networkMode"');
    await until('the old task to be on its way', () => /the whole task starts anew/.test(output()) || undefined);
    // What is typed meanwhile is not saved, so the task starts as it was saved.
    const typing = new vscode.WorkspaceEdit();
    typing.insert(document.uri, document.positionAt(document.getText().lastIndexOf('}')), ', "tags": [');
    await vscode.workspace.applyEdit(typing);
    const next = await until('another task', async () => {
      const [task, ...others] = await tasksOf('watched');
      return task && others.length === 0 && task.ref.id !== first && task.state === 'running' ? task : undefined;
    });
    await end(next.ref.id);
  });

  test('a task of type ecs tells when it runs, so that others can wait for it', async () => {
    const { document } = await openNew('ways/typed-taskdef.json', definition('typed', `echo up; ${untilStopped}`));
    const app = {
      label: 'app',
      type: 'ecs',
      file: vscode.workspace.asRelativePath(document.uri),
      portConflict: 'fail',
    };
    const after = { label: 'after', type: 'process', command: process.execPath, args: ['-e', '0'], dependsOn: 'app' };
    const tasks = JSON.stringify({ version: '2.0.0', tasks: [app, after] });
    await vscode.workspace.fs.writeFile(inWorkspace('.vscode/tasks.json'), Buffer.from(tasks));
    const found = async (name: string) => (await vscode.tasks.fetchTasks()).find((one) => one.name === name);
    const waiting = await until('the tasks of the folder', () => found('after'));
    assert.ok((await vscode.tasks.fetchTasks({ type: 'ecs' })).some(({ definition: { file } }) => file === app.file));

    const ended = new Promise<void>((resolve) => {
      vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name === 'after' && exitCode === 0) resolve();
      });
    });
    await vscode.tasks.executeTask(waiting);
    await ended;
    const [running] = await tasksOf('typed');
    assert.equal(running?.state, 'running');
    assert.equal(running.file, document.uri.fsPath);
    vscode.tasks.taskExecutions.find(({ task }) => task.name === 'app')?.terminate();
    await until('nothing is left', async () => (await tasksOf('typed')).length === 0 || undefined, 60_000);
  });

  test('a run makes room for the next of its file; a debug run keeps what failed', async () => {
    const { document } = await openNew('ways/failing-taskdef.json', definition('fails', 'exit 3'));
    const run = async (command: string) => {
      const id = await vscode.commands.executeCommand<string>(command, document.uri);
      await until('the end', async () => (await taskOf(id)).state === 'failed' || undefined);
      return id;
    };
    await run('taskdef.task.run');
    const plain = await run('taskdef.task.run');
    const kept = await run('taskdef.task.debug');
    assert.deepEqual(new Set((await tasksOf('fails')).map(({ ref }) => ref.id)), new Set([plain, kept]));
    const last = await run('taskdef.task.run');
    assert.deepEqual(new Set((await tasksOf('fails')).map(({ ref }) => ref.id)), new Set([last, kept]));
    for (const id of [last, kept]) await vscode.commands.executeCommand('taskdef.task.remove', taskRef(id));
  });
});
