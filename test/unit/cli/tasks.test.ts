import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FakeRunner, container, snapshot, taskId } from './fakeRunner';
import { FakeTerminal, taskdef } from './support';

const other = 'fedcba98'.repeat(4);
const ended = snapshot({
  taskId: other,
  family: 'batch',
  lastStatus: 'STOPPED',
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  containers: [container({ name: 'job', lastStatus: 'STOPPED', exitCode: 3 })],
});

async function withTasks(command: string, prepare: (runner: FakeRunner) => void = () => undefined) {
  const runner = new FakeRunner();
  runner.listed = [snapshot(), ended];
  prepare(runner);
  const result = await taskdef(command.split(' '), new FakeTerminal('/'), async () => runner);
  assert.equal(runner.asked.at(-1), 'dispose');
  return { ...result, asked: runner.asked.slice(0, -1) };
}

describe('taskdef ps', () => {
  test('lists what runs', async () => {
    assert.equal(
      (await withTasks('ps')).out,
      'TASK          FAMILY     STATUS   CONTAINERS   ADDRESS OR REASON\n' +
        '0123456789ab  webserver  RUNNING  web RUNNING  http://127.0.0.1:8080\n',
    );
  });

  test('and what has ended', async () => {
    assert.match(
      (await withTasks('ps --all')).out,
      /^fedcba98fedc {2}batch {6}STOPPED {2}job STOPPED \(3\) {2}Essential container in task exited$/m,
    );
  });

  test('as JSON', async () => {
    const { out } = await withTasks('ps --all --format json');
    const { version, tasks } = JSON.parse(out) as { version: number; tasks: { taskId: string }[] };
    assert.deepEqual([version, ...tasks.map((task) => task.taskId)], [1, taskId, other]);
  });

  test('nothing', async () => {
    assert.equal((await withTasks('ps', (runner) => (runner.listed = []))).out, 'No tasks.\n');
  });
});

describe('a task is named by the beginning of its id', () => {
  test('or by its ARN', async () => {
    assert.deepEqual((await withTasks(`stop ${snapshot().taskArn}`)).asked, ['stop']);
  });

  test('that no task has', async () => {
    const { status, err } = await withTasks('stop 77');
    assert.deepEqual([status, err], [1, 'taskdef: no task has the id "77".\nList them with: taskdef ps --all\n']);
  });

  test('that two tasks share', async () => {
    const twin = snapshot({ taskId: `0${other.slice(1)}` });
    const { status, err } = await withTasks('stop 0', (runner) => runner.listed.push(twin));
    assert.equal(status, 1);
    assert.match(err, /several tasks begin with "0":\n {2}0123.*\n {2}0edc.*\nGive more digits\./);
  });
});

describe('taskdef stop', () => {
  test('in order', async () => assert.deepEqual((await withTasks('stop 01')).asked, ['stop']));
  test('at once', async () => assert.deepEqual((await withTasks('stop 01 --force')).asked, ['kill']));
  test('what has ended already', async () => {
    const { status, err, asked } = await withTasks('stop fe');
    assert.deepEqual([status, asked], [0, []]);
    assert.match(err, /^EssentialContainerExited: Essential container in task exited\n/);
  });
});

describe('taskdef rm', () => {
  test('a stopped task', async () => {
    const { out, asked } = await withTasks('rm fe');
    assert.deepEqual([out, asked], [`${other}\n`, ['remove fedc']]);
  });

  test('not a running one', async () => {
    const { status, err, asked } = await withTasks('rm fe 01');
    assert.deepEqual([status, asked], [1, []]);
    assert.equal(err, 'taskdef: task 0123456789ab is RUNNING.\nStop it first: taskdef stop 0123456789ab\n');
  });

  test('all of them', async () => assert.deepEqual((await withTasks('rm --all-stopped')).asked, ['prune']));

  test('either names or all', async () => {
    for (const args of [['rm'], ['rm', 'fe', '--all-stopped']]) assert.equal((await taskdef(args)).status, 2);
  });
});

describe('taskdef logs', () => {
  const lines = [
    { container: 'web', stream: 'stdout', time: 0, text: 'one' },
    { container: 'web', stream: 'stderr', time: 1, text: 'two' },
  ] as const;

  test('of all containers, behind their names', async () => {
    assert.equal((await withTasks('logs 01', (r) => (r.lines = [...lines]))).out, 'web | one\nweb | two\n');
  });

  test('of one container, as they are', async () => {
    const { out, asked } = await withTasks('logs 01 web --tail 5 --follow', (r) => (r.lines = [...lines]));
    assert.equal(out, 'one\ntwo\n');
    assert.deepEqual(asked, ['logs {"tail":5,"follow":true,"container":"web"}']);
  });

  test('of a container that is not there', async () => {
    const { status, err } = await withTasks('logs 01 db');
    assert.deepEqual([status, err], [1, 'taskdef: the task has no container "db".\nIts containers are: web.\n']);
  });
});
