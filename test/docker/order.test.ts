import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { check, container, obedient, slowly, task } from '../support/definitions';
import { imageRegistry } from '../support/imageRegistry';
import {
  assertNever,
  assertOrder,
  begin,
  cleanUp,
  newTaskId,
  openLab,
  overriding,
  runToEnd,
  type Lab,
} from '../support/lab';
import { busyboxImage } from '../support/testImage';

/** The ordering cases of the ECS agent's own tests, in shorter time. */
describe('containers wait for each other as on ECS', { concurrency: 4 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('O1: HEALTHY lets the dependent start, and its end stops the task', async () => {
    const { run, end } = await runToEnd(
      lab,
      task([
        container('parent', 'exit 0', { after: { dep: 'HEALTHY' } }),
        container('dep', obedient, { healthCheck: check('true') }),
      ]),
    );
    assertOrder(
      run,
      'dep RUNNING',
      'dep HEALTHY',
      'parent CREATED',
      'parent RUNNING',
      'task RUNNING',
      'parent STOPPED(0)',
      'dep STOPPED(0)',
      'task STOPPED',
    );
    assert.equal(end.stopCode, 'EssentialContainerExited');
  });

  test('O2: COMPLETE waits for the end, whatever its code', async () => {
    const { run } = await runToEnd(
      lab,
      task([
        container('parent', 'sleep 1', { after: { dep: 'COMPLETE' } }),
        container('dep', 'sleep 2; exit 1', { essential: false }),
      ]),
    );
    assertOrder(
      run,
      'dep MANIFEST_PULLED',
      'dep RUNNING',
      'dep STOPPED(1)',
      'parent CREATED',
      'parent RUNNING',
      'task RUNNING',
      'parent STOPPED(0)',
      'task STOPPED',
    );
    assertOrder(run, 'parent MANIFEST_PULLED', 'dep RUNNING');
  });

  test('O3: START waits until it is up', async () => {
    const { run } = await runToEnd(
      lab,
      task([
        container('parent', 'sleep 1', { after: { dep: 'START' } }),
        container('dep', obedient, { essential: false }),
      ]),
    );
    assertOrder(
      run,
      'dep RUNNING',
      'parent CREATED',
      'parent RUNNING',
      'task RUNNING',
      'parent STOPPED(0)',
      'dep STOPPED(0)',
      'task STOPPED',
    );
  });

  test('O4: SUCCESS waits for code 0', async () => {
    const { run } = await runToEnd(
      lab,
      task([
        container('parent', 'exit 0', { after: { dep: 'SUCCESS' } }),
        container('dep', 'sleep 2', { essential: false }),
      ]),
    );
    assertOrder(
      run,
      'dep RUNNING',
      'dep STOPPED(0)',
      'parent CREATED',
      'parent RUNNING',
      'task RUNNING',
      'parent STOPPED(0)',
      'task STOPPED',
    );
  });

  test('O8: a chain starts from its far end and stops the other way round', async () => {
    // Were they stopped at once, the last one would be the first.
    const { run } = await runToEnd(
      lab,
      task([
        container('parent', 'echo hi', { after: { A: 'START' } }),
        container('A', slowly, { after: { B: 'START' }, stopTimeout: 30 }),
        container('B', slowly, { after: { C: 'START' }, stopTimeout: 30 }),
        container('C', obedient),
      ]),
    );
    assertOrder(run, 'C RUNNING', 'B RUNNING', 'A RUNNING', 'parent RUNNING');
    assertOrder(run, 'parent STOPPED(0)', 'A STOPPED(0)', 'B STOPPED(0)', 'C STOPPED(0)', 'task STOPPED');
    assert.deepEqual(run.lines, ['parent: hi']);
  });

  test('O10: each container has its own stopTimeout, and unrelated ones stop at the same time', async () => {
    const stubborn = "trap 'echo caught' TERM; sleep 8";
    const calls: string[] = [];
    const own = await openLab({
      wrap: (port) =>
        overriding(port, {
          stop: async (id, timeout) => {
            calls.push(`asked for ${timeout} s`);
            await port.stop(id, timeout);
            calls.push('stopped');
          },
        }),
    });
    const { run } = await runToEnd(
      own,
      task([
        container('parent', 'sleep 2', { after: { d1: 'START', d2: 'START' } }),
        container('d1', stubborn, { stopTimeout: 2 }),
        container('d2', stubborn, { stopTimeout: 30 }),
      ]),
    );
    assertOrder(run, 'parent STOPPED(0)', 'd1 STOPPED(137)', 'd2 STOPPED(0)', 'task STOPPED');
    const waited = run.seconds('parent STOPPED(0)', 'd1 STOPPED(137)');
    assert.ok(waited > 1.8 && waited < 4, `${waited} s`);
    assert.deepEqual(run.lines, ['d2: caught']);
    assert.deepEqual(calls.slice(0, 2).sort(), ['asked for 2 s', 'asked for 30 s'], calls.join());
    await own.runner.dispose();
  });

  test('O13: START is met by a container that has been up and is gone', async () => {
    const { run } = await runToEnd(
      lab,
      task([
        container('B', 'sleep 1', { after: { A: 'START', gate: 'HEALTHY' } }),
        container('A', 'true', { essential: false }),
        container('gate', obedient, { essential: false, healthCheck: check('true') }),
      ]),
    );
    assertOrder(run, 'A STOPPED(0)', 'gate HEALTHY', 'B RUNNING', 'B STOPPED(0)', 'task STOPPED');
  });

  test('O11: a wait without an end keeps the dependent at its digest, whatever the pull behaviour', async () => {
    const registry = await imageRegistry(await busyboxImage({ Labels: { 'of-test': newTaskId() } }));
    const image = `${registry.repository}:1`;
    try {
      for (const pull of ['default', 'always', 'once', 'prefer-cached'] as const) {
        const run = await begin(
          lab,
          task([
            container('second', 'true', { image, after: { first: 'COMPLETE' } }),
            container('first', obedient, { image, essential: false }),
          ]),
          { pull },
        );
        await run.until('first RUNNING');
        assertOrder(run, 'second MANIFEST_PULLED', 'first RUNNING');
        assertNever(run, 'second PULLED');
        const { containers } = run.task.snapshot();
        assert.equal(containers[1]?.imageDigest, registry.digest);
        // Where the registry was not asked for it, it comes with the layers, which the second one does not get.
        if (pull !== 'prefer-cached') assert.equal(containers[0]?.imageDigest, registry.digest, pull);
        await lab.runner.stop(run.task.taskId);
        await cleanUp(lab, run);
        assertNever(run, 'second PULLED', 'second CREATED', 'second RUNNING');
      }
    } finally {
      registry.close();
      await lab.port.removeImage(image);
    }
  });

  test('O14: UNHEALTHY is not the end of a wait for HEALTHY', async () => {
    const { run } = await runToEnd(
      lab,
      task([
        container('B', 'true', { after: { A: 'HEALTHY' } }),
        container('A', `sleep 5; touch /tmp/ok; ${obedient}`, {
          essential: false,
          healthCheck: check('test -f /tmp/ok'),
        }),
      ]),
    );
    assertOrder(run, 'A RUNNING', 'A UNHEALTHY', 'A HEALTHY', 'B RUNNING', 'B STOPPED(0)', 'task STOPPED');
  });
});
