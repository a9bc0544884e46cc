import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { label } from '../../client/runner/labels';
import { asking } from '../support/asking';
import { container, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { adopted, assertNothingLeft, begin, type Lab, openLab, type Run } from '../support/lab';

const definition = task([container('app', asking)], { networkMode: 'awsvpc' });

async function removed({ runner, port }: Lab, taskId: string): Promise<void> {
  await runner.stop(taskId);
  assert.deepEqual(await runner.remove(taskId), { residue: [] });
  await assertNothingLeft(port, taskId);
}

const count = (run: Run, line: string): number => run.lines.filter((one) => one === `app: ${line}`).length;

/** Waits until this has been answered some more times. */
async function answers(run: Run, line: string, more = 3): Promise<void> {
  const before = count(run, line);
  await eventually(() => count(run, line) >= before + more, `"${line}" after ${run.lines.slice(-5).join(' | ')}`);
}

describe('E5: the endpoint outlives the window', { concurrency: 3 }, () => {
  test('after a reload requests are answered again; in between they wait or get a 503', async () => {
    const first = await openLab();
    const run = await begin(first, definition);
    const { taskId } = run.task;
    await answers(run, 'status 200');
    await first.runner.dispose();
    const second = await openLab({ store: first.store });
    const again = await adopted(second, taskId);
    await answers(again, 'status 200');
    const others = new Set(again.lines.filter((line) => !/^app: (status 200|http)/.test(line)));
    for (const line of others) assert.equal(line, 'app: status 503');
    await removed(second, taskId);
    await second.runner.dispose();
  });

  test('ten requests at once are answered, each with its own answer', async () => {
    const lab = await openLab();
    const one =
      'wget -qO- "$ECS_CONTAINER_METADATA_URI_V4/task" > /tmp/$i.json; echo answer $i $(grep -c TaskARN /tmp/$i.json)';
    const script = `for i in $(seq 10); do (${one}) & done; wait; echo done; trap 'exit 0' TERM; sleep 300 & wait`;
    const run = await begin(lab, task([container('app', script)], { networkMode: 'awsvpc' }));
    await run.untilLine('app: done');
    const answered = run.lines.filter((line) => /^app: answer \d+ 1$/.test(line));
    assert.equal(new Set(answered).size, 10, run.lines.join(' | '));
    await removed(lab, run.task.taskId);
    await lab.runner.dispose();
  });

  test('while nobody drives the task there is a 503', async () => {
    const first = await openLab();
    const run = await begin(first, definition);
    const { taskId } = run.task;
    await answers(run, 'status 200');
    await first.runner.dispose();
    const witness = await openLab({ store: first.store });
    const lines: string[] = [];
    const stop = new AbortController();
    const reading = (async () => {
      for await (const lot of witness.runner.logs(taskId, { follow: true, signal: stop.signal }))
        lines.push(...lot.map(({ text }) => text));
    })();
    await eventually(() => lines.includes('status 503'), 'a 503');
    stop.abort();
    await reading;
    await removed(witness, taskId);
    await witness.runner.dispose();
  });

  test('a second window takes over, and the first one again when that is closed', async () => {
    const first = await openLab();
    const run = await begin(first, definition);
    const { taskId } = run.task;
    await answers(run, 'status 200');
    const second = await openLab({ store: first.store });
    await adopted(second, taskId);
    await answers(run, 'status 200');
    await second.runner.dispose();
    await answers(run, 'status 200');
    await removed(first, taskId);
    await first.runner.dispose();
  });

  test('a link container that is killed comes back', async () => {
    const lab = await openLab();
    const run = await begin(lab, definition);
    const { taskId } = run.task;
    await answers(run, 'status 200');
    const [link] = await lab.port.list([`${label.task}=${taskId}`, `${label.role}=link`]);
    await lab.port.kill(link?.id ?? assert.fail('there is no link'));
    await answers(run, 'status 200');
    await removed(lab, taskId);
    await lab.runner.dispose();
  });
});
