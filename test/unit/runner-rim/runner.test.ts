import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import os from 'node:os';
import { describe, test } from 'node:test';
import { EngineError } from '../../../client/runner/errors';
import { label } from '../../../client/runner/labels';
import type { RunObserver } from '../../../client/runner/runner';
import type { Accompany } from '../../../client/runner/opening';
import { container, task } from '../../support/definitions';
import { eventually } from '../../support/eventually';
import { type Rig, assertNothingLeft, inVpc, rig, run, simple } from './rig';

const changing = /^(create|start|stop|kill|remove|load|pull)/;
const full = new EngineError('disk-full', 'mkdir /var/lib/docker: no space left on device', 500);

describe('a task that is given up while it is being made', () => {
  test('has not stopped before its network is there to be removed', async () => {
    const all = await rig();
    const make = all.engine.createNetwork.bind(all.engine);
    let goOn!: () => void;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    all.engine.createNetwork = async (options) => held.then(async () => make(options));
    const cancel = new AbortController();
    const one = await all.runner.run(await all.runner.plan(inVpc), {}, cancel.signal);
    let hasStopped = false;
    void one.stopped.then(() => (hasStopped = true));
    cancel.abort();
    await new Promise(setImmediate);
    assert.equal(hasStopped, false);
    goOn();
    await one.stopped;
    await all.runner.remove(one.taskId);
    assertNothingLeft(all.engine);
  });
});

describe('a run that fails before anybody drives its task', () => {
  test('takes back what was made for it meanwhile', async () => {
    const all = await rig();
    all.engine.faults.set('events', () => new EngineError('lost', 'the engine has closed its stream of events'));
    const plan = await all.runner.plan(
      task([container('web', 'run')], { networkMode: 'awsvpc', volumes: [{ name: 'v' }] }),
    );
    await assert.rejects(all.runner.run(plan), { name: 'RunnerError', code: 'engine-lost' });
    assert.ok(all.engine.calls.some((call) => call.startsWith('createNetwork')));
    assertNothingLeft(all.engine);
    assert.equal(all.store.read(plan.taskId), undefined);
  });
});

describe('a full disk', () => {
  test('while a container is made: cause and next step, and the rest is stopped', async () => {
    const all = await rig();
    all.engine.faults.set('create', () => full);
    const end = await (await run(all, simple)).stopped;
    assert.equal(end.stopCode, 'TaskFailedToStart');
    assert.match(
      end.containers[0]?.reason ?? '',
      /^CannotCreateContainerError: .*no space left on device — free space/,
    );
  });

  test('while the network is made', async () => {
    const all = await rig();
    all.engine.faults.set('createNetwork', () => full);
    const end = await (await run(all, inVpc)).stopped;
    assert.match(end.stoppedReason ?? '', /^ContainerNetworkingError: .*no space left/);
    await all.runner.remove(end.taskId);
    assertNothingLeft(all.engine);
  });

  test('while the helper is loaded', async () => {
    const all = await rig();
    all.engine.faults.set('loadImage', () => full);
    const end = await (await run(all, inVpc)).stopped;
    assert.match(end.stoppedReason ?? '', /^ResourceInitializationError: .*no space left.* — free space/);
    await all.runner.remove(end.taskId);
    assertNothingLeft(all.engine);
  });
});

describe('reading changes nothing', () => {
  test('planning and listing', async () => {
    const all = await rig();
    const started = await (await run(all, inVpc)).started;
    const other = await rig(all.engine, all.store);
    all.engine.calls.length = 0;
    await other.runner.plan(simple);
    const [seen] = await other.runner.tasks();
    assert.deepEqual(seen, started);
    assert.deepEqual(
      all.engine.calls.filter((call) => changing.test(call)),
      [],
    );
  });
});

