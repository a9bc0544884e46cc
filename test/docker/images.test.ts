import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { container, task } from '../support/definitions';
import { imageRegistry, type ImageRegistry } from '../support/imageRegistry';
import { adopted, assertOrder, begin, cleanUp, type Lab, newTaskId, openLab, type Run, runToEnd } from '../support/lab';
import { busyboxImage, ensureTestImage } from '../support/testImage';

describe('images that are not on the engine yet', () => {
  let lab: Lab;
  let registry: ImageRegistry;
  before(async () => {
    lab = await openLab();
    registry = await imageRegistry(await busyboxImage({ Labels: { 'of-test': newTaskId() } }));
  });
  after(async () => {
    registry?.close();
    await lab?.runner.dispose();
  });

  const names = {
    'by its tag': () => `${registry.repository}:1`,
    'by its digest': () => `${registry.repository}@${registry.digest}`,
  };
  for (const [how, name] of Object.entries(names))
    test(`L4: one that is named ${how} is pulled, runs and tells its code`, async () => {
      const image = name();
      for (const pull of ['prefer-cached', 'default'] as const) {
        assert.equal(await lab.port.inspectImage(image), undefined);
        const { run, end } = await runToEnd(lab, task([container('main', 'exit 42', { image })]), { pull });
        assertOrder(run, 'main PULLED', 'main RUNNING', 'main STOPPED(42)');
        assert.equal(end.containers[0]?.exitCode, 42);
        assert.ok((await lab.port.inspectImage(image))?.digests.includes(`${registry.repository}@${registry.digest}`));
        await lab.port.removeImage(image);
      }
    });
});

describe('a tag that is moved while a task runs', () => {
  const name = `taskdef-test/moving-${newTaskId()}`;
  let lab: Lab;
  before(async () => {
    lab = await openLab();
    await ensureTestImage(lab.port, `${name}:old`, { Env: ['PATH=/bin', 'MARK=old'] });
    await ensureTestImage(lab.port, `${name}:new`, { Env: ['PATH=/bin', 'MARK=new'] });
  });
  after(async () => {
    for (const tag of ['old', 'new', 'driven', 'adopted']) await lab.port.removeImage(`${name}:${tag}`);
    await lab.runner.dispose();
  });

  const said = (who: string) => `echo ${who} $MARK`;
  const definition = (image: string) =>
    task([
      container('first', `${said('first')}; trap 'exit 0' USR1; sleep 300 & wait`, { image, essential: false }),
      container('second', said('second'), { image, after: { floating: 'SUCCESS' } }),
      container('floating', said('floating'), {
        ...{ image, essential: false, after: { first: 'SUCCESS' } },
        versionConsistency: 'disabled',
      }),
    ]);

  /** A task whose first container runs while the tag is given to another image. */
  async function moved(image: string): Promise<Run> {
    await lab.port.tagImage(`${name}:old`, image);
    const run = await begin(lab, definition(image));
    await run.untilLine('first: first old');
    await lab.port.tagImage(`${name}:new`, image);
    return run;
  }

  async function goOn(run: Run): Promise<void> {
    const id = run.task.snapshot().containers.find((one) => one.name === 'first')?.runtimeId ?? '';
    assert.equal((await lab.port.inspect(id))?.image, run.task.snapshot().containers[0]?.image);
    await lab.port.kill(id, 'SIGUSR1');
  }

  test('leads the containers still to be made nowhere else, unless they look it up each time', async () => {
    const image = `${name}:driven`;
    const run = await moved(image);
    await goOn(run);
    await run.task.stopped;
    assert.deepEqual([...run.lines].sort(), ['first: first old', 'floating: floating new', 'second: second old']);
    const [old, newer] = await Promise.all(
      ['old', 'new'].map(async (tag) => (await lab.port.inspectImage(`${name}:${tag}`))?.id),
    );
    const shown = (await lab.runner.inspect(run.task.taskId)).containers;
    assert.deepEqual(
      shown.map((one) => [one.name, one.image, one.imageDigest]),
      [
        ['first', image, old],
        ['second', image, old],
        ['floating', image, newer],
      ],
    );
    await cleanUp(lab, run);
  });

  test('does not either when another window goes on with the task', async () => {
    const run = await moved(`${name}:adopted`);
    await lab.runner.dispose();
    const before = lab;
    lab = await openLab({ store: before.store });
    const again = await adopted(lab, run.task.taskId);
    await goOn(again);
    await again.untilLine('second: second old');
    await cleanUp(lab, again);
  });
});
