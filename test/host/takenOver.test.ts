import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { taskRef } from '../../client/clusters/describeTask';
import type { Api } from '../../client/extension';
import type { EnginePort } from '../../client/runner/enginePort';
import { label } from '../../client/runner/labels';
import { realEngine } from '../support/realEngine';
import { root } from '../support/root';
import { closeAll, inWorkspace, openNew, taskdef, until } from './workspace';

const definition = JSON.stringify({
  family: 'handed',
  networkMode: 'bridge',
  requiresCompatibilities: ['EC2'],
  containerDefinitions: [
    {
      name: 'main',
      image: 'taskdef-test/busybox:1',
      memory: 32,
      command: [
        'sh',
        '-c',
        'echo "good day"; for word in so long farewell; do until [ -e /tmp/$word ]; do sleep 0.1; done; echo $word; done; exit 4',
      ],
    },
  ],
});

/** As the output of a run that was begun in a window, but for the line that says it was not, and the times. */
const story = [
  /^task │ handed as EC2 with bridge networking, arn:/,
  /^task │ — taken over by this window; created .*\d/,
  /^main │ — RUNNING · since .*\d/,
  /^task │ — RUNNING · since .*\d/,
  /^main │ good day$/,
  /^main │ so$/,
  /^main │ long$/,
  /^main │ farewell$/,
  /^main │ — STOPPED · exit code 4$/,
  /^task │ — STOPPED · Essential container in task exited$/,
  /^task │ — ended, stop code EssentialContainerExited$/,
];

suite('a task that this window has taken over', function () {
  this.timeout(120_000);
  let api: Api;
  let engine: EnginePort;
  let taskId = '';

  suiteSetup(async () => {
    engine = await realEngine();
    api = await taskdef();
    const { document } = await openNew('takenOver/handed-taskdef.json', definition);
    const args = [path.join(root, 'dist/cli.js'), 'run', '--detach', '--pull', 'prefer-cached', document.uri.fsPath];
    const cwd = inWorkspace('.').fsPath;
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env: nodeEnvironment() });
    taskId = stdout.trim();
    assert.match(taskId, /^[0-9a-f]{32}$/);
  });
  suiteTeardown(async () => {
    await setEndpoint(undefined);
    await vscode.commands.executeCommand('taskdef.task.stop', taskRef(taskId));
    await vscode.commands.executeCommand('taskdef.task.remove', taskRef(taskId));
    engine.close();
    await closeAll();
  });

  const output = () =>
    vscode.workspace.textDocuments
      .find(({ uri, fileName }) => uri.scheme === 'output' && fileName.includes('handed'))
      ?.getText() ?? '';
  const told = (line: RegExp) =>
    output()
      .split('\n')
      .filter((one) => line.test(one)).length;
  const hasStory = (length: number) => story.slice(0, length).every((line) => told(line) === 1) || undefined;
  const untilTold = async (length: number) =>
    until('the story', () => hasStory(length)).catch((error: unknown) =>
      assert.fail(`${String(error)}; told is:\n${output()}`),
    );
  const letSay = async (word: string) => {
    const [main] = await engine.list([`${label.task}=${taskId}`, `${label.container}=main`]);
    await engine.copyInto(main?.id ?? '', '/tmp', [{ folder: '/tmp', name: word, text: '' }]);
  };
  const isConnected = () =>
    api.clusters.children(undefined).then(
      () => true,
      () => false,
    );

  test('tells how it stood, in the words of a run that was begun here', async () => {
    // A window that asks the engine for the first time takes it over by itself.
    await vscode.commands.executeCommand('taskdef.task.attach', taskRef(taskId));
    await vscode.commands.executeCommand('taskdef.task.logs', taskRef(taskId));
    await untilTold(5);
  });

  test('has each line once when it is let go of and taken over again, and again', async () => {
    for (const [index, word] of ['so', 'long'].entries()) {
      await setEndpoint('unix:///nowhere/docker.sock');
      await until('the engine is let go of', async () => !(await isConnected()) || undefined);
      await letSay(word);
      await setEndpoint(undefined);
      await until('the engine is found again', async () => (await isConnected()) || undefined);
      await untilTold(6 + index);
    }
  });

  test('tells its story to the end, and why it has ended', async () => {
    await letSay('farewell');
    await untilTold(story.length);
  });
});

const setEndpoint = async (endpoint: string | undefined) =>
  vscode.workspace.getConfiguration('taskdef').update('docker.endpoint', endpoint, vscode.ConfigurationTarget.Global);

/** The extension host's own variables are for VS Code's Node. */
const nodeEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS)/.test(name)));
