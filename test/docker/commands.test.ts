import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TaskDetails } from '../../client/runner/runner';
import { FakeTerminal, taskdef as taskdefIn } from '../unit/cli/support';
import { container, obedient, task } from '../support/definitions';
import { assertNothingLeft, begin, openLab, type Lab } from '../support/lab';

const secret = 'hunter2-is-not-told';

/** Answers on both streams, and to what it reads. */
const script = `echo "out $0"; echo err >&2; read line && echo "read $line"; exit 7`;

describe('a running task, looked at and worked on from a terminal', () => {
  let lab: Lab;
  let taskId: string;
  before(async () => {
    lab = await openLab();
    const run = await begin(
      lab,
      task(
        [
          container('app', `echo ready; ${obedient}`, {
            after: { job: 'COMPLETE' },
            environment: [{ name: 'LEVEL', value: 'debug' }],
            secrets: [{ name: 'PASSWORD', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/password' }],
            mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch' }],
          }),
          container('job', 'exit 3', { essential: false }),
        ],
        { volumes: [{ name: 'scratch' }] },
      ),
      { environment: { app: { PASSWORD: secret } } },
    );
    taskId = (await run.task.started).taskId;
  });
  after(async () => lab.runner.dispose());

  /** A terminal of its own, as another process has. */
  const taskdef = async (args: readonly string[], terminal = new FakeTerminal('/')) =>
    taskdefIn(args, terminal, async () => (await openLab({ store: lab.store })).runner);

  test('inspect tells everything but values', async () => {
    const { status, out } = await taskdef(['inspect', taskId, '--format', 'json']);
    assert.equal(status, 0);
    const { task: told } = JSON.parse(out) as { task: TaskDetails };
    const [app, job] = told.containers;
    assert.deepEqual([told.lastStatus, told.networkMode, told.volumes.length], ['RUNNING', 'none', 1]);
    assert.deepEqual(app?.dependsOn, [{ container: 'job', condition: 'COMPLETE' }]);
    assert.ok(app?.variables.includes('LEVEL') && app.variables.includes('PASSWORD'), app?.variables.join());
    assert.deepEqual(
      app.mounts.map(({ destination }) => destination),
      ['/scratch'],
    );
    assert.ok(app.startedAt && job?.finishedAt && app.startedAt >= job.finishedAt);
    assert.deepEqual([job.lastStatus, job.exitCode], ['STOPPED', 3]);
    const people = await taskdef(['inspect', taskId]);
    assert.match(people.out, /container job\n(?: .*\n)* +Exit +exit code 3\n/);
    for (const shown of [out, people.out]) assert.ok(!shown.includes(secret));
  });

  test('exec passes both streams, the input and the exit status on', async () => {
    const terminal = new FakeTerminal('/');
    terminal.typed = ['something\n'];
    const { status, out, err } = await taskdef(['exec', taskId, 'app', 'sh', '-c', script, 'word'], terminal);
    assert.deepEqual([status, out, err], [7, 'out word\nread something\n', 'err\n']);
  });

  test('exec in JSON has nothing to read', async () => {
    const { status, out } = await taskdef(['exec', '--format', 'json', taskId, 'app', 'sh', '-c', script, 'word']);
    assert.equal(status, 7);
    assert.deepEqual(JSON.parse(out), { version: 1, exitCode: 7, stdout: 'out word\n', stderr: 'err\n' });
  });

  test('exec gives a terminal of the right size, and takes none where none is asked for', async () => {
    const session = await lab.runner.exec(taskId, {
      ...{ container: 'app', tty: true },
      command: ['sh', '-c', 'read go; test -t 0 && stty size'],
    });
    await session.resize({ rows: 33, columns: 101 });
    session.send(Buffer.from('go\n'));
    let seen = '';
    for await (const { payload } of session.output) seen += payload.toString();
    assert.match(seen, /33 101\r\n/);
    assert.equal(await session.exitCode(), 0);
    assert.equal((await taskdef(['exec', '-T', taskId, 'app', 'test', '-t', '0'])).status, 1);
  });

  test('exec of a command that is not there, and where nothing runs', async () => {
    assert.ok([126, 127].includes((await taskdef(['exec', taskId, 'app', '/nope'])).status ?? 0));
    assert.match((await taskdef(['exec', taskId, 'job', 'true'])).err, /container job is STOPPED/);
  });

  test('a shell that is left does not stay', async () => {
    const session = await lab.runner.exec(taskId, { container: 'app', command: ['sh'], tty: false });
    session.send(Buffer.from('echo one\n'));
    session.end();
    const told: string[] = [];
    for await (const { payload } of session.output) told.push(payload.toString());
    assert.deepEqual(told, ['one\n']);
    assert.equal(await session.exitCode(), 0);
  });

  test('logs since a time, the last lines, as objects', async () => {
    const all = await taskdef(['logs', taskId, '--format', 'json', '--since', '1h']);
    assert.deepEqual(
      all.out
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { text: string }).text),
      ['ready'],
    );
    assert.equal((await taskdef(['logs', taskId, '--since', '2100-01-01'])).out, '');
    assert.equal((await taskdef(['logs', taskId, 'app', '--tail', '1'])).out, 'ready\n');
  });

  test('stop for a reason and rm answer in JSON, and nothing is left', async () => {
    const stopped = await taskdef(['stop', taskId, '--reason', 'seen enough', '--format', 'json']);
    const { task: end } = JSON.parse(stopped.out) as { task: TaskDetails };
    assert.deepEqual([end.lastStatus, end.stopCode, end.stoppedReason], ['STOPPED', 'UserInitiated', 'seen enough']);
    assert.match((await taskdef(['inspect', taskId])).out, /Stop reason +seen enough\n/);
    const { out } = await taskdef(['rm', taskId, '--format', 'json']);
    assert.deepEqual(JSON.parse(out), { version: 1, removed: [taskId], residue: [] });
    await assertNothingLeft(lab.port, taskId);
  });
});
