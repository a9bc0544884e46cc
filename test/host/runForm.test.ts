import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clusterRef, taskRef } from '../../client/clusters/describeTask';
import type { Resource } from '../../client/clusters/resource';
import type { Api } from '../../client/extension';
import { closeAll, openNew, taskdef, until } from './workspace';

const definition = (family: string) =>
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
        command: ['sh', '-c', "trap 'exit 0' TERM; while :; do sleep 1 & wait $!; done"],
      },
    ],
  });

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
    45_000,
  );
  await settled;
  return done.value as T;
}

suite('the run form', function () {
  this.timeout(60_000);
  let api: Api;

  suiteSetup(async () => {
    api = await taskdef();
    await set('docker.pull', 'prefer-cached');
  });
  suiteTeardown(closeAll);

  const set = async (key: string, value: unknown) =>
    vscode.workspace.getConfiguration('taskdef').update(key, value, vscode.ConfigurationTarget.Global);
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

  test('marks what the settings say, and its answers hold for the next runs of the file', async () => {
    const { document } = await openNew('form/form-taskdef.json', definition('form'));
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
});
