import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Channel } from '../../../client/runner/drive/channel';
import { failureOf } from '../../../client/runner/drive/failure';
import { diedAndGone, observation, vanished } from '../../../client/runner/drive/observation';
import { OneAtATime } from '../../../client/runner/drive/oneAtATime';
import { isDrivenElsewhere, thisProcess } from '../../../client/runner/drive/owner';
import { Store } from '../../../client/runner/drive/store';
import { pauseAddress, readRoutes, subnetsFor } from '../../../client/runner/drive/subnets';
import { inTimeOrder } from '../../../client/runner/drive/timeOrder';
import type { ContainerFactsOnEngine } from '../../../client/runner/enginePort';
import { EngineError } from '../../../client/runner/errors';
import { containerFacts } from '../../support/containerFacts';
import { temporaryFolder } from '../../support/temporaryFolder';

describe('L12: what inspect says, in the words of ECS', () => {
  const cases: readonly (readonly [string, Partial<ContainerFactsOnEngine>, string, number | undefined])[] = [
    ['created', { state: 'created' }, 'CREATED', undefined],
    ['running', { state: 'running', startedAt: 2 }, 'RUNNING', undefined],
    ['paused', { state: 'paused', startedAt: 2 }, 'RUNNING', undefined],
    ['exited 0', { state: 'exited', startedAt: 2, finishedAt: 3 }, 'STOPPED', 0],
    ['exited 7', { state: 'exited', startedAt: 2, finishedAt: 3, exitCode: 7 }, 'STOPPED', 7],
    ['dead', { state: 'dead', startedAt: 2 }, 'STOPPED', undefined],
    ['a start that failed', { state: 'created', error: 'no such file', exitCode: 127 }, 'STOPPED', 127],
  ];
  for (const [name, change, known, exitCode] of cases)
    test(`${name} is ${known}`, () => {
      const seen = observation(containerFacts(change));
      assert.deepEqual([seen.known, seen.exitCode], [known, exitCode]);
    });

  test('gone, with and without an event that still tells of its end', () => {
    assert.equal(vanished('x').known, 'VANISHED');
    const { known, exitCode } = diedAndGone({ action: 'die', id: 'x', labels: {}, time: 5, exitCode: 137 });
    assert.deepEqual([known, exitCode], ['STOPPED', 137]);
  });
});

describe('naming a failure', () => {
  const cases: readonly (readonly [Parameters<typeof failureOf>, string])[] = [
    [['create', new EngineError('refused', 'bad', 400), 'EC2'], 'CannotCreateContainerError: bad'],
    [
      ['create', new EngineError('not-found', 'No such image: x', 404), 'EC2'],
      'CannotPullContainerError: No such image: x',
    ],
    [
      ['start', new EngineError('refused', 'failed to initialize logging driver: x'), 'FARGATE'],
      'ResourceInitializationError: failed to initialize logging driver: x — name a log driver this machine has under "logConfiguration" of the container in ecs.local.json, such as json-file',
    ],
    [
      ['start', new EngineError('timeout', 'x'), 'EC2'],
      'DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s',
    ],
    [
      ['create', new EngineError('timeout', 'x'), 'FARGATE'],
      'ContainerRuntimeTimeoutError: Could not transition to created; timed out after waiting 4m0s',
    ],
    [
      ['pull', new EngineError('refused', 'manifest unknown'), 'EC2'],
      "CannotPullContainerError: manifest unknown — check the image's name, tag and platform",
    ],
    [
      ['pull', new EngineError('refused', 'mirror: web is here for b, and the task asks for c'), 'EC2'],
      'CannotPullContainerError: mirror: web is here for b, and the task asks for c',
    ],
    [
      ['pull', new EngineError('disk-full', 'no space left on device'), 'EC2'],
      'CannotPullContainerError: no space left on device — free space on the engine\'s disk, for example with "docker system prune"',
    ],
    [['stop', new Error('odd'), 'EC2'], 'CannotStopContainerError: odd'],
  ];
  for (const [given, text] of cases)
    test(text, () => {
      const { error } = failureOf(...given);
      assert.equal(`${error.name}: ${error.message}`, text);
    });
});

describe('the subnet of a task', () => {
  const first = (): string => [...subnetsFor('task-1', [])][0] ?? '';

  test('follows from its id, and lies in 10.213.0.0/16', () => {
    assert.match(first(), /^10\.213\.\d+\.\d+\/28$/);
    assert.equal(first(), first());
    assert.notEqual([...subnetsFor('task-2', [])][0], first());
  });

  test('keeps clear of what the machine reaches another way', () => {
    const table = 'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n';
    // 0.0.0.0/0, and 10.213.0.0/17 of a VPN.
    const routes = readRoutes(
      `${table}eth0\t00000000\t0100A8C0\t3\t0\t0\t0\t00000000\ntun0\t0000D50A\t0\t1\t0\t0\t0\t0080FFFF\n`,
    );
    assert.equal(routes.length, 1);
    for (const subnet of subnetsFor('task-1', routes)) assert.ok(Number(subnet.split('.')[2]) >= 128, subnet);
  });

  test('all of them are tried, each once, and none is left when all are taken', () => {
    assert.equal(new Set(subnetsFor('task-1', [])).size, 4096);
    const everything = [{ first: 0, last: 2 ** 32 - 1 }];
    assert.deepEqual([...subnetsFor('task-1', everything)], []);
  });

  test('the pause has the first address after the gateway', () => {
    assert.equal(pauseAddress('10.213.4.0/28'), '10.213.4.2');
    assert.equal(pauseAddress('10.213.4.240/28'), '10.213.4.242');
  });
});

