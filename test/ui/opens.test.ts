import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { usePackaged } from '../lib/packaged';

describe('the packaged extension in the workbench', () => {
  const packaged = usePackaged({ name: 'opens' });

  test('opens the example', async () => {
    const { workbench } = packaged();
    await workbench.open('task-definition.json');
    await workbench.text('"webserver"').waitFor();
    assert.equal(await workbench.text('"webserver"').isVisible(), true);
  });
});
