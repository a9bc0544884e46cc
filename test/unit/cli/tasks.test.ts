import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FakeRunner, container, details, snapshot, taskId } from './fakeRunner';
import { matchesGolden } from '../../support/golden';
import { outOfMemory } from '../../../client/runner/reasons';
import { moment } from '../../../client/cli/tasks/since';
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

async function withTasks(
  command: string,
  prepare: (runner: FakeRunner) => void = () => undefined,
  terminal = new FakeTerminal('/'),
) {
  const runner = new FakeRunner();
  runner.listed = [snapshot(), ended];
  prepare(runner);
  const result = await taskdef(command.split(' '), terminal, async () => runner);
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

  test('and says which tasks nobody looks after', async () => {
    const { out } = await withTasks('ps', (runner) => (runner.listed = [snapshot({ isUnattended: true })]));
    assert.match(out, /^0123456789ab {2}webserver {2}RUNNING, unattended {2}web RUNNING /m);
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
  test('for a reason, as JSON', async () => {
    const stop = ['stop', '01', '--reason', 'new image', '--format', 'json'];
    const runner = new FakeRunner();
    runner.listed = [snapshot()];
    const { out, err } = await taskdef(stop, new FakeTerminal('/'), async () => runner);
    const { version, task } = JSON.parse(out) as { version: number; task: { stopCode: string; stoppedReason: string } };
    assert.deepEqual([version, task.stopCode, task.stoppedReason, err], [1, 'UserInitiated', 'new image', '']);
  });

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

  test('as JSON', async () => {
    assert.deepEqual(JSON.parse((await withTasks('rm fe --format json')).out), {
      version: 1,
      removed: [other],
      residue: [],
    });
  });

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
    assert.deepEqual(asked, ['logs {"tail":5,"follow":true,"container":"web","timestamps":false}']);
  });

  test('since a time, or for so long', async () => {
    assert.deepEqual((await withTasks('logs 01 --since 2026-01-31T12:00:00Z')).asked, [
      'logs {"since":1769860800,"timestamps":false}',
    ]);
    const now = Date.parse('2026-01-31T12:00:00Z');
    assert.equal(now / 1000 - moment('1h30m', now), 5400);
    assert.equal(now / 1000 - moment('2d', now), 172_800);
    for (const wrong of ['yesterday', '5', '10 m', '2026-13-45'])
      assert.equal((await taskdef(['logs', '01', '--since', wrong])).status, 2, wrong);
  });

  test('as JSON, an object a line', async () => {
    const { out } = await withTasks('logs 01 --format json', (r) => (r.lines = [...lines]));
    assert.deepEqual(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
      lines,
    );
  });

  test('of a container that is not there', async () => {
    const { status, err } = await withTasks('logs 01 db');
    assert.deepEqual([status, err], [1, 'taskdef: the task has no container "db".\nIts containers are: web.\n']);
  });
});

describe('taskdef prune', () => {
  test('says what is gone', async () => {
    const { out, asked } = await withTasks('prune', (runner) => (runner.listed = [ended]));
    assert.deepEqual([out, asked], [`${other}\n`, ['prune']]);
  });

  test('and what could not go', async () => {
    const residue = ['network taskdef-fedc (has active endpoints)'];
    const fails = (runner: FakeRunner) => (runner.prune = async () => ({ tasks: [], residue }));
    const { status, err } = await withTasks('prune', fails);
    assert.deepEqual([status, err], [1, `taskdef: could not be removed yet: ${residue[0]}\n`]);
    const json = await withTasks('prune --format json', fails);
    assert.deepEqual([json.status, JSON.parse(json.out)], [1, { version: 1, removed: [], residue }]);
  });
});