/** Waits until nobody asks the engine anything any more. */
async function settled({ calls }: Rig['engine']): Promise<void> {
  for (let [quiet, before] = [0, calls.length]; quiet < 20; quiet = calls.length === before ? quiet + 1 : 0) {
    before = calls.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('looking at the list of tasks', () => {
  test('asks the engine nothing about those that are driven here: each event of theirs makes the tree look', async () => {
    const all = await rig();
    const started = await (await run(all, inVpc)).started;
    await settled(all.engine);
    all.engine.calls.length = 0;
    assert.deepEqual(await all.runner.tasks(), [started]);
    assert.deepEqual(
      all.engine.calls.filter((call) => call.startsWith('inspect')),
      [],
    );
  });

  test('looks into a few of the others at a time', async () => {
    const all = await rig();
    for (let count = 0; count < 9; count++) await (await run(all, simple)).started;
    const other = await rig(all.engine, all.store);
    const inspect = all.engine.inspect.bind(all.engine);
    let [atOnce, most] = [0, 0];
    all.engine.inspect = async (id) => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      return inspect(id).finally(() => atOnce--);
    };
    assert.equal((await other.runner.tasks()).length, 9);
    assert.ok(most <= 4, `${most} at once`);
  });
});

describe('an image that is not here yet', () => {
  const exposing = task([container('web', 'run', { image: 'exposing:1' })], { networkMode: 'awsvpc' });

  test('is fetched before the pause is made, so that the ports it exposes are published', async () => {
    const all = await rig();
    const pulled: string[] = [];
    const { engine } = all;
    engine.pull = async (name) => {
      engine.calls.push(`pull ${name}`);
      engine.addImage(name, { exposed: ['8080/tcp'] });
    };
    const running = await run(all, exposing, { portConflict: 'remap' }, { pulling: ({ image }) => pulled.push(image) });
    const { containers } = await running.started;
    assert.deepEqual(
      containers[0]?.ports.map(({ containerPort, hostPort }) => [containerPort, hostPort]),
      [[8080, 8080]],
    );
    const calls = engine.calls.filter((call) => /^(pull|create) /.test(call));
    assert.equal(calls[0], 'pull exposing:1');
  });

  test('a run that is cancelled during the pull has made nothing', async () => {
    const all = await rig();
    const cancel = new AbortController();
    const { engine } = all;
    engine.pull = async (_name, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new EngineError('cancelled', 'given up')));
        cancel.abort();
      });
    const plan = await all.runner.plan(exposing);
    await assert.rejects(all.runner.run(plan, {}, cancel.signal), { name: 'RunnerError', code: 'cancelled' });
    assertNothingLeft(engine);
  });
});

describe('a question about a taken port', () => {
  /** A task that wants a port of this machine which somebody listens on. */
  async function asking(portTaken: NonNullable<RunObserver['portTaken']>, signal?: AbortSignal) {
    const listener = createServer();
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    const address = listener.address();
    assert.ok(address !== null && typeof address === 'object');
    const { engine, runner } = await rig(undefined, undefined, { endpoint: 'unix:///of/a/test.sock' });
    const web = container('web', 'run', { portMappings: [{ containerPort: 80, hostPort: address.port }] });
    const plan = await runner.plan(task([web], { networkMode: 'bridge' }), { portConflict: 'ask' });
    return { engine, run: runner.run(plan, { portTaken }, signal).finally(() => listener.close()) };
  }

  test('that is answered with no ends the run, which says why', async () => {
    const { engine, run } = await asking(async () => undefined);
    await assert.rejects(run, { name: 'RunnerError', code: 'port-taken' });
    assertNothingLeft(engine);
  });

  for (const [what, answer] of [
    ['without an answer', () => undefined],
    ['with the other port', (free: number) => free],
  ] as const)
    test(`at which the run is cancelled, ${what}, is over with it`, async () => {
      const cancel = new AbortController();
      const { engine, run } = await asking(async (_wish, _holder, free) => {
        cancel.abort();
        return answer(free);
      }, cancel.signal);
      await assert.rejects(run, { name: 'RunnerError', code: 'cancelled' });
      assertNothingLeft(engine);
    });
});

describe('an engine that drops calls', () => {
  test('a start that was carried out all the same is not made twice', async () => {
    const all = await rig();
    const { engine } = all;
    const start = engine.start.bind(engine);
    let starts = 0;
    engine.start = async (id) => {
      starts++;
      await start(id);
      throw new EngineError('lost', 'socket hang up');
    };
    const started = await (await run(all, simple)).started;
    assert.equal(started.lastStatus, 'RUNNING');
    assert.equal(starts, 1);
  });

  test('a create that is dropped each time ends as a failure', async () => {
    const all = await rig();
    all.engine.faults.set('create', () => new EngineError('lost', 'socket hang up'));
    const end = await (await run(all, simple)).stopped;
    assert.match(end.containers[0]?.reason ?? '', /^CannotCreateContainerError: socket hang up/);
  });
});

