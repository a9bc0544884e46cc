import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { container, task } from '../support/definitions';
import { begin, cleanUp, runToEnd } from '../support/lab';
import { privateLab } from '../support/privateLab';

describe('on an engine whose disk is full', () => {
  const own = privateLab({ disk: { mebibytes: 48 } });

  const say = task([container('main', 'echo room')]);

  test('a task ends with what to do about it and leaves nothing; once there is room it runs', async () => {
    const { lab } = own;
    // What it would say of its end could not be kept any more.
    const fill = 'dd if=/dev/zero of=/tmp/filling bs=64k 2>/dev/null';
    // The disk is in memory, of which what a container writes is its own.
    const filling = await begin(lab, task([container('main', fill, { memory: 256 })]));
    await filling.task.stopped;
    const { end } = await runToEnd(lab, say);
    const [main] = end.containers;
    assert.equal(end.stopCode, 'TaskFailedToStart');
    assert.match(main?.reason ?? '', /^Cannot(Create|Start)ContainerError: .*no space left on device/);
    assert.match(main?.reason ?? '', / — free space on the engine's disk/);
    await cleanUp(lab, filling);
    assert.deepEqual((await runToEnd(lab, say)).run.lines, ['main: room']);
  });
});
