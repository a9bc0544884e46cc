import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { check, container, obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { assertNever, begin, cleanUp, newTaskId, openLab, type Lab } from '../support/lab';
import { ensureTestImage } from '../support/testImage';

/** On a busy machine a check may take long, and is not failing. */
const patient = (script: string) => ({ ...check(script), timeout: 60 });

const worseOnUsr1 = "trap 'exit 0' TERM; trap 'touch /tmp/bad' USR1; while true; do sleep 300 & wait $!; kill $!; done";

describe('health of containers and tasks', { concurrency: 3 }, () => {
  let lab: Lab;
  const image = `taskdef-test/checked-${newTaskId().slice(0, 8)}:1`;
  before(async () => {
    lab = await openLab();
    const second = 1_000_000_000;
    await ensureTestImage(lab.port, image, { Healthcheck: { Test: ['CMD', 'false'], Interval: second, Retries: 1 } });
  });
  after(async () => {
    await lab?.port.removeImage(image);
    await lab?.runner.dispose();
  });

  test('C10: the worst of what essential containers say is what the task says; a check of the image says nothing', async () => {
    const run = await begin(
      lab,
      task([
        container('good', worseOnUsr1, { healthCheck: patient('test ! -e /tmp/bad') }),
        container('side', obedient, { essential: false, healthCheck: patient('false') }),
        container('imaged', obedient, { image }),
      ]),
    );
    const health = () => {
      const { health: whole, containers } = run.task.snapshot();
      return [whole, ...containers.map((one) => one.health)];
    };
    const [good, , imaged] = (await run.task.started).containers;
    await run.until('good HEALTHY');
    await run.until('side UNHEALTHY');
    // The engine runs the image's check, as on EC2, and finds it failing.
    await eventually(
      async () => (await lab.port.inspect(imaged?.runtimeId ?? ''))?.health === 'unhealthy',
      'the failure of the check of the image',
    );
    assert.deepEqual(health(), ['UNKNOWN', 'HEALTHY', 'UNHEALTHY', 'UNKNOWN']);
    await lab.port.kill(good?.runtimeId ?? '', 'SIGUSR1');
    await run.until('good UNHEALTHY');
    assert.deepEqual(health(), ['UNHEALTHY', 'UNHEALTHY', 'UNHEALTHY', 'UNKNOWN']);
    assert.equal(run.task.snapshot().lastStatus, 'RUNNING');
    assertNever(run, 'imaged HEALTHY', 'imaged UNHEALTHY');
    await lab.runner.stop(run.task.taskId);
    await cleanUp(lab, run);
  });

  test('C10: all essential containers that are checked are well, and so is the task', async () => {
    const run = await begin(
      lab,
      task([
        container('good', obedient, { healthCheck: patient('true') }),
        container('side', obedient, { essential: false }),
      ]),
    );
    await run.until('good HEALTHY');
    await run.task.started;
    assert.equal(run.task.snapshot().health, 'HEALTHY');
    await lab.runner.stop(run.task.taskId);
    await cleanUp(lab, run);
  });
});
