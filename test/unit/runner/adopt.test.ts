import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { adoptedState } from '../../../client/runner/initial';
import type { Observation } from '../../../client/runner/state';
import type { ContainerDefinition, TaskDefinition } from '../../../server/index';
import { container, planned } from './planned';
import { Simulator } from './simulator';

const pause = '~internal~ecs~pause';
const running: Partial<Observation> = { known: 'RUNNING', startedAt: 1000 };
const exited = (exitCode: number, finishedAt = 5000): Partial<Observation> => ({
  known: 'STOPPED',
  startedAt: 1000,
  finishedAt,
  exitCode,
});

/** Takes a task over at second 100, as the engine shows it. */
function adopt(
  containers: readonly ContainerDefinition[],
  seen: Readonly<Record<string, Partial<Observation>>>,
  more: Partial<TaskDefinition> = {},
): Simulator {
  const plan = planned({ containerDefinitions: [...containers], ...more });
  const observations = new Map(
    Object.entries(seen).map(([name, it]): [string, Observation] => [
      name,
      {
        id: `id-${name}`,
        known: 'CREATED',
        startedAt: undefined,
        finishedAt: undefined,
        exitCode: undefined,
        oomKilled: false,
        error: undefined,
        health: 'UNKNOWN',
        ...it,
      },
    ]),
  );
  const run = new Simulator(plan, {}, adoptedState(plan, observations, 100_000));
  run.now = 100_000;
  for (const [name, { known, id, startedAt, exitCode, finishedAt }] of observations)
    Object.assign(run.containers.get(name)!, {
      state: known === 'RUNNING' ? 'running' : known === 'STOPPED' ? 'exited' : 'created',
      id,
      startedAt,
      exitCode,
      finishedAt,
    });
  return run;
}

const goOn = (run: Simulator, until = 200): Simulator => {
  run.send({ type: 'begin' });
  return run.run(until);
};
const calls = (run: Simulator): string[] =>
  run.effects.flatMap(({ effect }) =>
    'container' in effect && effect.type !== 'inspect' ? [`${effect.type} ${effect.container}`] : [],
  );

describe('a task taken over from its containers alone (runner.md §5.2, §5.4)', () => {
  test('X1: what runs goes on untouched', () => {
    const run = adopt([container('a'), container('b')], { a: running, b: running });
    assert.equal(run.state.status, 'RUNNING');
    assert.equal(run.state.startedAt, 1000);
    assert.deepEqual(calls(goOn(run)), []);
  });

  test('X1: what was not made yet is made now, what was only created is started', () => {
    const run = adopt([container('a'), container('b'), container('c')], { a: running, b: {} });
    assert.equal(run.state.status, 'PROVISIONING');
    goOn(run);
    assert.deepEqual(calls(run).sort(), ['create c', 'manifest c', 'pull c', 'start b', 'start c']);
    assert.equal(run.state.status, 'RUNNING');
  });

  test('X2: an essential container that went meanwhile stops the rest, in order', () => {
    const run = adopt(
      [
        container('web', { dependsOn: [{ containerName: 'db', condition: 'START' }], stopTimeout: 1 }),
        container('db', { stopTimeout: 1 }),
        container('job'),
        container('late'),
      ],
      { web: running, db: running, job: exited(3) },
    );
    assert.deepEqual([run.state.desired, run.state.status], ['STOPPED', 'STOPPING']);
    assert.equal(run.state.stopCode, 'EssentialContainerExited');
    goOn(run);
    assert.deepEqual(calls(run), ['stop web', 'stop db']);
    assert.equal(run.state.status, 'STOPPED');
  });

  test('what has stopped altogether is STOPPED, and stays so', () => {
    const run = adopt([container('a')], { a: exited(0, 7000), [pause]: exited(137, 8000) }, { networkMode: 'awsvpc' });
    assert.deepEqual([run.state.status, run.state.stoppedAt], ['STOPPED', 8000]);
    assert.equal(run.state.stoppedReason, 'Essential container in task exited');
    goOn(run);
    assert.deepEqual(run.effects, []);
  });

  test('the restart policy counts for an exit nobody saw', () => {
    const restartPolicy = { enabled: true, restartAttemptPeriod: 60 };
    const run = adopt([container('a', { restartPolicy })], { a: exited(1, 90_000) });
    assert.equal(run.state.desired, 'RUNNING');
    goOn(run);
    assert.deepEqual(calls(run), ['start a']);
    assert.equal(run.container('a').restarts, 1);
    const fast = adopt([container('a', { restartPolicy: { enabled: true, restartAttemptPeriod: 600 } })], {
      a: exited(1),
    });
    assert.equal(fast.state.status, 'STOPPED');
  });

  test('a task that never came up failed to start', () => {
    const run = adopt([container('a')], { [pause]: exited(137) }, { networkMode: 'awsvpc' });
    assert.deepEqual([run.state.status, run.state.stopCode], ['STOPPED', 'TaskFailedToStart']);
  });

  test('a pause that is gone while its members run is a lost network', () => {
    const run = adopt(
      [container('a', { stopTimeout: 1 })],
      { a: running, [pause]: exited(137) },
      { networkMode: 'awsvpc' },
    );
    assert.match(run.state.stoppedReason ?? '', /network namespace lost/);
    assert.equal(goOn(run).state.status, 'STOPPED');
  });
});

