import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { LogLine } from '../../client/runner/runner';
import { eventually } from '../support/eventually';
import { container, obedient, task } from '../support/definitions';
import { begin, cleanUp, openLab, runToEnd, type Lab } from '../support/lab';

describe('the output of a task', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  async function read(lots: AsyncIterable<readonly LogLine[]>): Promise<string[]> {
    const texts: string[] = [];
    for await (const lines of lots)
      texts.push(...lines.map(({ container: name, stream, text }) => `${name} ${stream}: ${text}`));
    return texts;
  }

  /** Kept by the driver that stands in for AWS, unlike a log of which nothing is said. */
  const toAws = { logConfiguration: { logDriver: 'awslogs', options: { mode: 'blocking' } } } as const;

  for (const [kept, more] of [
    ['by default', {}],
    ['instead of at AWS', toAws],
  ] as const)
    test(`every line is told, up to the last one before the end, kept ${kept}`, async () => {
      const { run } = await runToEnd(lab, task([container('main', 'seq 1 5000; echo last', more)]));
      const numbers = Array.from({ length: 5000 }, (_, index) => `main: ${index + 1}`);
      assert.deepEqual(run.lines, [...numbers, 'main: last']);
    });

  test('a line of several messages, of every kind of container and driver', async () => {
    const long = `${'x'.repeat(16_383)}${'ö'.repeat(12_000)}`;
    const script = "printf %16383s | tr ' ' x; printf %12000s | sed 's/ /ö/g'; echo; echo next";
    await Promise.all(
      [{}, { pseudoTerminal: true }, toAws, { ...toAws, pseudoTerminal: true }].map(async (kind) => {
        const { run } = await runToEnd(lab, task([container('main', script, kind)]));
        // A driver that writes JSON has replaced the halves of a character before.
        const whole = run.lines.map((line) => line.replaceAll('\ufffd\ufffd', 'ö'));
        assert.deepEqual(whole, [`main: ${long}`, 'main: next'], JSON.stringify(kind));
      }),
    );
  });

  test('stdout and stderr, lines of any length, colours and other alphabets', async () => {
    const long = 'x'.repeat(40_000);
    const { run } = await runToEnd(
      lab,
      task([
        container(
          'main',
          "echo out; sleep 0.2; echo err >&2; sleep 0.2; printf '\\033[31mröd 日本\\033[0m\\n'; i=0; while [ $i -lt 4000 ]; do printf xxxxxxxxxx; i=$((i+1)); done; echo; printf 'no break'",
        ),
      ]),
    );
    assert.deepEqual(run.lines, [
      'main: out',
      'main: err',
      'main: \u001b[31mröd 日本\u001b[0m',
      `main: ${long}`,
      'main: no break',
    ]);
  });

  test('a container with a terminal has one stream without framing', async () => {
    const { run } = await runToEnd(
      lab,
      task([container('main', 'echo one; echo two >&2; echo three', { pseudoTerminal: true })]),
    );
    assert.deepEqual(run.lines, ['main: one', 'main: two', 'main: three']);
  });

  test('read later, from one container or all, whole or its end', async () => {
    const run = await begin(
      lab,
      task([
        container('a', `echo a1; echo a2 >&2; ${obedient}`),
        container('b', 'echo b1; echo b2; echo b3', { essential: false }),
      ]),
    );
    await run.until('b STOPPED(0)');
    await run.untilLine('a: a2');
    const { taskId } = run.task;
    const all = await read(lab.runner.logs(taskId));
    assert.deepEqual([...all].sort(), ['a stderr: a2', 'a stdout: a1', 'b stdout: b1', 'b stdout: b2', 'b stdout: b3']);
    assert.deepEqual(await read(lab.runner.logs(taskId, { container: 'b', tail: 1 })), ['b stdout: b3']);
    await assert.rejects(read(lab.runner.logs(taskId, { container: 'c' })), { code: 'unknown-container' });
    await lab.runner.stop(taskId);
    await cleanUp(lab, run);
    await assert.rejects(read(lab.runner.logs(taskId)), { code: 'unknown-task' });
  });

  test('followed from another process until the task ends, with containers that start later', async () => {
    const run = await begin(
      lab,
      task([
        container('late', 'echo late', { after: { early: 'COMPLETE' } }),
        container('early', 'sleep 1; echo early', { essential: false }),
      ]),
    );
    await run.until('early RUNNING');
    const other = await openLab({ store: lab.store });
    const lines = await read(other.runner.logs(run.task.taskId, { follow: true }));
    assert.deepEqual(lines, ['early stdout: early', 'late stdout: late']);
    await other.runner.dispose();
    await cleanUp(lab, run);
  });

  test('following ends when the reader leaves', async () => {
    const run = await begin(lab, task([container('main', `while sleep 0.1; do echo tick; done`, { stopTimeout: 1 })]));
    await run.untilLine('main: tick');
    const leaving = new AbortController();
    const seen: string[] = [];
    for await (const lines of lab.runner.logs(run.task.taskId, { follow: true, signal: leaving.signal })) {
      seen.push(...lines.map(({ text }) => text));
      if (seen.length >= 3) leaving.abort();
    }
    assert.ok(seen.length >= 3);
    for await (const lines of lab.runner.logs(run.task.taskId, { follow: true })) {
      assert.equal(lines[0]?.text, 'tick');
      break;
    }
    await lab.runner.stop(run.task.taskId, { force: true });
    await cleanUp(lab, run);
  });

  test('a log driver this machine does not have is told with the way out, which leads out', async () => {
    const options = { 'syslog-address': 'tcp://127.0.0.1:1' };
    const definition = task([container('main', 'echo here', { logConfiguration: { logDriver: 'syslog', options } })]);
    const failed = (await runToEnd(lab, definition)).end.containers[0];
    assert.match(failed?.reason ?? '', /failed to initialize logging driver.*"logConfiguration".*ecs\.local\.json/);
    const containers = { main: { logConfiguration: { logDriver: 'local' } } };
    const { run } = await runToEnd(lab, definition, { overrides: { from: 'ecs.local.json', containers } });
    assert.deepEqual(run.lines, ['main: here']);
  });

  test('a container that the restart policy starts again goes on where it was', async () => {
    const run = await begin(
      lab,
      task([
        container('main', 'echo again; sleep 2', {
          restartPolicy: { enabled: true, ignoredExitCodes: [], restartAttemptPeriod: 1 },
        }),
      ]),
    );
    await eventually(() => run.lines.length >= 3, 'three lines');
    assert.ok((run.task.snapshot().containers[0]?.restarts ?? 0) >= 2);
    await lab.runner.stop(run.task.taskId, { force: true });
    await cleanUp(lab, run);
    assert.ok(run.lines.every((line) => line === 'main: again'));
  });
});
