import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { Store } from '../../client/runner/drive/store';
import { asking } from '../support/asking';
import { container, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { assertNothingLeft, newTaskId, newWorkspace, openLab } from '../support/lab';
import { temporaryFolder } from '../support/temporaryFolder';

const program = path.join(__dirname, '../support/window.js');

/** An editor window in a process of its own, which may be killed. */
class Window {
  private readonly child: ChildProcess;
  private said = '';

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout?.on('data', (words: Buffer) => (this.said += words.toString()));
  }

  async opened(): Promise<this> {
    await eventually(() => this.said.includes('open\n'), 'a window');
    return this;
  }

  get drives(): boolean {
    return this.said.includes('drives\n');
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async end(how: 'killed' | 'closed'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    if (how === 'killed') this.child.kill('SIGKILL');
    else this.child.stdin?.end();
    await exit;
  }
}

describe('several windows of one folder', () => {
  const windows: Window[] = [];
  after(async () => Promise.all(windows.map(async (window) => window.end('killed'))));

  test('X4: when the window that drives a task dies or is closed, one of the others goes on, with the endpoint; then the last', async () => {
    const place = { workspace: newWorkspace(), folder: temporaryFolder('windows') };
    const open = async (...args: readonly string[]): Promise<Window> => {
      const window = new Window(place.workspace, place.folder, ...args);
      windows.push(window);
      return window.opened();
    };
    const taskId = newTaskId();
    const definition = task([container('app', asking)], { networkMode: 'awsvpc' });
    let driver = await open(taskId, JSON.stringify(definition));
    let heirs: readonly Window[] = await Promise.all([open(), open()]);

    const store = new Store(place.folder);
    const lab = await openLab({ workspace: place.workspace, store });
    /** What the container was told since then, as the engine keeps it. */
    const answered = async (since: number): Promise<boolean> => {
      for await (const lines of lab.runner.logs(taskId))
        if (lines.some(({ text, time }) => time > since && text === 'status 200')) return true;
      return false;
    };
    await eventually(async () => answered(0), 'the endpoint');
    while (heirs.length > 0) {
      assert.deepEqual(
        heirs.map(({ drives }) => drives),
        heirs.map(() => false),
      );
      await driver.end(heirs.length > 1 ? 'killed' : 'closed');
      await eventually(() => heirs.some(({ drives }) => drives), 'a window that takes over');
      const died = Date.now();
      await eventually(async () => answered(died), 'the endpoint, by another window');
      const next = heirs.find(({ drives }) => drives) ?? assert.fail();
      heirs = heirs.filter((window) => window !== next);
      assert.deepEqual(
        heirs.map(({ drives }) => drives),
        heirs.map(() => false),
        'exactly one',
      );
      assert.equal(store.read(taskId)?.owner?.pid, next.pid);
      driver = next;
    }
    await driver.end('closed');
    assert.equal(store.read(taskId)?.owner, undefined);
    await lab.runner.stop(taskId);
    assert.deepEqual(await lab.runner.remove(taskId), { residue: [] });
    await assertNothingLeft(lab.port, taskId);
    await lab.runner.dispose();
  });
});
