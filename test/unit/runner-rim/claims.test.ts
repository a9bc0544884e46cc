import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { Claims } from '../../../client/runner/drive/claims';
import { thisProcess } from '../../../client/runner/drive/owner';
import { Store } from '../../../client/runner/drive/store';
import { temporaryFolder } from '../../support/temporaryFolder';

const folder = () => temporaryFolder('claims');
const alive = { ...thisProcess(), pid: process.ppid, started: undefined };
const dead = { ...alive, pid: 2 ** 22 + 1 };

describe('who takes over a task that nobody drives', () => {
  test('who comes second does not get it', () => {
    const claims = new Claims(folder());
    assert.equal(claims.take('t', 0, alive), 1);
    assert.equal(claims.take('t', 0, thisProcess()), undefined);
    assert.equal(claims.take('another', 0, thisProcess()), 1);
  });

  test('unless who was first has died since', () => {
    const claims = new Claims(folder());
    assert.equal(claims.take('t', 0, dead), 1);
    assert.equal(claims.take('t', 0, alive), 2);
  });

  test('what somebody drives cannot be claimed; what was let go of can', () => {
    const store = new Store(folder());
    store.remember('t', { owner: alive });
    assert.deepEqual([store.claim('t'), store.leftAlone().size], [false, 0]);
    store.remember('t', { owner: undefined });
    assert.deepEqual([store.claim('t'), store.read('t')?.owner?.pid], [true, process.pid]);
    store.remember('t', { owner: undefined });
    assert.equal(store.claim('t'), true, 'again');
  });

  test('the tasks of owners that have died are known', () => {
    const store = new Store(folder());
    store.remember('t', { owner: dead });
    store.remember('mine', { owner: thisProcess() });
    store.remember('of another machine', { owner: { ...dead, host: 'another' } });
    assert.deepEqual([...store.leftAlone().keys()], ['t']);
    assert.equal(store.claim('t'), true);
    assert.equal(store.leftAlone().size, 0);
    store.forget('t');
    assert.equal(store.claim('t'), true, 'from the first term on');
  });

  test('a task that a window has let go of is left alone, until it is driven again; one a terminal has left is not', () => {
    const place = folder();
    const [window, terminal] = [new Store(place, 'editor'), new Store(place, 'terminal')];
    for (const [taskId, store] of [['w', window] as const, ['t', terminal] as const]) {
      store.own(taskId);
      store.disown(taskId);
    }
    assert.deepEqual([...terminal.leftAlone().keys()], ['w']);
    assert.equal(terminal.claim('w'), true);
    assert.equal(terminal.leftAlone().size, 0);
  });

  test('a folder that cannot be written keeps nobody from it', () => {
    const file = path.join(folder(), 'file');
    writeFileSync(file, '');
    assert.equal(new Claims(path.join(file, 'below')).take('t', 0, thisProcess()), 1);
  });

  test('of processes that try at the same time one gets it', async () => {
    const place = folder();
    const program = path.join(__dirname, '../../support/claiming.js');
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, [program, 't', place], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    const read = async () => Promise.all(children.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])));
    await read();
    const answers = read();
    for (const { stdin } of children) stdin.write('go\n');
    assert.deepEqual((await answers).sort(), [...Array<string>(5).fill('false\n'), 'true\n']);
    const ends = children.map(async (child) => once(child, 'exit'));
    for (const { stdin } of children) stdin.end();
    await Promise.all(ends);
  });
});
