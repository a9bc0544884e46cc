import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { linkAddress, pauseAddress, routesOfThisMachine, subnetsFor } from '../../client/runner/drive/subnets';
import { networkName } from '../../client/runner/names';
import { eventually } from '../support/eventually';
import { check, container, obedient, slowly, task } from '../support/definitions';
import {
  adopted,
  assertNever,
  assertNothingLeft,
  assertOrder,
  begin,
  type Lab,
  newTaskId,
  newWorkspace,
  openLab,
  overriding,
  type Run,
} from '../support/lab';

describe('a task outlives the window that started it', { concurrency: 3 }, () => {
  let witness: Lab;
  before(async () => {
    witness = await openLab();
  });
  after(async () => witness.runner.dispose());

  async function removed({ runner, port }: Lab, taskId: string): Promise<void> {
    assert.deepEqual(await runner.remove(taskId), { residue: [] });
    await assertNothingLeft(port, taskId);
    await runner.dispose();
  }

  test('X1: reload while RUNNING', async () => {
    const workspace = newWorkspace();
    const first = await openLab({ workspace });
    const run = await begin(
      first,
      task([container('app', obedient, { after: { db: 'START' } }), container('db', obedient)], {
        networkMode: 'awsvpc',
      }),
    );
    const before = await run.task.started;
    await first.runner.dispose();
    const second = await openLab({ workspace, store: first.store });
    const [seen] = (await second.runner.tasks()).filter(({ taskId }) => taskId === before.taskId);
    assert.deepEqual(seen, { ...before, isUnattended: true });
    const again = await adopted(second);
    assert.equal(again.task.snapshot().lastStatus, 'RUNNING');
    await second.runner.stop(before.taskId, { reason: 'after the reload' });
    assertOrder(again, 'app STOPPED(0)', 'db STOPPED(0)', 'pause STOPPED(137)', 'task STOPPED');
    await removed(second, before.taskId);
  });

  test('X1: reload while containers are still waiting', async () => {
    const first = await openLab();
    const run = await begin(
      first,
      task([
        container('app', obedient, { after: { db: 'HEALTHY' } }),
        container('db', `sleep 2; touch /tmp/ok; ${obedient}`, { healthCheck: check('test -f /tmp/ok') }),
      ]),
    );
    await run.until('db RUNNING');
    await first.runner.dispose();
    const second = await openLab({ store: first.store });
    const again = await adopted(second, run.task.taskId);
    assert.equal((await again.task.started).lastStatus, 'RUNNING');
    assertOrder(again, 'db HEALTHY', 'app CREATED', 'app RUNNING', 'task RUNNING');
    await second.runner.stop(run.task.taskId);
    await removed(second, run.task.taskId);
  });

  const slowToStop = () =>
    task([
      container('app', `trap 'echo stopping; sleep 3; exit 0' TERM; echo ready; sleep 300 & wait`, {
        stopTimeout: 30,
        after: { db: 'START' },
      }),
      container('db', obedient),
    ]);

  test('X1: reload while stopping', async () => {
    const first = await openLab();
    const run = await begin(first, slowToStop());
    await run.task.started;
    await run.untilLine('app: ready');
    void first.runner.stop(run.task.taskId, { reason: 'bye' });
    await first.runner.dispose();
    const second = await openLab({ store: first.store });
    const again = await adopted(second, run.task.taskId);
    const end = await again.task.stopped;
    assertOrder(again, 'app STOPPED(0)', 'db STOPPED(0)', 'task STOPPED');
    assert.deepEqual([end.stopCode, end.stoppedReason], ['UserInitiated', 'bye']);
    await removed(second, run.task.taskId);
  });

  test('X1: reload while stopping, and the state folder is lost', async () => {
    const first = await openLab();
    const run = await begin(first, slowToStop());
    await run.task.started;
    await run.untilLine('app: ready');
    void first.runner.stop(run.task.taskId, { reason: 'bye' });
    await run.untilLine('app: stopping');
    await first.runner.dispose();
    const second = await openLab();
    const again = await adopted(second, run.task.taskId);
    const end = await again.task.stopped;
    assertOrder(again, 'app STOPPED(0)', 'db STOPPED(0)', 'task STOPPED');
    // Why it was stopped only the state folder knew; that it has ended with an essential container is plain.
    assert.equal(end.stopCode, 'EssentialContainerExited');
    await removed(second, run.task.taskId);
  });

  test('X1: reload while one container is restarting', async () => {
    const starts: string[] = [];
    /** What it is asked for the third time it neither does nor answers. */
    const first = await openLab({
      wrap: (port) =>
        overriding(port, {
          start: async (id) => (starts.push(id) < 3 ? port.start(id) : new Promise<never>(() => undefined)),
        }),
    });
    const restartPolicy = { enabled: true, restartAttemptPeriod: 1 };
    const app = container(
      'app',
      `echo once >> /l; wc -l < /l; [ -f /go ] || { touch /go; sleep 2; exit 1; }; ${obedient}`,
    );
    const run = await begin(first, task([{ ...app, restartPolicy }, container('side', obedient)]));
    const before = await run.task.started;
    const ids = before.containers.map(({ runtimeId }) => runtimeId);
    await eventually(() => starts.length === 3, 'the restart');
    await first.runner.dispose();
    assert.equal(starts[2], ids[0]);

    const second = await openLab({ store: first.store });
    const again = await adopted(second, before.taskId);
    await again.untilLine('app: 2');
    const made = await second.port.list([`dev.taskdef.task=${before.taskId}`]);
    assert.deepEqual(made.map(({ id }) => id).sort(), [...ids].sort());
    const stays = ({ task: adoptedTask }: Run): void => {
      const { lastStatus, containers } = adoptedTask.snapshot();
      assert.deepEqual([lastStatus, ...containers.map(({ restarts }) => restarts)], ['RUNNING', 1, 0]);
    };
    await eventually(() => again.task.snapshot().containers[0]?.restarts === 1, 'the count');
    stays(again);
    await second.runner.dispose();

    const third = await openLab({ store: first.store });
    stays(await adopted(third, before.taskId));
    await third.runner.stop(before.taskId);
    await removed(third, before.taskId);
  });

  test('X2: an essential container exits while nobody looks', async () => {
    const first = await openLab();
    const run = await begin(
      first,
      task([
        container('main', 'sleep 2; exit 5', { after: { side: 'START' } }),
        container('side', slowly, { essential: false, after: { db: 'START' }, stopTimeout: 30 }),
        container('db', obedient),
      ]),
    );
    await run.task.started;
    await first.runner.dispose();
    const id = run.task.snapshot().containers[0]?.runtimeId ?? '';
    await eventually(async () => (await witness.port.inspect(id))?.state === 'exited', 'the exit of main');
    const second = await openLab();
    const again = await adopted(second, run.task.taskId);
    const end = await again.task.stopped;
    assertOrder(again, 'side STOPPED(0)', 'db STOPPED(0)', 'task STOPPED');
    assertNever(again, 'main RUNNING', 'main CREATED');
    assert.equal(end.stopCode, 'EssentialContainerExited');
    assert.equal(end.containers[0]?.exitCode, 5);
    await removed(second, run.task.taskId);
  });

  test('X3: two windows start the same task at once: one makes it, the other takes part', async () => {
    const taskId = newTaskId();
    const workspace = newWorkspace();
    const labs = await Promise.all([openLab({ workspace }), openLab({ workspace })]);
    const definition = task([container('app', obedient)], { networkMode: 'awsvpc' });
    const runs = await Promise.all(labs.map(async (lab) => begin(lab, definition, { taskId })));
    const [one, other] = await Promise.all(runs.map(async ({ task: { started } }) => started));
    for (const started of [one, other])
      assert.deepEqual([started?.lastStatus, started?.stoppedReason], ['RUNNING', undefined]);
    assert.equal(one?.containers[0]?.runtimeId, other?.containers[0]?.runtimeId);
    const containers = await witness.port.list([`dev.taskdef.task=${taskId}`]);
    assert.deepEqual(containers.map(({ labels }) => labels['dev.taskdef.role']).sort(), ['app', 'link', 'pause']);
    const [a, b] = await Promise.all(labs.map(async ({ runner }) => runner.stop(taskId)));
    assert.equal(a?.lastStatus, 'STOPPED');
    assert.equal(b?.lastStatus, 'STOPPED');
    await Promise.all(labs.map(async (lab) => removed(lab, taskId)));
  });

  test('X3: the network of another window is used with the addresses it has', async () => {
    const taskId = newTaskId();
    const lab = await openLab();
    const [subnet = ''] = subnetsFor(taskId, routesOfThisMachine());
    await lab.port.createNetwork({ name: networkName(taskId), labels: { 'dev.taskdef.task': taskId }, subnet });
    const run = await begin(lab, task([container('app', obedient)], { networkMode: 'awsvpc' }), { taskId });
    const { lastStatus, stoppedReason } = await run.task.started;
    assert.deepEqual([lastStatus, stoppedReason], ['RUNNING', undefined]);
    const containers = await lab.port.list([`dev.taskdef.task=${taskId}`]);
    const addressOf = async (role: string) => {
      const id = containers.find(({ labels }) => labels['dev.taskdef.role'] === role)?.id ?? '';
      return (await lab.port.inspect(id))?.detail.networks[networkName(taskId)]?.address;
    };
    const addresses = [await addressOf('pause'), await addressOf('link')];
    assert.deepEqual(addresses, [pauseAddress(subnet), linkAddress(subnet)]);
    await lab.runner.stop(taskId);
    await removed(lab, taskId);
  });

  test('a terminal stops what a window drives, and the window knows that it was a person', async () => {
    const window = await openLab();
    const run = await begin(
      window,
      task([container('app', obedient, { after: { db: 'START' } }), container('db', obedient)]),
    );
    await run.task.started;
    const terminal = await openLab({ store: window.store });
    const stopped = await terminal.runner.stop(run.task.taskId, { reason: 'from the terminal' });
    const end = await run.task.stopped;
    for (const told of [stopped, end])
      assert.deepEqual([told.stopCode, told.stoppedReason], ['UserInitiated', 'from the terminal']);
    await terminal.runner.dispose();
    await removed(window, run.task.taskId);
  });

  test('a stopped task is told with its reasons by another process', async () => {
    const first = await openLab();
    const run = await begin(
      first,
      task([container('app', obedient), container('job', 'exit 4', { essential: false })]),
    );
    await run.until('job STOPPED(4)');
    await run.task.started;
    const end = await first.runner.stop(run.task.taskId, { reason: 'enough' });
    const second = await openLab({ store: first.store });
    const [seen] = (await second.runner.tasks()).filter(({ taskId }) => taskId === end.taskId);
    assert.deepEqual(seen, end);
    await second.runner.dispose();
    await removed(first, end.taskId);
  });
});
