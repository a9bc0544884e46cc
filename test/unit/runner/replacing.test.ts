import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Observation } from '../../../client/runner/state';
import { container } from './planned';
import type { Behaviour } from './simulatedContainer';
import { simulate, type Simulator } from './simulator';

const obeys: Behaviour = { onTerm: { after: 1, code: 0 } };

/** `web` waits for `db`; both are essential. */
const running = (behaviours: Readonly<Record<string, Behaviour>> = { web: obeys, db: obeys }): Simulator =>
  simulate(
    [container('web', { dependsOn: [{ containerName: 'db', condition: 'START' }] }), container('db')],
    behaviours,
  );

const replace = (run: Simulator, name: string): void =>
  run.send({ type: 'replace', container: name, facts: { ...run.container(name).facts, stopTimeout: 7 } });

describe('a container is made anew while its task runs', () => {
  test('it alone, whoever depends on it; the task runs on', () => {
    const run = running();
    run.at(10, () => replace(run, 'db'));
    run.run(60);
    assert.deepEqual([run.state.status, run.state.stopCode], ['RUNNING', undefined]);
    const { id, known, facts, restarts, exitCode } = run.container('db');
    assert.deepEqual([id, known, facts.stopTimeout, restarts, exitCode], ['id-db-2', 'RUNNING', 7, 0, undefined]);
    assert.equal(run.container('web').id, 'id-web');
    assert.deepEqual(run.story.slice(run.story.indexOf('db NONE')), [
      'db NONE',
      'db MANIFEST_PULLED',
      'db PULLED',
      'db CREATED',
      'db RUNNING',
    ]);
  });

  test('one that had ended, without ending the task', () => {
    const run = simulate([container('web'), container('job', { essential: false })], {
      web: obeys,
      job: { exits: { after: 2, code: 1 } },
    });
    run.at(10, () => replace(run, 'job'));
    run.run(11);
    assert.equal(run.containers.get('job')!.starts, 2);
    run.run(60);
    assert.deepEqual([run.state.status, run.container('job').exitCode], ['RUNNING', 1]);
  });

  test('after the call that is in flight, by what was told last', () => {
    const run = running({ web: obeys, db: { ...obeys, takes: { create: 5 } } });
    run.at(1, () => replace(run, 'db'));
    run.at(2, () => replace(run, 'db'));
    run.run(60);
    assert.deepEqual([run.container('db').id, run.containers.get('db')!.creates], ['id-db-2', 2]);
    assert.equal(run.state.status, 'RUNNING');
  });

  test('late words about the old one mean nothing', () => {
    const run = running();
    let late: Observation | undefined;
    run.at(10, () => {
      late = { ...run.observation('db'), known: 'STOPPED', exitCode: 137, finishedAt: 10_000 };
      replace(run, 'db');
    });
    const tell = () => run.send({ type: 'observed', container: 'db', observation: late! });
    for (const at of [11.001, 11.005, 11.01, 11.02, 12, 20]) run.at(at, tell);
    run.run(60);
    assert.deepEqual([run.state.status, run.container('db').known], ['RUNNING', 'RUNNING']);
  });

  test('a stop meanwhile is obeyed, a second one kills what still takes its time', () => {
    const run = running({ web: obeys, db: {} });
    run.at(10, () => replace(run, 'db'));
    run.at(12, () => run.send({ type: 'userStop', reason: undefined }));
    run.at(14, () => run.send({ type: 'userStop', reason: undefined, force: true }));
    run.run();
    assert.equal(run.state.status, 'STOPPED');
    assert.ok(run.state.stoppedAt! < 15_000, `${run.state.stoppedAt}`);
    assert.equal(run.containers.get('db')!.starts, 1);
  });

  test('one that cannot be removed ends, and an essential one the task', () => {
    const run = running();
    run.at(10, () => {
      replace(run, 'db');
      const error = { name: 'CannotStopContainerError', message: 'no' };
      run.send({ type: 'failed', container: 'db', operation: 'replace', error });
    });
    run.run();
    assert.equal(run.state.stopCode, 'EssentialContainerExited');
    assert.equal(run.container('db').reason, 'CannotStopContainerError: no');
    assert.ok([...run.containers.values()].every(({ state }) => state !== 'running'));
  });

  test('nothing while the task stops', () => {
    const run = running();
    run.at(10, () => run.send({ type: 'userStop', reason: undefined }));
    run.at(10.5, () => replace(run, 'db'));
    run.run();
    assert.equal(run.containers.get('db')!.creates, 1);
  });
});
