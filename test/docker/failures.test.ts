import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { container, obedient, task } from '../support/definitions';
import { assertNever, assertOrder, openLab, runToEnd, type Lab } from '../support/lab';

describe('what goes wrong is told with its cause', { concurrency: 4 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('L1: an image that cannot be pulled, with pull always, stops the whole task', async () => {
    const { run, end } = await runToEnd(
      lab,
      task([
        container('main', obedient),
        container('side', 'true', { essential: false, image: '127.0.0.1:1/nothing:1' }),
      ]),
      { pull: 'always' },
    );
    assertNever(run, 'task RUNNING');
    assert.equal(end.stopCode, 'TaskFailedToStart');
  });

  test('an image nobody has is a pull error with its cause and the next step', async () => {
    const { end } = await runToEnd(lab, task([container('main', 'true', { image: '127.0.0.1:1/nothing:1' })]));
    assert.equal(end.stopCode, 'TaskFailedToStart');
    assert.match(
      end.containers[0]?.reason ?? '',
      /^CannotPullContainerError: .*connection refused.*registry cannot be reached/,
    );
  });

  test('L2: a pull that fails goes on with the image that is here', async () => {
    const { run } = await runToEnd(lab, task([container('main', 'exit 0')]), { pull: 'default' });
    assertOrder(run, 'main RUNNING', 'main STOPPED(0)', 'task STOPPED');
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
    assert.match(end.containers[0]?.reason ?? '', /^CannotStartContainerError: .*nosuch/);
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

  test('a definition ECS would not register is refused before anything is made', async () => {
    const plan = await lab.runner.plan(task([container('main', 'true', { essential: false })]));
    await assert.rejects(lab.runner.run(plan), { name: 'RunnerError', code: 'refused' });
  });

  test('what nobody has agreed to is not run', async () => {
    const plan = await lab.runner.plan(task([container('main', 'true', { privileged: true })]));
    await assert.rejects(lab.runner.run(plan), { name: 'RunnerError', code: 'needs-agreement' });
  });

  test('L8: a child that is killed for its memory is not the end of the container', async () => {
    const { end } = await runToEnd(
      lab,
      task([container('main', 'dd if=/dev/urandom of=/dev/shm/fill bs=1M; rm /dev/shm/fill; exit 0', { memory: 10 })]),
    );
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

  test('V5: a shared volume that must exist and does not', async () => {
    const volume = {
      name: 'nothere-lab',
      dockerVolumeConfiguration: { scope: 'shared' as const, autoprovision: false },
    };
    const { end } = await runToEnd(
      lab,
      task([container('main', 'true', { mountPoints: [{ sourceVolume: volume.name, containerPath: '/data' }] })], {
        volumes: [volume],
      }),
    );
    assert.equal(end.stopCode, 'TaskFailedToStart');
    assert.match(end.stoppedReason ?? '', /VolumeError: .*nothere-lab does not exist/);
  });
});