describe('an engine that goes away and comes back (runner.md §2.6)', () => {
  test('nothing is asked of it meanwhile; then everything is looked at', () => {
    const run = goOn(adopt([container('a'), container('b', { essential: false })], { a: running, b: running }), 100);
    run.at(110, () => run.send({ type: 'engine', reachable: false }));
    run.at(120, () => Object.assign(run.containers.get('b')!, { state: 'exited', finishedAt: 119_000, exitCode: 255 }));
    const before = run.effects.length;
    run.run(900);
    assert.equal(run.effects.slice(before).filter(({ effect }) => effect.type === 'inspect').length, 0);
    run.at(901, () => run.send({ type: 'engine', reachable: true }));
    run.run(910);
    assert.equal(run.container('b').exitCode, 255);
    assert.equal(run.state.status, 'RUNNING');
  });

  test('an engine that comes back without the task has lost it', () => {
    const run = goOn(adopt([container('a')], { a: running }), 100);
    run.at(110, () => run.send({ type: 'engine', reachable: false }));
    run.at(120, () => {
      run.containers.get('a')!.state = 'gone';
      run.send({ type: 'engine', reachable: true });
    });
    run.run();
    assert.deepEqual([run.state.stopCode, run.state.stoppedReason], [undefined, 'Local engine lost the task']);
    assert.match(run.container('a').reason ?? '', /^ContainerVanishedError/);
  });

  test('an inspect that fails is asked again', () => {
    const run = goOn(adopt([container('a')], { a: running }), 100);
    run.at(110, () => {
      run.send({ type: 'engine', reachable: false });
      run.send({ type: 'engine', reachable: true });
    });
    const asked = (): number => run.effects.filter(({ effect }) => effect.type === 'inspect').length;
    run.at(110, () =>
      run.send({
        type: 'failed',
        container: 'a',
        operation: 'inspect',
        error: { name: 'CannotInspectContainerError', message: '' },
      }),
    );
    run.run(110);
    const before = asked();
    assert.ok(before > 0);
    assert.equal(run.run(115).container('a').known, 'RUNNING');

    assert.ok(asked() > before);
  });
});

describe('the alarm clock', () => {
  const inspects = (run: Simulator): number[] =>
    run.effects.flatMap(({ at, effect }) => (effect.type === 'inspect' ? [Math.round(at)] : []));

  test('a task in its stride is looked over every five minutes', () => {
    assert.deepEqual(inspects(goOn(adopt([container('a')], { a: running }), 1100)), [400, 700, 1000]);
  });

  test('a task that waits is looked over every five seconds', () => {
    const run = adopt(
      [
        container('a', { healthCheck: { command: ['CMD', 'true'] } }),
        container('b', { dependsOn: [{ containerName: 'a', condition: 'HEALTHY' }] }),
      ],
      { a: running },
    );
    assert.deepEqual(inspects(goOn(run, 116)), [105, 110, 115]);
  });
});
