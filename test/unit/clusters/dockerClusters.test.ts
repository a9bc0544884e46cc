import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clusterRef, taskRef } from '../../../client/clusters/describeTask';
import { DockerClusters } from '../../../client/clusters/dockerClusters';
import { EngineConnection } from '../../../client/clusters/engineConnection';
import { refKey, type ResourceRef } from '../../../client/clusters/resource';
import { containerSnapshot, FakeRunner, taskSnapshot } from '../../support/fakeRunner';

const over = (runner: FakeRunner) => new DockerClusters(new EngineConnection(async () => runner));

const rows = async (clusters: DockerClusters, of?: ResourceRef) =>
  (await clusters.children(of)).map(({ label, description }) => `${label}: ${description}`);

const stopped = (change = {}) => taskSnapshot({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED', ...change });

describe('the local cluster', () => {
  test('names the engine and its version', async () => {
    const clusters = over(new FakeRunner([taskSnapshot()]));
    assert.deepEqual(await rows(clusters), ['Local: docker, 27.0.1']);
  });

  test('has nothing to expand while there are no tasks', async () => {
    const [cluster] = await over(new FakeRunner()).children(undefined);
    assert.equal(cluster?.hasChildren, false);
  });

  test('offers a clean-up only while a stopped task is left', async () => {
    const runner = new FakeRunner([taskSnapshot()]);
    const clusters = over(runner);
    assert.deepEqual((await clusters.children(undefined))[0]?.can, []);
    runner.known = [stopped()];
    assert.deepEqual((await clusters.children(undefined))[0]?.can, ['cleanUp']);
  });

  test('an engine that stops answering is shown as unreachable, with its reason', async () => {
    const runner = new FakeRunner([taskSnapshot()]);
    const clusters = over(runner);
    runner.failure = new Error('The Docker engine does not answer any more.');
    const [cluster] = await clusters.children(undefined);
    assert.equal(cluster?.state, 'unreachable');
    assert.equal(cluster?.details[0], 'The Docker engine does not answer any more.');
    await assert.rejects(clusters.children(clusterRef), /does not answer/);
  });

  test('without an engine, asking for the root rejects with the reason', async () => {
    const clusters = new DockerClusters(new EngineConnection(() => Promise.reject(new Error('No engine answers.'))));
    await assert.rejects(clusters.children(undefined), /No engine answers/);
  });
});

describe('abandoned tasks', () => {
  const day = 24 * 60 * 60_000;
  const task = (taskId: string, age: number, change = {}) =>
    taskSnapshot({ taskId, createdAt: Date.now() - age, isUnattended: true, ...change });
  const runner = new FakeRunner([
    task('forgotten', day + 60_000),
    task('young', day - 60_000),
    task('looked-after', 2 * day, { isUnattended: false }),
    task('ended', 2 * day, { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' }),
  ]);

  test('run on for over a day with nobody to drive them', async () => {
    assert.deepEqual(await over(runner).abandoned(), [taskRef('forgotten')]);
  });

  test('say so, and can be stopped and removed at once', async () => {
    const all = await over(runner).children(clusterRef);
    const of = (id: string) => all.find(({ ref }) => ref.id === id) ?? assert.fail(id);
    assert.equal(of('forgotten').description, 'RUNNING · abandoned · #forgotte');
    assert.match(of('forgotten').details.join(), /Abandoned: it has run for over a day/);
    const offered = all.filter(({ can }) => can.includes('removeAbandoned')).map(({ ref }) => ref.id);
    assert.deepEqual(offered, ['forgotten']);
  });
});

describe('tasks', () => {
  test('come before stopped ones, each newest first', async () => {
    const clusters = over(
      new FakeRunner([
        stopped({ taskId: 'd', family: 'old-stopped', createdAt: 1 }),
        taskSnapshot({ taskId: 'a', family: 'old', createdAt: 2 }),
        stopped({ taskId: 'c', family: 'new-stopped', createdAt: 3 }),
        taskSnapshot({ taskId: 'b', family: 'new', createdAt: 4 }),
      ]),
    );
    const labels = (await clusters.children(clusterRef)).map(({ label }) => label);
    assert.deepEqual(labels, ['new', 'old', 'new-stopped', 'old-stopped']);
  });

  test('have their containers below them, in the order of the definition', async () => {
    const task = taskSnapshot({
      containers: [containerSnapshot({ name: 'db', health: 'HEALTHY' }), containerSnapshot({ name: 'app' })],
    });
    const clusters = over(new FakeRunner([task]));
    assert.deepEqual(await rows(clusters, taskRef(task.taskId)), ['db: RUNNING, healthy', 'app: RUNNING']);
    assert.deepEqual(await clusters.children({ source: 'docker', kind: 'container', id: `${task.taskId}/db` }), []);
  });

  test('that are gone have no children and are not found', async () => {
    const clusters = over(new FakeRunner());
    assert.deepEqual(await clusters.children(taskRef('gone')), []);
    assert.equal(await clusters.find(taskRef('gone')), undefined);
  });

  test('are found as they are now, and so are containers', async () => {
    const runner = new FakeRunner([taskSnapshot()]);
    const clusters = over(runner);
    const ref = taskRef(taskSnapshot().taskId);
    assert.equal((await clusters.find(ref))?.state, 'running');
    runner.known = [stopped({ stopCode: 'UserInitiated' })];
    assert.equal((await clusters.find(ref))?.state, 'stopped');
    const container: ResourceRef = { source: 'docker', kind: 'container', id: `${ref.id}/web` };
    assert.equal((await clusters.find(container))?.label, 'web');
  });
});

describe('watching', () => {
  test('nothing is asked of the engine before somebody wants to see it', () => {
    let opened = 0;
    const connection = new EngineConnection(async () => {
      opened += 1;
      return new FakeRunner();
    });
    assert.ok(new DockerClusters(connection));
    assert.equal(opened, 0);
  });

  test('one list serves the whole tree until an event', async () => {
    const runner = new FakeRunner([taskSnapshot()]);
    const clusters = over(runner);
    const changes: string[] = [];
    const watch = clusters.watch((ref) => changes.push(ref ? refKey(ref) : 'everything'));
    await clusters.children(undefined);
    await clusters.children(clusterRef);
    await clusters.children(taskRef(taskSnapshot().taskId));
    assert.equal(runner.lists, 1);

    runner.happen('abc');
    runner.happen();
    assert.deepEqual(changes, ['docker/task/abc', 'everything']);
    await clusters.children(clusterRef);
    assert.equal(runner.lists, 2);
    watch.dispose();
  });

  test('without a watcher each look is fresh', async () => {
    const runner = new FakeRunner();
    const clusters = over(runner);
    await clusters.children(clusterRef);
    await clusters.children(clusterRef);
    assert.equal(runner.lists, 2);
  });

  test('lookers of one moment share one list', async () => {
    const runner = new FakeRunner();
    const clusters = over(runner);
    await Promise.all([clusters.children(clusterRef), clusters.children(undefined)]);
    assert.equal(runner.lists, 1);
  });

  test('ends with its disposal, also when the engine was still being opened', async () => {
    const runner = new FakeRunner();
    const clusters = over(runner);
    const early = clusters.watch(() => assert.fail('disposed'));
    early.dispose();
    await clusters.children(undefined);
    assert.equal(runner.watchers, 0);

    const watch = clusters.watch(() => {});
    await clusters.children(undefined);
    assert.equal(runner.watchers, 1);
    watch.dispose();
    watch.dispose();
    assert.equal(runner.watchers, 0);
  });

  test('a list that fails is not kept', async () => {
    const runner = new FakeRunner([taskSnapshot()]);
    const clusters = over(runner);
    const watch = clusters.watch(() => {});
    runner.failure = new Error('lost');
    await assert.rejects(clusters.children(clusterRef), /lost/);
    runner.failure = undefined;
    assert.equal((await clusters.children(clusterRef)).length, 1);
    watch.dispose();
  });
});

describe('the connection', () => {
  test('opens the engine once for all who ask, and tells its opener once', async () => {
    let opened = 0;
    const told: unknown[] = [];
    const connection = new EngineConnection(
      async () => {
        opened += 1;
        return new FakeRunner();
      },
      (runner) => told.push(runner),
    );
    const [one, other] = await Promise.all([connection.runner(), connection.runner()]);
    assert.equal(one, other);
    assert.equal(opened, 1);
    assert.deepEqual(told, [one]);
  });

  test('tries again after a failure', async () => {
    let attempts = 0;
    const connection = new EngineConnection(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('not yet');
      return new FakeRunner();
    });
    await assert.rejects(connection.runner(), /not yet/);
    await connection.runner();
    assert.equal(attempts, 2);
  });

  test('lets go of the engine and opens another one afterwards', async () => {
    const runners: FakeRunner[] = [];
    const connection = new EngineConnection(async () => {
      const runner = new FakeRunner();
      runners.push(runner);
      return runner;
    });
    await connection.close();
    await connection.runner();
    await connection.close();
    assert.equal(runners[0]?.disposed, true);
    await connection.runner();
    assert.equal(runners.length, 2);
  });
});
