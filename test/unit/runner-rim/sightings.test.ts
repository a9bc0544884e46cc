import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sightings } from '../../../client/runner/drive/sightings';

const death = { action: 'die', id: 'old', labels: {}, time: 7, exitCode: 3 };

test('a container that died and was removed at once is known by its death', () => {
  const sightings = new Sightings();
  sightings.died('web', death);
  const { known, exitCode, finishedAt } = sightings.of('web', undefined, 'old');
  assert.deepEqual([known, exitCode, finishedAt], ['STOPPED', 3, 7000]);
});

test('the death of the one before says nothing of the one that has taken its place', () => {
  const sightings = new Sightings();
  sightings.died('web', death);
  assert.deepEqual(
    [sightings.of('web', undefined, 'new').known, sightings.of('web', undefined, 'new').id],
    ['VANISHED', 'new'],
  );
});
