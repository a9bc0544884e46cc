import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RunMemory } from '../../../client/commands/runMemory';
import type { TaskSnapshot } from '../../../client/runner/runner';
import { eventually } from '../../support/eventually';
import { taskSnapshot } from '../../support/fakeRunner';

/** Keeps values as VS Code does: as JSON. */
function memento() {
  const values = new Map<string, string>();
  return {
    get: <T>(key: string, otherwise?: T) => {
      const value = values.get(key);
      return value === undefined ? otherwise : (JSON.parse(value) as T);
    },
    update: async (key: string, value: unknown) => void values.set(key, JSON.stringify(value)),
  } as ConstructorParameters<typeof RunMemory>[0];
}

describe('what was run is remembered', () => {
  test('choices by file', async () => {
    const kept = memento();
    const runs = new RunMemory(kept);
    assert.deepEqual([runs.choices('file:///a.json'), runs.last], [undefined, undefined]);
    await runs.choose('file:///a.json', { target: 'EC2', local: false });
    await runs.choose('file:///b.json', { credentials: { source: 'role', profile: 'dev' } });
    await runs.choose('file:///a.json', { region: 'eu-west-1' });
    const later = new RunMemory(kept);
    assert.deepEqual(later.choices('file:///a.json'), { region: 'eu-west-1' });
    assert.deepEqual(later.choices('file:///b.json'), { credentials: { source: 'role', profile: 'dev' } });
  });

  test('tasks that are driven, until they have stopped or are forgotten', async () => {
    const kept = memento();
    const runs = new RunMemory(kept);
    const ended = new Map<string, () => void>();
    const driven = (taskId: string) => ({
      taskId,
      stopped: new Promise<TaskSnapshot>((resolve) => ended.set(taskId, () => resolve(taskSnapshot({ taskId })))),
    });
    for (const taskId of ['a', 'b', 'c', 'a']) await runs.drives(driven(taskId));
    assert.deepEqual(new RunMemory(kept).driven, ['a', 'b', 'c']);
    ended.get('b')?.();
    await eventually(() => !runs.driven.includes('b'), 'the end of b');
    await runs.forget(['c']);
    await runs.choose('file:///a.json', {});
    assert.deepEqual(new RunMemory(kept).driven, ['a']);
  });

  test('the last file, beside them', async () => {
    const runs = new RunMemory(memento());
    await runs.choose('file:///a.json', {});
    await runs.ran('file:///b.json');
    await runs.choose('file:///c.json', {});
    assert.equal(runs.last, 'file:///b.json');
    assert.deepEqual(runs.choices('file:///a.json'), {});
  });
});
