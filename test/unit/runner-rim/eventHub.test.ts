import assert from 'node:assert/strict';
import { describe, mock, test } from 'node:test';
import { EventHub } from '../../../client/runner/drive/eventHub';
import { label } from '../../../client/runner/labels';
import { FakeEngine } from '../../support/fakeEngine';
import { eventually } from '../../support/eventually';

async function withTask(engine: FakeEngine): Promise<string> {
  engine.addImage('i');
  return engine.create('c', { Image: 'i', Labels: { [label.task]: 't', [label.container]: 'web' }, HostConfig: {} });
}

describe('hearing the engine', () => {
  test('one stream for all who listen, open while somebody does', async () => {
    const engine = new FakeEngine();
    const hub = new EventHub(engine);
    const heard: string[] = [];
    const one = hub.listen({ event: ({ action }) => heard.push(`one ${action}`) });
    const two = hub.listen({ event: ({ action }) => heard.push(`two ${action}`) });
    assert.equal(await hub.opened(), true);
    await withTask(engine);
    await eventually(() => heard.length === 2, 'both events');
    assert.deepEqual(heard, ['one create', 'two create']);
    assert.deepEqual(
      engine.calls.filter((call) => call.startsWith('events')),
      ['events'],
    );
    one.dispose();
    two.dispose();
    assert.equal(hub.isLost, false);
  });

  test('an engine that is not there from the start', async () => {
    const engine = new FakeEngine();
    engine.die();
    const hub = new EventHub(engine);
    hub.listen({});
    assert.equal(await hub.opened(), false);
    assert.equal(hub.isLost, true);
    hub.close();
  });

  test('a loss and a return are told once each, and what came back is heard', async () => {
    const engine = new FakeEngine();
    const hub = new EventHub(engine);
    const told: (boolean | string)[] = [];
    hub.listen({ reachable: (reachable) => told.push(reachable), event: ({ action }) => told.push(action) });
    await hub.opened();
    engine.die();
    await eventually(() => hub.isLost, 'the loss');
    const back = hub.verify();
    engine.revive();
    assert.equal(await back, 'back');
    await withTask(engine);
    await eventually(() => told.length === 3, 'the event');
    assert.deepEqual(told, [false, true, 'create']);
    hub.close();
  });

  const pings = (engine: FakeEngine) => engine.calls.filter((call) => call === 'ping').length;

  test('an engine that says nothing is pinged while a task is driven, and found lost when it hangs', async () => {
    const engine = new FakeEngine();
    const hub = new EventHub(engine, 5);
    const told: boolean[] = [];
    const watching = hub.listen({ reachable: (reachable) => told.push(reachable) });
    const driving = hub.listen({ isDriver: true });
    await eventually(() => pings(engine) >= 2, 'some pings');
    assert.deepEqual([told, hub.isLost], [[], false]);
    engine.hang();
    await eventually(() => told.length > 0, 'the loss');
    engine.revive();
    await eventually(() => told.length > 1, 'the return');
    assert.deepEqual(told, [false, true]);
    driving.dispose();
    watching.dispose();
  });

  test('who only looks on costs no ping', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const engine = new FakeEngine();
      const hub = new EventHub(engine, 1000);
      const watching = hub.listen({});
      await hub.opened();
      mock.timers.tick(5000);
      assert.equal(pings(engine), 0);
      const driving = hub.listen({ isDriver: true });
      mock.timers.tick(1000);
      assert.equal(pings(engine), 1);
      driving.dispose();
      mock.timers.tick(5000);
      assert.equal(pings(engine), 1);
      watching.dispose();
    } finally {
      mock.timers.reset();
    }
  });

  test('a call that was dropped does not mean a lost engine', async () => {
    const engine = new FakeEngine();
    const hub = new EventHub(engine);
    hub.listen({});
    await hub.opened();
    assert.equal(await hub.verify(), 'there');
    hub.close();
  });

  test('who waits for a lost engine is let go when nobody listens any more', async () => {
    const engine = new FakeEngine();
    engine.die();
    const hub = new EventHub(engine);
    const listening = hub.listen({});
    await hub.opened();
    const waiting = hub.verify();
    listening.dispose();
    await waiting;
  });
});
