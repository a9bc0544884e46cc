import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Groups } from '../../../client/runner/cgroups/groups';
import type { EngineEvent } from '../../../client/runner/enginePort';
import { EngineError } from '../../../client/runner/errors';
import { label } from '../../../client/runner/labels';
import type { EngineInfo } from '../../../client/runner/plan';
import { FakeEngine } from '../../support/fakeEngine';
import { engine } from '../../support/fakeRunner';
import { container as definedContainer, planned, task } from '../runner/planned';

const plan = { containers: [], group: { parent: '/t', cpus: 1, shares: 2, memory: 1 } };
/** With a limit of its own. */
const alone = planned(task([definedContainer('web', { memory: 6 })]));
const mebibyte = 1_048_576;
/** Milliseconds, of the engine's time. */
const born = 1_000_000;
const died = 1_060_000;

/** One that was killed, in an engine that tells of it what is given here. */
async function killed({ oomKilled = true, name = 'web' } = {}, port = new FakeEngine()) {
  const labels = { [label.task]: 't', [label.container]: name, [label.role]: 'app' };
  const id = await port.create(name, { Image: 'taskdef-helper:1', Labels: labels, HostConfig: {} });
  const container = port.containers.get(id) ?? assert.fail();
  container.facts = {
    ...container.facts,
    state: 'exited',
    exitCode: 137,
    startedAt: born,
    finishedAt: died,
    oomKilled,
  };
  const events: EngineEvent[] = port.history;
  /** So many milliseconds after its end. */
  const tell = (action: string, later: number, of = id) =>
    events.push({ action, id: of, labels, time: (died + later) / 1000 });
  const isBlamed = async (version: EngineInfo['cgroupVersion'] = 1) => {
    const groups = new Groups(port, { ...engine, cgroupVersion: version }, undefined);
    return (await groups.judged(plan, container.facts)).oomKilled;
  };
  /** The limit that it may have been killed for, in a group or by itself. */
  const suspected = async (
    how: { readonly isAlone?: boolean; readonly version?: EngineInfo['cgroupVersion'] } = {},
  ) => {
    const { isAlone = false, version = 1 } = how;
    const groups = new Groups(port, { ...engine, cgroupVersion: version }, undefined);
    const judged = await groups.judged(isAlone ? alone : plan, container.facts);
    return judged.oomKilled ? 'certain' : judged.suspectedLimit;
  };
  return { port, tell, isBlamed, suspected };
}

describe('a container that was killed in a group, with nobody to see it', () => {
  test('died of the memory when the engine told of a want of it just before', async () => {
    const { tell, isBlamed } = await killed();
    tell('oom', -40);
    assert.deepEqual([await isBlamed(1), await isBlamed(2)], [true, true]);
  });

  test('died of it even where that was told too late for inspect to know', async () => {
    const { tell, isBlamed } = await killed({ oomKilled: false });
    tell('oom', 150);
    assert.deepEqual([await isBlamed(1), await isBlamed(2)], [true, true]);
  });

  test('died of it when another of the group was told: in version 1 all are, and it was gone already', async () => {
    const { tell, isBlamed } = await killed({ oomKilled: false });
    tell('oom', -40, 'pause');
    assert.deepEqual([await isBlamed(1), await isBlamed(2)], [true, false]);
  });

  test('did not die of it when somebody killed it, though it outlived a want of memory', async () => {
    const { tell, isBlamed } = await killed();
    tell('oom', -900);
    tell('kill', 10);
    assert.deepEqual([await isBlamed(1), await isBlamed(2)], [false, false]);
  });

  test('did not die of what another one died of long before', async () => {
    const { port, tell, isBlamed } = await killed();
    await killed({ name: 'other' }, port);
    tell('oom', -20_000);
    assert.equal(await isBlamed(1), false);
  });

  test('after a restart of the engine, which forgets: only its word on one who was alone', async () => {
    const { port, isBlamed } = await killed();
    assert.deepEqual([await isBlamed(1), await isBlamed(2)], [true, true]);
    await killed({ name: 'other' }, port);
    assert.deepEqual([await isBlamed(1), await isBlamed(2)], [false, true]);
    const unflagged = await killed({ oomKilled: false });
    assert.deepEqual([await unflagged.isBlamed(1), await unflagged.isBlamed(2)], [false, false]);
  });

  test('has the engine to say so, or nobody: one that does not answer is a lost one', async () => {
    const { port, isBlamed } = await killed({ oomKilled: false });
    port.faults.set('past', () => new EngineError('refused', 'no such filter', 400));
    assert.equal(await isBlamed(1), false);
    port.die();
    await assert.rejects(isBlamed(1), EngineError);
  });
});

describe('a container that was killed, with a limit of its own', () => {
  test('of which the engine says no more may have wanted memory', async () => {
    const { tell, suspected } = await killed({ oomKilled: false });
    tell('die', 20);
    assert.equal(await suspected({ isAlone: true }), 6 * mebibyte);
  });

  test('did want it where the engine said so too late for inspect to know', async () => {
    const { tell, suspected } = await killed({ oomKilled: false });
    tell('die', 20);
    tell('oom', 150);
    assert.equal(await suspected({ isAlone: true }), 'certain');
  });

  test('did not where somebody had it killed, or another one was told of', async () => {
    const { tell, suspected } = await killed({ oomKilled: false });
    tell('die', 20);
    tell('oom', -20, 'other');
    assert.equal(await suspected({ isAlone: true }), 6 * mebibyte);
    tell('kill', -10);
    assert.equal(await suspected({ isAlone: true }), undefined);
  });

  test('is not suspected of it by an engine that was started anew since, and may have ended it itself', async () => {
    const { suspected } = await killed({ oomKilled: false });
    assert.equal(await suspected({ isAlone: true }), undefined);
  });
});

describe('a doubt about who of a group was killed for its memory', () => {
  test('is told as one: after a restart of the engine, of those it had flagged', async () => {
    const { port, suspected } = await killed();
    await killed({ name: 'other' }, port);
    assert.equal(await suspected(), 1);
    assert.equal(await suspected({ version: 2 }), 'certain');
    assert.equal(await (await killed({ oomKilled: false })).suspected(), undefined);
  });
});
