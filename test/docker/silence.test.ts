import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { container, obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { FreezingSocket } from '../support/freezingSocket';
import { assertNothingLeft, begin, cleanUp, openLab } from '../support/lab';
import { root } from '../support/root';
import { temporaryFolder } from '../support/temporaryFolder';

const socket = new FreezingSocket('/var/run/docker.sock');
before(async () => socket.open());
after(() => socket.close());

describe('an engine whose socket hangs', () => {
  test('is told, nothing is made up of what it did not say, and the run goes on when it answers', async () => {
    const lab = await openLab({ endpoint: socket.endpoint });
    const told: boolean[] = [];
    const counting = 'i=0; while sleep 0.2; do i=$((i+1)); echo $i; done';
    const run = await begin(
      lab,
      task([container('app', counting, { stopTimeout: 1 }), container('side', obedient, { essential: false })]),
      {},
      { engine: ({ reachable }) => told.push(reachable) },
    );
    await run.task.started;
    await run.untilLine('app: 3');
    socket.freeze();
    await assert.rejects(lab.runner.stop(run.task.taskId, { reason: 'enough' }), { code: 'engine-lost' });
    assert.deepEqual(told, [false]);
    const { engineLost, lastStatus, containers } = run.task.snapshot();
    assert.deepEqual(
      [engineLost, lastStatus, ...containers.map((one) => one.lastStatus)],
      [...[true, 'STOPPING'], ...['RUNNING', 'RUNNING']],
    );
    await assert.rejects(lab.runner.tasks(), { name: 'RunnerError', code: 'engine-lost' });
    socket.thaw();
    await eventually(() => told.includes(true), 'the return');
    const end = await cleanUp(lab, run);
    assert.deepEqual([end.stopCode, end.stoppedReason], ['UserInitiated', 'enough']);
    assert.deepEqual(
      end.containers.map(({ exitCode, reason }) => [exitCode, reason]),
      [
        [137, undefined],
        [0, undefined],
      ],
    );
    const numbers = run.lines.map((line) => Number(line.replace('app: ', '')));
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index + 1),
    );
  });

  test('is noticed though nobody asks it anything, and gives a terminal in raw mode back', async (t) => {
    const lab = await openLab({ endpoint: socket.endpoint });
    const told: boolean[] = [];
    const observer = { engine: ({ reachable }: { reachable: boolean }) => void told.push(reachable) };
    const run = await begin(lab, task([container('app', obedient)]), {}, observer);
    const { taskId } = await run.task.started;
    const exec = `${process.execPath} ${path.join(root, 'dist/cli.js')} exec ${taskId} app`;
    // A terminal of its own, whose modes are looked at afterwards.
    const shell = spawn('script', ['-qec', `${exec}; echo "status $?"; stty -a`, '/dev/null'], {
      env: { ...process.env, DOCKER_HOST: socket.endpoint },
    });
    t.after(() => shell.kill('SIGKILL'));
    t.after(() => socket.thaw());
    let shown = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
    shell.stdin.write('echo $((6 * 7))\n');
    await eventually(() => shown.includes('42'), `the answer of a shell in ${shown}`);
    socket.freeze();
    await eventually(() => told.length > 0, 'the loss');
    assert.equal(run.task.snapshot().engineLost, true);
    await eventually(() => /status \d[^]* icanon/.test(shown), `the end in ${shown}`);
    assert.match(shown, /engine at \S+ does not answer any more, so the command is let go of\.[^]*status 1\r/);
    socket.thaw();
    await eventually(() => told.includes(true), 'the return');
    await lab.runner.stop(taskId);
    await cleanUp(lab, run);
    await lab.runner.dispose();
  });

  test('lets the terminal go at the third Ctrl-C; what is left is stopped and removed as it said', async (t) => {
    const file = path.join(temporaryFolder('silence'), 'task-definition.json');
    const definition = task([container('app', `echo ready; ${obedient}`)], { networkMode: 'none' });
    writeFileSync(file, JSON.stringify(definition));
    const start = (args: readonly string[], endpoint = 'unix:///var/run/docker.sock') => {
      const env = { ...process.env, DOCKER_HOST: endpoint };
      const child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), ...args], { env });
      t.after(() => child.kill('SIGKILL'));
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (said += text));
      const says = async (what: RegExp): Promise<RegExpExecArray> => {
        await eventually(() => what.test(said), `${what} in ${said}`);
        return what.exec(said) ?? assert.fail();
      };
      return { child, says, ended: once(child, 'exit') };
    };
    const { child, says, ended } = start(['run', file], socket.endpoint);
    await says(/app \| ready/);
    const [, taskId = ''] = await says(/task id ([0-9a-f]{32})/);
    socket.freeze();
    child.kill('SIGINT');
    await says(/once more kills/);
    child.kill('SIGINT');
    await says(/once more ends taskdef/);
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [143, null]);
    const [, stop = '', remove = ''] = await says(/taskdef (stop [0-9a-f]+); .*taskdef (rm [0-9a-f]+)/);
    socket.thaw();
    const lab = await openLab();
    for (const command of [stop, remove]) assert.deepEqual(await start(command.split(' ')).ended, [0, null]);
    await assertNothingLeft(lab.port, taskId);
    await lab.runner.dispose();
  });
});
