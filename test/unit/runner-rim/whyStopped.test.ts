import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { Store } from '../../../client/runner/drive/store';
import { mayBeOutOfMemory } from '../../../client/runner/reasons';
import { container, task } from '../../support/definitions';
import { FakeEngine } from '../../support/fakeEngine';
import { temporaryFolder } from '../../support/temporaryFolder';
import { rig, run } from './rig';

const mebibyte = 1_048_576;
const doubt = mayBeOutOfMemory(6 * mebibyte);

/** A task that perhaps wanted too much memory, on an engine that has forgotten all about it since. */
async function forgotten() {
  const folder = temporaryFolder('why');
  const all = await rig(new FakeEngine(), new Store(folder));
  const running = await run(all, task([container('web', 'run', { memory: 6 })]));
  await running.started;
  all.engine.exit('web', 137);
  const [seen] = (await running.stopped).containers;
  all.engine.history.length = 0;
  const lookAgain = async () => (await rig(all.engine, new Store(folder))).runner.inspect(running.taskId);
  return { seen, lookAgain, folder: path.join(folder, 'tasks') };
}

describe('why a container has stopped', () => {
  test('is known to whoever looks later, though the engine cannot tell any more', async () => {
    const { seen, lookAgain } = await forgotten();
    assert.deepEqual({ reason: seen?.reason, why: seen?.why }, doubt);
    const [found] = (await lookAgain()).containers;
    assert.deepEqual({ reason: found?.reason, why: found?.why }, doubt);
  });

  test('is still told in words where a version before this one has kept nothing else', async () => {
    const { lookAgain, folder } = await forgotten();
    const files = readdirSync(folder).map((name) => path.join(folder, name));
    assert.equal(files.length, 1);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      const older = text.replace(/,"why":\{[^}]*\}/, '');
      assert.notEqual(older, text);
      writeFileSync(file, older);
    }
    const [found] = (await lookAgain()).containers;
    assert.deepEqual([found?.reason, found?.why], [doubt.reason, undefined]);
  });
});
