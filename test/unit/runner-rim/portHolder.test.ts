import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { holderOf } from '../../../client/runner/drive/portHolder';
import type { ListedContainer } from '../../../client/runner/enginePort';
import { label } from '../../../client/runner/labels';

const [ours, other] = ['a'.repeat(32), 'b'.repeat(32)];

function pauseOf(taskId: string, state: 'created' | 'running', createdAt = Date.now()): ListedContainer {
  const labels = {
    [label.task]: taskId,
    [label.created]: String(createdAt),
    'com.amazonaws.ecs.task-definition-family': 'shop',
  };
  const ports = [{ containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: 8080 }] as const;
  return { ...{ id: taskId, name: 'pause', labels, state }, ports: state === 'running' ? ports : [] };
}

/** An engine that shows these containers, one list after the other, and the last one from then on. */
function showing(...lists: readonly (readonly ListedContainer[])[]) {
  const asked = { times: 0 };
  const list = async () => [...(lists[Math.min(asked.times++, lists.length - 1)] ?? [])];
  return { asked, holder: holderOf({ list }, { hostPort: 8080, protocol: 'tcp' }, ours) };
}

describe('who has a port', () => {
  test('is a task that is just being started, as from another terminal at the same moment', async () => {
    const { holder } = showing([pauseOf(other, 'created')], [pauseOf(other, 'created')], [pauseOf(other, 'running')]);
    assert.equal(await holder, 'task shop (bbbbbbbb)');
  });

  for (const [who, containers] of [
    ['the task that asks', [pauseOf(ours, 'created')]],
    ['one that was left unstarted an hour ago', [pauseOf(other, 'created', Date.now() - 3_600_000)]],
    ['nobody', []],
  ] as const)
    test(`is not waited for where the only container being started is that of ${who}`, async () => {
      const { asked, holder } = showing(containers);
      assert.equal(await holder, undefined);
      assert.equal(asked.times, 1);
    });

  test('is another program when what was being started does not take it', async () => {
    const { holder } = showing([pauseOf(other, 'created')], []);
    assert.equal(await holder, undefined);
  });
});
