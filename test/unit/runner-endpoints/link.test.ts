import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Link, type LinkPort } from '../../../client/runner/endpoints/link';

/** An engine that has been asked to make a container and takes its time. */
function slowEngine() {
  const calls: string[] = [];
  let made!: (id: string) => void;
  const creation = new Promise<string>((resolve) => (made = resolve));
  const told = async <Answer>(call: string, answer: Answer): Promise<Answer> => {
    calls.push(call);
    return Promise.resolve(answer);
  };
  const port: LinkPort = {
    create: async () => told('create', creation).then(async (id) => id),
    start: async () => told('start', undefined),
    kill: async () => told('kill', undefined),
    remove: async () => told('remove', undefined),
    inspect: async () => told('inspect', undefined),
    attach: async () => Promise.reject(new Error('nobody attaches')),
  };
  return { port, calls, made: () => made('id') };
}

const body = { Image: 'helper', Labels: {}, HostConfig: {} };
const events = { connected: () => undefined, gone: () => undefined };

describe('a link that is ended while it is being made', () => {
  test('is over when the container is there, so that whoever removes the task finds it', async () => {
    const { port, calls, made } = slowEngine();
    const link = new Link(port, 'link', events);
    const start = link.start(body).catch((error: unknown) => error);
    let isOver = false;
    const end = link.end().then(() => (isOver = true));
    await new Promise(setImmediate);
    assert.equal(isOver, false);
    made();
    await end;
    assert.deepEqual(calls, ['create', 'kill']);
    assert.match(String(await start), /ended/);
  });

  test('is not started again', async () => {
    const { port, calls, made } = slowEngine();
    const link = new Link(port, 'link', events);
    await link.end();
    made();
    await assert.rejects(link.start(body), /ended/);
    assert.deepEqual(calls, ['kill']);
  });
});

test('a link that is removed can be made again', async () => {
  const { port, calls, made } = slowEngine();
  made();
  const link = new Link(port, 'link', events);
  await link.start(body);
  await link.remove();
  await link.start(body);
  assert.deepEqual(calls, ['create', 'start', 'kill', 'remove', 'create', 'start']);
});
