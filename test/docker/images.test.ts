import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { container, task } from '../support/definitions';
import { imageRegistry, type ImageRegistry } from '../support/imageRegistry';
import { assertOrder, newTaskId, openLab, runToEnd, type Lab } from '../support/lab';
import { busyboxImage } from '../support/testImage';

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
