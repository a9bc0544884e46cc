import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { clusterRef, taskRef } from '../../client/clusters/describeTask';
import type { Api } from '../../client/extension';
import type { EnginePort } from '../../client/runner/enginePort';
import { label } from '../../client/runner/labels';
import { AbandonedOffer } from '../../client/views/abandonedOffer';
import { realEngine } from '../support/realEngine';
import { testImage } from '../support/testImage';
import { taskdef, until } from './workspace';

suite('a task nobody looks after', function () {
  this.timeout(60_000);
  let api: Api;
  let engine: EnginePort;
  const taskId = randomBytes(16).toString('hex');
  const ours = [`${label.task}=${taskId}`];

  /** As a window that was closed two days ago has left it. */
  suiteSetup(async () => {
    engine = await realEngine();
    api = await taskdef();
    const labels = {
      [label.schema]: '1',
      [label.task]: taskId,
      [label.role]: 'app',
      [label.container]: 'main',
      [label.created]: String(Date.now() - 48 * 60 * 60_000),
      'com.amazonaws.ecs.task-definition-family': 'forgotten',
    };
    const body = { Image: testImage, Cmd: ['sleep', '600'], Labels: labels, StopSignal: 'SIGKILL' };
    const id = await engine.create(`taskdef-test-${taskId}`, { ...body, Env: [], HostConfig: {} }, {});
    await engine.start(id);
  });
  suiteTeardown(async () => {
    for (const { id } of await engine.list(ours)) {
      await engine.kill(id).catch(() => undefined); // it may have ended
      await engine.remove(id);
    }
    engine.close();
  });

  test('is told of once, whatever window sees it, until there is another', async () => {
    const kept = new Map<string, unknown>();
    const memory: vscode.Memento = {
      keys: () => [...kept.keys()],
      get: <T>(key: string, otherwise?: T) => (kept.get(key) as T | undefined) ?? otherwise,
      update: async (key: string, value: unknown) => void kept.set(key, value),
    };
    const view = { message: '' };
    const inNewWindow = () => new AbandonedOffer(view, memory);
    const offer = inNewWindow();
    await offer.show(['a']);
    assert.match(view.message, /^A task has run for over a day/);
    offer.hide();
    await inNewWindow().show(['a']);
    assert.equal(view.message, '');
    await inNewWindow().show(['a', 'b']);
    assert.match(view.message, /^2 tasks have run/);
    await inNewWindow().show([]);
    assert.equal(view.message, '');
  });

  test('is shown as abandoned, and is stopped and removed from its menu', async () => {
    const row = async () => {
      api.clusters.refresh();
      return (await api.clusters.children(clusterRef)).find(({ ref }) => ref.id === taskId);
    };
    const shown = await until('the row', row);
    assert.equal(shown.label, 'forgotten');
    assert.match(shown.description, /^RUNNING · abandoned/);
    await vscode.commands.executeCommand('taskdef.task.removeAbandoned', taskRef(taskId));
    assert.deepEqual(await engine.list(ours), []);
    assert.equal(await row(), undefined);
  });
});
