import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { after, describe, mock, test } from 'node:test';
import { Caller } from '../../../client/runner/engine/call';
import { Vigil } from '../../../client/runner/engine/vigil';
import { EngineError } from '../../../client/runner/errors';
import { container, task } from '../../support/definitions';
import { eventually } from '../../support/eventually';
import { rig, run, simple } from './rig';

const never = async (): Promise<never> => new Promise(() => undefined);
const hour = 3_600_000;

describe('calls that are out while nothing is heard', () => {
  const patience = { quiet: 5, ping: 5 };
  // The timers of the calls do not keep a process alive, and here no connection does.
  const alive = setInterval(() => undefined, 1000);
  after(() => clearInterval(alive));

  test('fail as lost when a ping is not answered either, and so do streams', async () => {
    let gone = 0;
    const caller = new Caller(never, () => gone++, patience);
    const stream = caller.stream(async function* (signal) {
      yield 'first';
      await once(signal, 'abort');
    }, undefined);
    assert.equal((await stream.next()).value, 'first');
    const calls = [caller.call(hour, never), caller.call(hour, never), stream.next()];
    await Promise.all(calls.map(async (call) => assert.rejects(call, { name: 'EngineError', kind: 'lost' })));
    assert.equal(gone, 1);
  });

  test('go on as long as pings are answered, if only by a refusal', async () => {
    let pings = 0;
    const refusal = Object.assign(new Error('busy'), { statusCode: 500 });
    const caller = new Caller(
      async () => (pings++ % 2 === 0 ? undefined : Promise.reject(refusal)),
      () => assert.fail('it answers'),
      patience,
    );
    let answer!: (text: string) => void;
    const call = caller.call(hour, async () => new Promise<string>((resolve) => (answer = resolve)));
    await eventually(() => pings >= 4, 'some pings');
    answer('at last');
    assert.equal(await call, 'at last');
  });

  test('a ping asked for that nobody answers is their end as well, and that of connections held open', async () => {
    const caller = new Caller(never, () => undefined, { quiet: hour, ping: 5 });
    const connection = new Duplex({ read: () => undefined });
    const line = caller.line(connection);
    const ended = assert.rejects(connection.toArray(), { name: 'EngineError', kind: 'lost' });
    const call = assert.rejects(caller.call(hour, never), { kind: 'lost' });
    await assert.rejects(caller.ping(), { kind: 'lost' });
    await Promise.all([call, ended]);
    assert.equal(line.explain(new EngineError('lost', 'gone')).kind, 'lost');
  });

  test('a ping that comes to nothing does not count while others are heard', async () => {
    const caller = new Caller(never, () => assert.fail('it answers'), { quiet: hour, ping: 5 });
    const pinged = caller.ping();
    await caller.call(hour, async () => 'heard');
    await pinged;
  });

  test('a connection on which something is waited for counts as a call that is out', async () => {
    let gone = 0;
    const caller = new Caller(never, () => gone++, patience);
    const connection = new Duplex({ read: () => undefined });
    caller.line(connection, 'awaited');
    await assert.rejects(connection.toArray(), { name: 'EngineError', kind: 'lost' });
    assert.equal(gone, 1);
  });

  test('cost a ping each time nothing was heard; without a call nothing is asked', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    let pings = 0;
    const vigil = new Vigil(
      async () => void pings++,
      () => assert.fail('it answers'),
      1000,
    );
    const pass = async (): Promise<number> => {
      mock.timers.tick(1000);
      await new Promise((resolve) => setImmediate(resolve));
      return pings;
    };
    try {
      assert.equal(await pass(), 0);
      vigil.begin();
      assert.equal(await pass(), 1);
      vigil.heard();
      assert.equal(await pass(), 1);
      assert.equal(await pass(), 2);
      vigil.end();
      for (let time = 0; time < 3; time++) assert.equal(await pass(), 2);
      vigil.begin();
      assert.equal(await pass(), 3);
    } finally {
      mock.timers.reset();
    }
  });
});

describe('an engine that hangs, its connections open', () => {
  /** With a task that runs; `told` is what its observer hears of the engine. */
  async function start() {
    const all = await rig();
    const told: boolean[] = [];
    const running = await run(all, simple, {}, { engine: ({ reachable }) => told.push(reachable) });
    await running.started;
    return { ...all, told, running };
  }

  test('is told, stops nothing that it does not say it has stopped, and is waited for', async () => {
    const { engine, runner, told, running } = await start();
    engine.hang();
    await assert.rejects(runner.stop(running.taskId, { reason: 'enough' }), {
      name: 'RunnerError',
      code: 'engine-lost',
    });
    assert.deepEqual(told, [false]);
    await assert.rejects(runner.stop(running.taskId, { force: true }), { name: 'RunnerError', code: 'engine-lost' });
    const { engineLost, lastStatus, containers } = running.snapshot();
    assert.deepEqual([engineLost, lastStatus, containers[0]?.lastStatus], [true, 'STOPPING', 'RUNNING']);
    engine.revive();
    const end = await running.stopped;
    assert.deepEqual(told, [false, true]);
    assert.deepEqual(
      [end.stopCode, end.stoppedReason, end.containers[0]?.reason],
      [...['UserInitiated', 'enough'], undefined],
    );
    assert.ok([137, 143].includes(end.containers[0]?.exitCode ?? -1));
    assert.ok(engine.calls.filter((call) => call.startsWith('kill')).length > 1, 'the kill was asked for again');
  });

  test('while a container is being made: it is made when the engine is back', async () => {
    const { engine, runner, told } = await start();
    const plan = await runner.plan(task([container('second', 'run')]));
    engine.faults.set('create', () => (engine.hang(), new EngineError('timeout', 'no answer within 240 s')));
    const running = await runner.run(plan);
    await eventually(() => running.snapshot().engineLost === true, 'the loss');
    engine.faults.clear();
    engine.revive();
    assert.equal((await running.started).lastStatus, 'RUNNING');
    assert.deepEqual(told, [false, true]);
  });

  test('a call that takes too long on an engine that answers is a time-out, as ECS has it', async () => {
    const { engine, runner, told } = await start();
    engine.faults.set('create', () => new EngineError('timeout', 'no answer within 240 s'));
    const end = await (await runner.run(await runner.plan(task([container('slow', 'run')])))).stopped;
    assert.match(end.containers[0]?.reason ?? '', /^DockerTimeoutError: Could not transition to created/);
    assert.deepEqual(told, []);
  });
});
