import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { kill } from 'node:process';
import { before, describe, test } from 'node:test';
import { Store } from '../../client/runner/drive/store';
import { RunnerError } from '../../client/runner/errors';
import { openRunner } from '../../client/runner/index';
import { eventually } from '../support/eventually';
import { check, container, obedient, task } from '../support/definitions';
import { inspected } from '../support/inspected';
import { adopted, assertOrder, begin, cleanUp, type Lab, newWorkspace, openLab } from '../support/lab';
import { privateLab } from '../support/privateLab';
import { leftOf } from '../support/realEngine';
import { temporaryFolder } from '../support/temporaryFolder';

const folder = temporaryFolder('socket');

describe('an engine that cannot be reached', () => {
  test('nothing is there: what was tried, and what to do', async () => {
    const endpoint = `unix://${folder}/absent.sock`;
    await assert.rejects(openRunner({ endpoint }), (error) => {
      assert.ok(error instanceof RunnerError);
      assert.equal(error.code, 'no-engine');
      assert.ok(error.message.includes(`${endpoint} (the setting or option): there is nothing`), error.message);
      return true;
    });
  });

  test('no permission is not the same as no engine', async () => {
    const socket = path.join(folder, 'forbidden.sock');
    const server = createServer().listen(socket);
    await once(server, 'listening');
    chmodSync(socket, 0o600);
    chmodSync(folder, 0o755);
    // Root may use any socket, so somebody else has to try.
    const script = `require(${JSON.stringify(require.resolve('../../client/runner/index'))})
      .openRunner({ endpoint: 'unix://${socket}' }).catch((error) => console.log(error.code, '|', error.message, '|', error.next))`;
    const asNobody = { uid: 65_534, gid: 65_534 };
    const isRoot = process.getuid?.() === 0;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
      encoding: 'utf8',
      ...(isRoot && asNobody),
    });
    server.close();
    assert.match(
      stdout,
      /^no-permission \| The Docker engine at unix:.*forbidden\.sock is there, but .* \| Add yourself/,
      stderr,
    );
  });

  test('something else answers there', async () => {
    const socket = path.join(folder, 'other.sock');
    const server = createServer((_, answer) => answer.writeHead(404).end('not docker')).listen(socket);
    await once(server, 'listening');
    await assert.rejects(openRunner({ endpoint: `unix://${socket}` }), { code: 'no-engine' });
    server.close();
  });
});

describe('an engine that dies during a run', () => {
  const own = privateLab();
  const { engine } = own;
  let lab: Lab;
  before(() => {
    ({ lab } = own);
  });

  test('X6: it is said, and the run goes on when the engine is back', async () => {
    const told: boolean[] = [];
    const run = await begin(
      lab,
      task([
        container('app', `i=0; while sleep 0.2; do i=$((i+1)); echo $i; done`, { stopTimeout: 1 }),
        container('job', 'exec sleep 300', { essential: false }),
      ]),
      {},
      { engine: ({ reachable }) => told.push(reachable) },
    );
    const [, job] = (await run.task.started).containers;
    const { Pid: pid } = (await inspected(lab, job?.runtimeId)).State;
    const changes: (string | undefined)[] = [];
    const watching = lab.runner.watch((taskId) => changes.push(taskId));
    await engine.kill();
    await eventually(() => told.includes(false), 'the loss');
    assert.equal(run.task.snapshot().engineLost, true);
    assert.ok(changes.includes(undefined), 'whoever watches hears of the loss');
    await assert.rejects(lab.runner.tasks(), { name: 'RunnerError', code: 'engine-lost' });
    kill(pid, 'SIGKILL'); // which nobody tells us of
    await engine.start();
    await eventually(() => told.includes(true), 'the return');
    await run.until('job STOPPED(137)');
    assert.equal(run.task.snapshot().lastStatus, 'RUNNING');
    const lines = run.lines.length;
    await eventually(() => run.lines.length > lines, 'more lines');
    await lab.runner.stop(run.task.taskId);
    const end = await cleanUp(lab, run);
    assert.equal(end.stopCode, 'UserInitiated');
    const numbers = run.lines.map((line) => Number(line.replace('app: ', '')));
    // The engine may lose what is written while it is dead; nothing is told twice or out of order.
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((one, other) => one - other),
    );
    watching.dispose();
  });

  test('a stop that is asked for meanwhile is carried out when it is back', async () => {
    const run = await begin(lab, task([container('app', obedient)]));
    await run.task.started;
    await engine.kill();
    await eventually(() => run.task.snapshot().engineLost === true, 'the loss');
    await assert.rejects(lab.runner.stop(run.task.taskId, { reason: 'meanwhile' }), { code: 'engine-lost' });
    await engine.start();
    const end = await cleanUp(lab, run);
    assert.equal(end.stoppedReason, 'meanwhile');
  });

  test('X6: on another engine a task is not there, nothing of it is made, and nothing forgotten; it goes on where it is', async () => {
    const [workspace, store] = [newWorkspace(), new Store(temporaryFolder('switched'))];
    const here = await openLab({ workspace, store });
    const run = await begin(
      here,
      task([
        container('app', obedient, { after: { db: 'HEALTHY' } }),
        container('db', `until [ -f /tmp/go ]; do sleep 0.1; done; touch /tmp/ok; ${obedient}`, {
          ...{ stopTimeout: 1, healthCheck: { ...check('test -f /tmp/ok'), retries: 10 } },
        }),
      ]),
    );
    const { taskId } = run.task;
    await run.until('db RUNNING');
    const db = run.task.snapshot().containers[1]?.runtimeId ?? assert.fail('db has no id');
    await here.runner.dispose();
    const remembered = store.read(taskId);

    const elsewhere = await openLab({ workspace, store, endpoint: engine.endpoint });
    assert.deepEqual(await elsewhere.runner.adopt(), []);
    assert.deepEqual(await elsewhere.runner.tasks(), []);
    const { runner } = elsewhere;
    for (const ask of ['adopt', 'stop', 'inspect'] as const)
      await assert.rejects(runner[ask](taskId), { name: 'RunnerError', code: 'unknown-task' });
    assert.deepEqual(await runner.prune(), { tasks: [], residue: [] });
    assert.deepEqual(await leftOf(elsewhere.port, workspace), []);
    await elsewhere.runner.dispose();
    assert.deepEqual(store.read(taskId), remembered);

    const back = await openLab({ workspace, store });
    const again = await adopted(back);
    (await back.port.exec(db, ['touch', '/tmp/go'], { tty: false })).close();
    const { containers } = await again.task.started;
    assert.equal(containers[1]?.runtimeId, db);
    assertOrder(again, 'db HEALTHY', 'app CREATED', 'app RUNNING', 'task RUNNING');
    await back.runner.stop(taskId);
    await cleanUp(back, again);
    await back.runner.dispose();
  });
});

describe('a process that has used the engine', () => {
  test('ends by itself after dispose', () => {
    const script = `require(${JSON.stringify(require.resolve('../../client/runner/index'))}).openRunner().then(async (runner) => {
      const watching = runner.watch(() => {});
      await runner.tasks();
      await runner.dispose();
      console.log(runner.engine.apiVersion);
    })`;
    assert.match(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 20_000 }), /^\d+\.\d+\n$/);
  });
});
