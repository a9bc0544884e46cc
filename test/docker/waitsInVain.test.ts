import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { check, container, obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { assertNever, assertOrder, begin, cleanUp, openLab, runToEnd, type Lab } from '../support/lab';

describe('waits that cannot end well end as on ECS', { concurrency: 4 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('O5: without SUCCESS the dependent never starts', async () => {
    const { run, end } = await runToEnd(
      lab,
      task([
        container('parent', 'exit 0', { after: { dep: 'SUCCESS' } }),
        container('dep', 'sleep 1; exit 1', { essential: false }),
      ]),
    );
    assertOrder(run, 'dep STOPPED(1)', 'parent STOPPED(143)', 'task STOPPED');
    assertNever(run, 'parent CREATED', 'parent RUNNING', 'task RUNNING');
    assert.match(
      end.containers[0]?.reason ?? '',
      /^CannotStartContainerError: dependency graph: parent .* dep \(SUCCESS\)/,
    );
    assert.equal(end.stopCode, 'TaskFailedToStart');
  });

  test('O6: startTimeout of the dependency ends the wait for SUCCESS', async () => {
    const { run, end } = await runToEnd(
      lab,
      task([
        container('parent', 'exit 0', { after: { dep: 'SUCCESS' } }),
        container('dep', `sleep 20`, { essential: false, startTimeout: 2, stopTimeout: 1 }),
      ]),
    );
    assertOrder(run, 'dep RUNNING', 'parent STOPPED(143)', 'dep STOPPED(137)', 'task STOPPED');
    assertNever(run, 'task RUNNING', 'parent CREATED');
    assert.match(end.containers[0]?.reason ?? '', /timed out/);
    const waited = run.seconds('dep RUNNING', 'parent STOPPED(143)');
    assert.ok(waited > 1.8 && waited < 4, `${waited} s`);
  });

  test('O7: startTimeout of the dependency ends the wait for HEALTHY', async () => {
    const { run, end } = await runToEnd(
      lab,
      task([
        container('parent', 'exit 0', { after: { dep: 'HEALTHY' } }),
        container('dep', obedient, { startTimeout: 3, healthCheck: check('exit 1') }),
      ]),
    );
    assertOrder(run, 'dep RUNNING', 'dep UNHEALTHY', 'parent STOPPED(143)', 'dep STOPPED(0)', 'task STOPPED');
    assertNever(run, 'task RUNNING', 'parent CREATED');
    assert.match(end.containers[0]?.reason ?? '', /timed out/);
    const waited = run.seconds('dep RUNNING', 'parent STOPPED(143)');
    assert.ok(waited > 2.8, `${waited} s`);
  });

  test('O9: several conditions must all hold', async () => {
    const { run } = await runToEnd(
      lab,
      task([
        container('exit', 'exit 1', { essential: false }),
        container('A', obedient, { after: { exit: 'SUCCESS' } }),
        container('B', obedient, { after: { A: 'START', exit: 'SUCCESS' } }),
      ]),
    );
    assertOrder(run, 'exit RUNNING', 'exit STOPPED(1)', 'task STOPPED');
    assertNever(run, 'A RUNNING', 'B RUNNING', 'A CREATED', 'B CREATED');
  });

  test('O17: a non-essential container whose wait fails leaves the others alone', async () => {
    const { run } = await runToEnd(
      lab,
      task([
        container('W', 'true', { essential: false, after: { dep: 'SUCCESS' } }),
        container('dep', 'exit 1', { essential: false }),
        container('main', 'sleep 3'),
      ]),
    );
    assertOrder(run, 'dep STOPPED(1)', 'W STOPPED(143)', 'main STOPPED(0)', 'task STOPPED');
    assertOrder(run, 'task RUNNING', 'main STOPPED(0)');
  });

  test('O18: START on a container that cannot start ends the wait', async () => {
    const { run, end } = await runToEnd(
      lab,
      task([
        container('B', obedient, { after: { A: 'START' } }),
        container('A', '', { essential: false, entryPoint: ['/nope'] }),
      ]),
    );
    // That it will not start is plain before its exit code is.
    assertOrder(run, 'A STOPPED(127)', 'task STOPPED');
    assertOrder(run, 'B STOPPED(143)', 'task STOPPED');
    assertNever(run, 'A RUNNING', 'B RUNNING', 'task RUNNING');
    assert.equal(end.stopCode, 'TaskFailedToStart');
  });

  test('O20: a wait for HEALTHY of a container that has gone hangs as on ECS, which is said', async () => {
    const run = await begin(
      lab,
      task([
        container('B', 'true', { after: { A: 'HEALTHY' } }),
        container('A', 'sleep 1', { essential: false, healthCheck: check('false') }),
      ]),
    );
    await run.until('A STOPPED(0)');
    await eventually(() => run.reasons.some((reason) => /waits for A to be HEALTHY/.test(reason)), 'what B waits for');
    assertNever(run, 'B CREATED', 'B STOPPED');
    await lab.runner.stop(run.task.taskId);
    await cleanUp(lab, run);
  });
});
