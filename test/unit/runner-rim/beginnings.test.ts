import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { EngineError } from '../../../client/runner/errors';
import type { RunObserver } from '../../../client/runner/runner';
import { container, task } from '../../support/definitions';
import { assertNothingLeft, inVpc, rig, run, simple } from './rig';

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