describe('an engine that may not raise the limit of open files', () => {
  const fargate = task([container('web', 'run')], {
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
  });
  const refusal = 'OCI runtime create failed: error setting rlimit type 7: operation not permitted: unknown';

  test('keeps its own; that is told once, and remembered for the next run', async () => {
    const all = await rig();
    const { engine } = all;
    const start = engine.start.bind(engine);
    engine.start = async (id) => {
      const { body } = engine.containers.get(id) ?? assert.fail(id);
      const limits = (body.HostConfig.Ulimits ?? []) as { Name: string }[];
      if (limits.some(({ Name }) => Name === 'nofile')) throw new EngineError('refused', refusal, 500);
      await start(id);
    };
    const told: string[] = [];
    const observer: RunObserver = { notice: ({ code }) => code === 'open-files-default' && told.push(code) };
    const first = await run(all, fargate, {}, observer);
    assert.equal((await first.started).lastStatus, 'RUNNING');
    assert.deepEqual(told, ['open-files-default']);
    // The containers that run are others than those that were made first; their end is heard all the same.
    assert.equal((await all.runner.stop(first.taskId)).lastStatus, 'STOPPED');
    const plan = await all.runner.plan(fargate);
    assert.ok(plan.notices.some(({ code }) => code === 'open-files-default'));
    await (
      await all.runner.run(plan, observer)
    ).started;
    assert.deepEqual(told, ['open-files-default']);
  });

  test('is asked once, when it refuses two containers at the same time', async () => {
    const all = await rig();
    const { engine } = all;
    const start = engine.start.bind(engine);
    let refusals = 0;
    engine.start = async (id) => {
      const { body } = engine.containers.get(id) ?? assert.fail(id);
      const limits = (body.HostConfig.Ulimits ?? []) as { Name: string }[];
      if (!limits.some(({ Name }) => Name === 'nofile')) return start(id);
      refusals++;
      await eventually(() => refusals === 2, 'both to be refused');
      throw new EngineError('refused', refusal, 500);
    };
    const both = { ...fargate, containerDefinitions: [container('web', 'run'), container('side', 'run')] };
    assert.equal((await (await run(all, both)).started).lastStatus, 'RUNNING');
  });

  test('a limit that is written is an error', async () => {
    const all = await rig();
    all.engine.faults.set('start', (name) =>
      String(name).includes('web') ? new EngineError('refused', refusal, 500) : undefined,
    );
    const web = container('web', 'run', { ulimits: [{ name: 'nofile', softLimit: 99_999, hardLimit: 99_999 }] });
    const end = await (await run(all, { ...fargate, containerDefinitions: [web] })).stopped;
    assert.match(end.containers[0]?.reason ?? '', /^CannotStartContainerError: .*rlimit type 7/);
  });
});

describe('removing', () => {
  async function stopped(all: Rig, definition = inVpc): Promise<string> {
    const running = await run(all, definition);
    await running.started;
    await all.runner.stop(running.taskId);
    return running.taskId;
  }

  test('applications, then the pause, then network and volumes', async () => {
    const all = await rig();
    const taskId = await stopped(all, { ...inVpc, volumes: [{ name: 'data' }] });
    all.engine.calls.length = 0;
    assert.deepEqual(await all.runner.remove(taskId), { residue: [] });
    const order = all.engine.calls
      .filter((call) => call.startsWith('remove'))
      .map((call) => call.replace(/ .*-(web|internalecspause)-.*/, ' $1').replace(/(Network|Volume) .*/, '$1'));
    assert.deepEqual(order, ['remove web', 'remove internalecspause', 'removeNetwork', 'removeVolume']);
    assertNothingLeft(all.engine);
    assert.equal(all.store.read(taskId), undefined);
  });

  test('what is in use is tried again; what stays is named, does not keep the rest, and goes the next time', async () => {
    const all = await rig();
    const taskId = await stopped(all);
    let refusals = 0;
    all.engine.faults.set('removeNetwork', () => (refusals++, new EngineError('refused', 'has active endpoints', 403)));
    const { residue } = await all.runner.remove(taskId);
    assert.equal(refusals, 5);
    assert.deepEqual(residue, [`network taskdef-${taskId.slice(0, 12)} (has active endpoints)`]);
    assert.equal(all.engine.containers.size, 0);
    all.engine.faults.clear();
    assert.deepEqual(await all.runner.remove(taskId), { residue: [] });
    assertNothingLeft(all.engine);
  });

  test('X5: two windows at once', async () => {
    const all = await rig();
    const other = await rig(all.engine, all.store);
    const taskId = await stopped(all);
    const both = await Promise.all([all.runner.remove(taskId), other.runner.remove(taskId)]);
    assert.deepEqual(both, [{ residue: [] }, { residue: [] }]);
    assertNothingLeft(all.engine);
  });

  test('a task that runs is not removed, here or elsewhere', async () => {
    const all = await rig();
    const running = await run(all, simple);
    await running.started;
    const other = await rig(all.engine, all.store);
    for (const { runner } of [all, other])
      await assert.rejects(runner.remove(running.taskId), { code: 'refused', next: 'Stop it first.' });
  });

  test('a task nobody knows is removed already', async () => {
    assert.deepEqual(await (await rig()).runner.remove('f'.repeat(32)), { residue: [] });
  });
});

