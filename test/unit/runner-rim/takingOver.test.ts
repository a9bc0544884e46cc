import assert from 'node:assert/strict';
import os from 'node:os';
import { describe, test } from 'node:test';
import type { RunObserver } from '../../../client/runner/runner';
import type { Accompany } from '../../../client/runner/opening';
import { container, task } from '../../support/definitions';
import { inVpc, rig, run, simple } from './rig';

describe('letting go', () => {
  test('dispose leaves the task alone and says that nobody drives it', async () => {
    const all = await rig();
    const running = await run(all, simple);
    await running.started;
    assert.equal(all.store.read(running.taskId)?.owner?.pid, process.pid);
    all.engine.calls.length = 0;
    await all.runner.dispose();
    assert.deepEqual(all.engine.calls, ['close']);
    assert.equal(all.store.read(running.taskId)?.owner, undefined);
    const other = await rig(all.engine, all.store);
    const [adopted] = await other.runner.adopt();
    assert.equal(adopted?.taskId, running.taskId);
    all.engine.exit('web', 3);
    const end = await adopted?.stopped;
    assert.deepEqual([end?.stopCode, end?.containers[0]?.exitCode], ['EssentialContainerExited', 3]);
  });

  test('adopting leaves alone what another process drives, and other folders', async () => {
    const all = await rig();
    const running = await run(all, simple);
    await running.started;
    const other = await rig(all.engine, all.store);
    const elsewhere = { host: os.hostname(), pid: process.ppid, started: undefined };
    all.store.remember(running.taskId, { owner: elsewhere });
    assert.deepEqual(await other.runner.adopt(), []);
    await assert.rejects(other.runner.adopt(running.taskId), {
      message: `A taskdef in another terminal (process ${process.ppid}) drives task ${running.taskId.slice(0, 12)}.`,
    });
    all.store.remember(running.taskId, { owner: { ...elsewhere, client: 'editor' } });
    await assert.rejects(other.runner.adopt(running.taskId), { message: /^A window of the editor \(process \d+\) / });
    all.store.disown(running.taskId);
    assert.equal((await other.runner.adopt(running.taskId)).length, 1);
    await assert.rejects(other.runner.adopt('f'.repeat(32)), { code: 'unknown-task' });
  });

  test('adopting takes the tasks of each folder, and those that a terminal has run from a file in one', async () => {
    const all = await rig();
    const tasks = {
      second: await run(all, simple, { workspace: '/second' }),
      part: await run(all, simple, { workspace: '/checkout', file: '/checkout/part/deploy/td.json' }),
      inVpc: await run(all, inVpc, { workspace: '/checkout', file: '/checkout/part/td.json' }),
      elsewhere: await run(all, simple, { workspace: '/checkout', file: '/checkout/partial/td.json' }),
    };
    await Promise.all(Object.values(tasks).map(async ({ started }) => started));
    await all.runner.dispose();
    const other = await rig(all.engine, all.store, { folders: ['/w', '/second', '/checkout/part'] });
    const adopted = await other.runner.adopt();
    const ours = [tasks.second, tasks.part, tasks.inVpc];
    assert.deepEqual(new Set(adopted.map(({ taskId }) => taskId)), new Set(ours.map(({ taskId }) => taskId)));
  });

  test('whoever adopts a task is told how it stands, and then what becomes of it', async () => {
    const all = await rig();
    const running = await run(all, task([container('web', 'run'), container('log', 'run', { essential: false })]));
    await running.started;
    await all.runner.dispose();
    all.engine.exit('log', 2);
    const told: string[] = [];
    const transition: RunObserver['transition'] = ({ container: name = 'task', status, exitCode = '' }) =>
      told.push(`${name} ${status} ${exitCode}`.trim());
    const other = await rig(all.engine, all.store);
    const [adopted] = await other.runner.adopt(running.taskId, { transition });
    assert.deepEqual(told, ['web RUNNING', 'log STOPPED 2', 'task RUNNING']);
    all.engine.exit('web', 0);
    await adopted?.stopped;
    assert.deepEqual(told.slice(3), ['web STOPPED 0', 'task STOPPED']);
  });

  test('whoever takes a task over without an observer has what goes along with such tasks', async () => {
    const all = await rig();
    const running = await run(all, task([container('web', 'run'), container('log', 'run', { essential: false })]));
    await running.started;
    await all.runner.dispose();
    const told: string[] = [];
    const accompany: Accompany = ({ family }) => ({
      observer: { transition: ({ container: name = family, status }) => told.push(`${name} ${status}`) },
      joined: ({ taskId }) => told.push(taskId === running.taskId ? 'joined' : 'another'),
    });
    const other = await rig(all.engine, all.store, { accompany });
    const [adopted] = await other.runner.adopt();
    assert.deepEqual(told.splice(0), ['web RUNNING', 'log RUNNING', 'lab RUNNING', 'joined']);
    all.engine.exit('web', 3);
    await adopted?.stopped;
    assert.equal(told[0], 'web STOPPED');
  });
});
