import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { causesOf } from '../../client/clusters/cause';
import type { Notice } from '../../client/runner/notice';
import { container, obedient, task } from '../support/definitions';
import { imageRegistry } from '../support/imageRegistry';
import { assertNever, assertOrder, begin, cleanUp, newTaskId, openLab, runToEnd, type Lab } from '../support/lab';
import { busyboxImage, testImage } from '../support/testImage';

describe('what goes wrong is told with its cause', { concurrency: 4 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('L1: an image that cannot be pulled, with pull always, stops the whole task', async () => {
    const registry = await imageRegistry(await busyboxImage({ Labels: { 'of-test': newTaskId() } }));
    const image = `${registry.repository}:1`;
    const alone = container('main', 'exit 7', { image });
    try {
      const { end: well } = await runToEnd(lab, task([alone]), { pull: 'always' });
      assert.equal(well.containers[0]?.exitCode, 7);
      const side = container('side', 'true', { essential: false, image: '127.0.0.1:1/nothing:1' });
      const { run, end } = await runToEnd(lab, task([container('main', obedient, { image }), side]), {
        pull: 'always',
      });
      assertNever(run, 'task RUNNING');
      assert.equal(end.stopCode, 'TaskFailedToStart');
      assert.match(end.containers[1]?.reason ?? '', /^CannotPull(ImageManifest|Container)Error: .*connection refused/);
      assert.equal(end.containers[0]?.reason, undefined);
    } finally {
      registry.close();
      await lab.port.removeImage(image);
    }
  });

  test('an image nobody has is a pull error with its cause and the next step', async () => {
    const { end } = await runToEnd(lab, task([container('main', 'true', { image: '127.0.0.1:1/nothing:1' })]));
    assert.equal(end.stopCode, 'TaskFailedToStart');
    assert.match(
      end.containers[0]?.reason ?? '',
      /^CannotPullContainerError: .*connection refused.*registry cannot be reached/,
    );
  });

  test('L2: a pull that fails goes on with the image that is here, which is told', async () => {
    const notices: Notice[] = [];
    const observer = { notice: (notice: Notice) => void notices.push(notice) };
    const definition = task([container('main', 'exit 0'), container('other', 'exit 0', { essential: false })]);
    const run = await begin(lab, definition, { pull: 'default' }, observer);
    await cleanUp(lab, run);
    assertOrder(run, 'main RUNNING', 'main STOPPED(0)', 'task STOPPED');
    const told = notices
      .filter(({ code }) => code === 'pull-failed-cached')
      .sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
    assert.deepEqual(
      told.map(({ pointer, verdict }) => [pointer, verdict]),
      [
        ['/containerDefinitions/0/image', 'substituted'],
        ['/containerDefinitions/1/image', 'substituted'],
      ],
    );
    assert.match(told[0]?.text ?? '', /^main runs the image \S+ that is here.*: CannotPullContainerError: /);
    assert.ok(told[0]?.text.includes(testImage), told[0]?.text);
  });

  test('where nobody has tried to pull, nothing is told of it', async () => {
    const codes: string[] = [];
    const observer = { notice: ({ code }: Notice) => void codes.push(code) };
    await cleanUp(lab, await begin(lab, task([container('main', 'exit 0')]), { pull: 'prefer-cached' }, observer));
    assert.deepEqual(codes, []);
  });

  test('L5: an entry point that is not there', async () => {
    const { end } = await runToEnd(lab, task([container('main', '', { entryPoint: ['/nope'] })]));
    const [main] = end.containers;
    assert.equal(main?.exitCode, 127);
    assert.match(main?.reason ?? '', /^CannotStartContainerError: .*\/nope/);
    assert.equal(end.stopCode, 'TaskFailedToStart');
  });

  test('a container that cannot be made, and fails while its link is being made', async () => {
    const { end } = await runToEnd(lab, task([container('main', 'true', { workingDirectory: 'here' })]));
    assert.match(end.containers[0]?.reason ?? '', /^CannotCreateContainerError: .*absolute path/);
  });

  test('L6: a user that is not there', async () => {
    const { end } = await runToEnd(lab, task([container('main', 'true', { user: 'nosuch' })]));
    const [main] = end.containers;
    assert.equal(main?.exitCode, 128);
    assert.match(main?.reason ?? '', /^CannotStartContainerError: .*nosuch/);
  });

  test('L7: a container that takes more memory than it may have', async () => {
    const { end } = await runToEnd(
      lab,
      task([container('main', 'exec dd if=/dev/urandom of=/dev/shm/fill bs=1M', { memory: 10 })]),
    );
    const [main] = end.containers;
    assert.equal(main?.exitCode, 137);
    assert.equal(main?.reason, 'OutOfMemoryError: Container killed due to memory usage');
    assert.equal(end.stopCode, 'EssentialContainerExited');
  });

  test('who was killed, and the engine says neither by whom nor for memory, may have wanted memory', async () => {
    // Nobody outside sees the end of a child, as of a container that is out of memory before it is looked at.
    const { end } = await runToEnd(lab, task([container('main', "sh -c 'kill -9 $$'; exit $?", { memory: 10 })]));
    const [main] = end.containers;
    assert.equal(main?.exitCode, 137);
    assert.match(main?.reason ?? '', /it may have run out of memory \(limit 10 MiB\)$/);
    assert.deepEqual(causesOf(end, main).slice(0, 2), ['/containerDefinitions/0/memory', '/memory']);
    const by = await begin(lab, task([container('main', 'exec sleep 300', { memory: 10 })]));
    await by.until('main RUNNING');
    await lab.port.kill(by.task.snapshot().containers[0]?.runtimeId ?? '');
    assert.equal((await cleanUp(lab, by)).containers[0]?.reason, undefined);
  });

  test('a definition ECS would not register is refused before anything is made', async () => {
    const plan = await lab.runner.plan(task([container('main', 'true', { essential: false })]));
    await assert.rejects(lab.runner.run(plan), { name: 'RunnerError', code: 'refused' });
  });

  test('what nobody has agreed to is not run', async () => {
    const plan = await lab.runner.plan(task([container('main', 'true', { privileged: true })]));
    await assert.rejects(lab.runner.run(plan), { name: 'RunnerError', code: 'needs-agreement' });
  });

  test('L8: a child that is killed for its memory is not the end of the container', async () => {
    const script = 'dd if=/dev/urandom of=/dev/shm/fill bs=1M; echo child $?; rm /dev/shm/fill; exit 0';
    const { run, end } = await runToEnd(lab, task([container('main', script, { memory: 10 })]));
    assert.ok(run.lines.includes('main: child 137'), run.lines.join());
    const [main] = end.containers;
    assert.deepEqual([main?.exitCode, main?.reason], [0, undefined]);
  });

  test('L3: a name that is none, and a digest nobody has', async () => {
    for (const image of ['in valid', `127.0.0.1:1/x@sha256:${'0'.repeat(64)}`]) {
      const { end } = await runToEnd(lab, task([container('main', 'true', { image })]));
      assert.equal(end.stopCode, 'TaskFailedToStart');
      assert.match(end.containers[0]?.reason ?? '', /^CannotPull(ImageManifest|Container)Error: /);
    }
  });
});