describe('cleaning up', () => {
  test('takes what has stopped and what nobody will ever use, and leaves the rest', async () => {
    const all = await rig();
    const { engine, runner, store } = all;
    const alive = await run(all, simple);
    await alive.started;
    const ended = await run(all, simple);
    await ended.started;
    await runner.stop(ended.taskId);
    const dead = { host: os.hostname(), pid: 2 ** 22 + 1, started: undefined };
    const labels = (taskId: string, created: number) => ({
      [label.task]: taskId,
      [label.created]: String(created),
      [label.role]: 'pause',
    });
    store.remember('a'.repeat(32), { owner: dead });
    await engine.createNetwork({ name: 'of-a-dead-window', labels: labels('a'.repeat(32), Date.now()) });
    await engine.createNetwork({ name: 'old', labels: labels('b'.repeat(32), Date.now() - 3_600_000) });
    await engine.createNetwork({ name: 'young', labels: labels('c'.repeat(32), Date.now()) });
    store.remember('d'.repeat(32), { owner: dead });
    engine.addImage('taskdef-helper:old');
    const pause = { Image: 'taskdef-helper:old', Labels: labels('d'.repeat(32), Date.now()), HostConfig: {} };
    await engine.start(await engine.create('half-made', pause));
    const { tasks, residue } = await runner.prune();
    assert.deepEqual([...tasks].sort(), [ended.taskId, 'd'.repeat(32)].sort());
    assert.deepEqual(residue, []);
    assert.deepEqual([...engine.networks.keys()], ['young']);
    assert.deepEqual(
      [...engine.containers.values()].map(({ facts }) => facts.labels[label.task]),
      [alive.taskId],
    );
    assert.ok(!engine.images.has('taskdef-helper:old'), 'a helper nobody uses any more');
  });
});

describe('a task that has lost its label', () => {
  test('is still shown, stopped and removed', async () => {
    const all = await rig();
    const { engine } = all;
    const running = await run(all, simple);
    await running.started;
    for (const one of engine.containers.values())
      one.facts = {
        ...one.facts,
        labels: Object.fromEntries(Object.entries(one.facts.labels).filter(([name]) => name !== label.definition)),
      };
    const other = await rig(engine);
    const [seen] = await other.runner.tasks();
    assert.deepEqual([seen?.family, seen?.lastStatus, seen?.containers[0]?.name], ['lab', 'RUNNING', 'web']);
    assert.equal((await other.runner.stop(running.taskId)).lastStatus, 'STOPPED');
    await other.runner.remove(running.taskId);
    assertNothingLeft(engine);
  });
});

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

  test('whoever watches hears that another process lets go of a task, and that one begins to drive it', async () => {
    const all = await rig();
    const running = await run(all, simple);
    await running.started;
    const other = await rig(all.engine, all.store);
    const changes: (string | undefined)[] = [];
    const watching = other.runner.watch((taskId) => changes.push(taskId));
    const isUnattended = async () => (await other.runner.tasks())[0]?.isUnattended ?? false;
    assert.equal(await isUnattended(), false);
    await all.runner.dispose();
    await eventually(() => changes.includes(running.taskId), 'word of who let go');
    assert.equal(await isUnattended(), true);
    changes.length = 0;
    await other.runner.adopt();
    await eventually(() => changes.includes(running.taskId), 'word of who took over');
    watching.dispose();
  });

  test('whoever watches hears of changes until it stops', async () => {
    const all = await rig();
    const changes: (string | undefined)[] = [];
    const watching = all.runner.watch((taskId) => changes.push(taskId));
    const running = await run(all, simple);
    await running.started;
    await eventually(() => changes.includes(running.taskId), 'a change');
    watching.dispose();
    changes.length = 0;
    await all.runner.stop(running.taskId);
    assert.deepEqual(changes, []);
  });
});