describe('taskdef inspect', () => {
  test('for people', async () => {
    matchesGolden('cli/inspect/pretty.txt', (await withTasks('inspect 01')).out);
  });

  test('a task that has failed', async () => {
    const { out } = await withTasks('inspect 01', (runner) => {
      const { containers } = details();
      runner.detailed = details({
        ...{ lastStatus: 'STOPPED', desiredStatus: 'STOPPED', stopCode: 'EssentialContainerExited' },
        stoppedReason: 'Essential container in task exited',
        containers: containers.map((one) => ({
          ...one,
          lastStatus: 'STOPPED',
          exitCode: 137,
          ...outOfMemory,
          ports: [],
        })),
      });
    });
    assert.match(out, /Stop code +EssentialContainerExited\n +Stop reason +Essential container in task exited\n/);
    assert.match(out, /Exit +exit code 137 \(SIGKILL, out of memory\)\n +Reason +OutOfMemoryError: /);
  });

  test('a container that can be typed into', async () => {
    const { out } = await withTasks('inspect 01', (runner) => {
      runner.detailed = details({ containers: details().containers.map((one) => ({ ...one, interactive: true })) });
    });
    assert.match(
      out,
      /Standard input +open: type into it with "docker attach --sig-proxy=false ecs-webserver-1-web-0123"\n/,
    );
  });

  test('an UNKNOWN that has a cause', async () => {
    const { out } = await withTasks('inspect 01', (runner) => {
      const [web] = details().containers;
      runner.detailed = details({ containers: [web!, { ...web!, name: 'db', health: 'HEALTHY' }] });
    });
    assert.match(out, /Health +UNKNOWN, because nothing is known of web\n/);
  });

  test('as JSON', async () => {
    const { version, task } = JSON.parse((await withTasks('inspect 01 --format json')).out) as {
      version: number;
      task: { taskId: string; notices: unknown[]; containers: { variables: string[] }[] };
    };
    assert.deepEqual([version, task.taskId, task.notices.length], [1, taskId, 1]);
    assert.deepEqual(task.containers[0]?.variables, ['PATH', 'DB_PASSWORD']);
  });
});

describe('taskdef exec', () => {
  const writing = (runner: FakeRunner) => {
    runner.command = {
      writes: [
        ['stdout', 'hello\n'],
        ['stderr', 'oh\n'],
      ],
      code: 3,
    };
  };

  test('passes streams and exit status on', async () => {
    const terminal = new FakeTerminal('/');
    terminal.typed = ['one', 'two'];
    const { status, out, err, asked } = await withTasks('exec 01 web ls -l', writing, terminal);
    assert.deepEqual([status, out, err], [3, 'hello\n', 'oh\n']);
    assert.deepEqual(asked, ['exec web: ls -l', 'send one', 'send two', 'end', 'close']);
    assert.deepEqual(terminal.reading, ['lines', 'given back']);
  });

  test('gives the command a terminal where there is one, of its size', async () => {
    const terminal = new FakeTerminal('/');
    terminal.isTerminal = true;
    const { asked } = await withTasks('exec 01 web', writing, terminal);
    assert.deepEqual(asked, ['exec web tty: /bin/sh', 'end', 'resize 80×24', 'close']);
    assert.deepEqual(terminal.reading, ['raw', 'given back']);
    assert.equal((await withTasks('exec -T 01 web -- top -b', writing, terminal)).asked[0], 'exec web: top -b');
  });

  test('no terminal where there is none', async () => {
    const { status, err, asked } = await withTasks('exec --tty 01 web');
    assert.deepEqual([status, asked], [2, []]);
    assert.equal(err, 'taskdef: a terminal is asked for, but there is none here.\nLeave out --tty.\n');
  });

  test('as JSON', async () => {
    const { status, out } = await withTasks('exec --format json 01 web true', writing);
    assert.deepEqual(JSON.parse(out), { version: 1, exitCode: 3, stdout: 'hello\n', stderr: 'oh\n' });
    assert.equal(status, 3);
  });

  test('only where something runs', async () => {
    assert.match((await withTasks('exec 01 db ls')).err, /has no container "db"/);
    const { status, err } = await withTasks('exec fe job ls');
    assert.deepEqual([status, err], [1, 'taskdef: container job is STOPPED, so no command can be run in it.\n']);
  });
});