test('work for one key is never done twice at once, and never forgotten', async () => {
  const done: string[] = [];
  let running = 0;
  const work = new OneAtATime(async (key) => {
    assert.equal(++running, 1);
    await setImmediate();
    done.push(key);
    running--;
  });
  await Promise.all([work.do('a'), work.do('a'), work.do('a')]);
  assert.deepEqual(done, ['a', 'a']);
});

test('a channel makes fast writers wait and loses nothing', async () => {
  const channel = new Channel<number>();
  const sent = (async () => {
    for (let number = 0; number < 2000; number++) await channel.send(number);
    channel.close();
  })();
  const read: number[] = [];
  for await (const number of channel.read()) read.push(number);
  await sent;
  assert.deepEqual(
    read,
    Array.from({ length: 2000 }, (_, index) => index),
  );
});

describe('several logs in the order of their time', () => {
  const stream = async function* (...lots: readonly (readonly number[])[]) {
    for (const lot of lots) yield lot.map((time) => ({ time }));
  };
  const together = async (...streams: readonly ReturnType<typeof stream>[]): Promise<number[][]> => {
    const all: number[][] = [];
    for await (const lot of inTimeOrder(streams)) all.push(lot.map(({ time }) => time));
    return all;
  };

  test('however they are cut into lots', async () => {
    const all = await together(stream([1, 4], [], [5]), stream(), stream([2], [3, 9]), stream([]));
    assert.deepEqual(all.flat(), [1, 2, 3, 4, 5, 9]);
  });

  test('one alone is handed on as it comes', async () => {
    assert.deepEqual(await together(stream([1, 2], [3])), [[1, 2], [3]]);
    assert.deepEqual(await together(stream([1]), stream([2, 3, 4], [5, 6])), [[1], [2, 3, 4], [5, 6]]);
  });

  test('at one moment the first comes first', async () => {
    const named = async function* (...names: string[]) {
      yield names.map((name) => ({ name, time: 1 }));
    };
    const all: string[] = [];
    for await (const lot of inTimeOrder([named('a', 'b'), named('c')])) all.push(...lot.map(({ name }) => name));
    assert.deepEqual(all, ['a', 'b', 'c']);
  });
});

describe('the state folder', () => {
  const folder = () => temporaryFolder('store');

  test('remembers, adds, and forgets', () => {
    const place = folder();
    const store = new Store(place);
    assert.equal(store.read('t'), undefined);
    store.remember('t', { owner: thisProcess() });
    store.remember('t', { stoppedReason: 'bye' });
    assert.equal(new Store(place).read('t')?.stoppedReason, 'bye');
    assert.equal(new Store(place).read('t')?.owner?.pid, process.pid);
    store.remember('t', { owner: undefined });
    assert.equal(store.read('t')?.owner, undefined);
    store.forget('t');
    assert.equal(store.read('t'), undefined);
    assert.deepEqual(readdirSync(path.join(place, 'tasks')), []);
  });

  test('a file that is broken, or a folder that cannot be written, is as good as none', () => {
    const place = folder();
    const store = new Store(place);
    store.remember('t', {});
    writeFileSync(path.join(place, 'tasks', 't.json'), '{"stoppedRea');
    assert.equal(store.read('t'), undefined);
    const nowhere = new Store(path.join(place, 'tasks', 't.json', 'below a file'));
    nowhere.remember('t', { stoppedReason: 'x' });
    assert.equal(nowhere.read('t'), undefined);
  });

  test('a name cannot lead out of it', () => {
    const place = folder();
    new Store(path.join(place, 'inner')).remember('../../outside', { stoppedReason: 'x' });
    assert.deepEqual(readdirSync(place), ['inner']);
  });

  test('an owner that lives elsewhere, here, or no more', () => {
    const parent = { ...thisProcess(), pid: process.ppid, started: undefined };
    assert.equal(isDrivenElsewhere(undefined), false);
    assert.equal(isDrivenElsewhere(thisProcess()), false);
    assert.equal(isDrivenElsewhere(parent), true);
    assert.equal(isDrivenElsewhere({ ...parent, started: 'long ago' }), false, 'its number was given to another');
    assert.equal(isDrivenElsewhere({ ...parent, pid: 2 ** 22 + 1 }), false);
    assert.equal(isDrivenElsewhere({ ...parent, host: 'another' }), false);
  });
});
