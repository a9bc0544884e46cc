import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { Store } from '../../client/runner/drive/store';
import { RunnerError } from '../../client/runner/errors';
import { eventually } from '../support/eventually';
import { assertNothingLeft, newTaskId, newWorkspace, openLab, type Lab } from '../support/lab';
import { leftOf } from '../support/realEngine';
import { temporaryFolder } from '../support/temporaryFolder';

const child = path.join(__dirname, '../support/crashingRun.js');

interface Victim {
  readonly taskId: string;
  readonly workspace: string;
  readonly folder: string;
}

const newVictim = (): Victim => ({
  taskId: newTaskId(),
  workspace: newWorkspace(),
  folder: temporaryFolder('crash'),
});

/** Runs the child; gives what it printed, or undefined when it was killed. */
async function runUntil({ taskId, workspace, folder }: Victim, point: number): Promise<string | undefined> {
  const running = spawn(process.execPath, [child, taskId, workspace, folder, String(point)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, end] = await Promise.all([text(running.stdout), once(running, 'exit')]);
  const [code, signal] = end as [number | null, NodeJS.Signals | null];
  if (signal === 'SIGKILL') return undefined;
  assert.equal(code, 0);
  return said;
}

/** What the next window does: take over, stop, remove. */
async function tidyUp({ runner, port }: Lab, { taskId }: Victim): Promise<void> {
  const unlessNothingIsThere = (error: unknown) => {
    if (!(error instanceof RunnerError) || error.code !== 'unknown-task') throw error;
  };
  await runner.adopt().catch(unlessNothingIsThere);
  await runner.stop(taskId).catch(unlessNothingIsThere);
  // The engine still carries out what it was asked just before, so that may come to light after the first look.
  let left: unknown;
  const isClean = async () => {
    assert.deepEqual(await runner.remove(taskId), { residue: [] });
    left = await assertNothingLeft(port, taskId).catch((error: unknown) => error);
    return left === undefined;
  };
  await eventually(isClean, 'nothing to be left', 10_000).catch(() => assert.ifError(left));
}

test('X7: killed at any moment, the next window leaves nothing behind', { concurrency: 4 }, async (context) => {
  const calls = Number(await runUntil(newVictim(), -1));
  assert.ok(calls >= 12, `${calls} calls that change something`);
  const points = Array.from({ length: 2 * calls }, (_, point) => point);
  const worker = async (): Promise<void> => {
    for (let point = points.shift(); point !== undefined; point = points.shift()) {
      const moment = `${point % 2 === 0 ? 'before' : 'after'} call ${Math.floor(point / 2) + 1} of ${calls}`;
      await context.test(moment, async () => {
        const victim = newVictim();
        assert.equal(await runUntil(victim, point ?? 0), undefined, 'it was not killed');
        const lab = await openLab({ workspace: victim.workspace, store: new Store(victim.folder) });
        try {
          await tidyUp(lab, victim);
          assert.deepEqual(await leftOf(lab.port, victim.workspace), []);
        } finally {
          await lab.runner.dispose();
        }
      });
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
});
