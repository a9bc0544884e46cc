import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EngineError } from '../../../client/runner/errors';
import type { RunObserver } from '../../../client/runner/runner';
import { container, task } from '../../support/definitions';
import { eventually } from '../../support/eventually';
import { rig, run, simple } from './rig';

describe('an engine that drops calls', () => {
  test('a start that was carried out all the same is not made twice', async () => {
    const all = await rig();
    const { engine } = all;
    const start = engine.start.bind(engine);
    let starts = 0;
    engine.start = async (id) => {
      starts++;
      await start(id);
      throw new EngineError('lost', 'socket hang up');
    };
    const started = await (await run(all, simple)).started;
    assert.equal(started.lastStatus, 'RUNNING');
    assert.equal(starts, 1);
  });

  test('a create that is dropped each time ends as a failure', async () => {
    const all = await rig();
    all.engine.faults.set('create', () => new EngineError('lost', 'socket hang up'));
    const end = await (await run(all, simple)).stopped;
    assert.match(end.containers[0]?.reason ?? '', /^CannotCreateContainerError: socket hang up/);
  });
});

describe('an engine that may not raise the limit of open files', () => {
  const fargate = task([container('web', 'run')], {
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
  });
  const refusal = 'OCI runtime create failed: error setting rlimit type 7: operation not permitted: unknown';

  test('keeps its own; that is told once, and remembered for the next run', async () => {
    const all = await rig();
    const { engine } = all;
    const start = engine.start.bind(engine);
    engine.start = async (id) => {
      const { body } = engine.containers.get(id) ?? assert.fail(id);
      const limits = (body.HostConfig.Ulimits ?? []) as { Name: string }[];
      if (limits.some(({ Name }) => Name === 'nofile')) throw new EngineError('refused', refusal, 500);
      await start(id);
    };
    const told: string[] = [];
    const observer: RunObserver = { notice: ({ code }) => code === 'open-files-default' && told.push(code) };
    const first = await run(all, fargate, {}, observer);
    assert.equal((await first.started).lastStatus, 'RUNNING');
    assert.deepEqual(told, ['open-files-default']);
    // The containers that run are others than those that were made first; their end is heard all the same.
    assert.equal((await all.runner.stop(first.taskId)).lastStatus, 'STOPPED');
    const plan = await all.runner.plan(fargate);
    assert.ok(plan.notices.some(({ code }) => code === 'open-files-default'));
    await (
      await all.runner.run(plan, observer)
    ).started;
    assert.deepEqual(told, ['open-files-default']);
  });

  test('is asked once, when it refuses two containers at the same time', async () => {
    const all = await rig();
    const { engine } = all;
    const start = engine.start.bind(engine);
    let refusals = 0;
    engine.start = async (id) => {
      const { body } = engine.containers.get(id) ?? assert.fail(id);
      const limits = (body.HostConfig.Ulimits ?? []) as { Name: string }[];
      if (!limits.some(({ Name }) => Name === 'nofile')) return start(id);
      refusals++;
      await eventually(() => refusals === 2, 'both to be refused');
      throw new EngineError('refused', refusal, 500);
    };
    const both = { ...fargate, containerDefinitions: [container('web', 'run'), container('side', 'run')] };
    assert.equal((await (await run(all, both)).started).lastStatus, 'RUNNING');
  });

  test('a limit that is written is an error', async () => {
    const all = await rig();
    all.engine.faults.set('start', (name) =>
      String(name).includes('web') ? new EngineError('refused', refusal, 500) : undefined,
    );
    const web = container('web', 'run', { ulimits: [{ name: 'nofile', softLimit: 99_999, hardLimit: 99_999 }] });
    const end = await (await run(all, { ...fargate, containerDefinitions: [web] })).stopped;
    assert.match(end.containers[0]?.reason ?? '', /^CannotStartContainerError: .*rlimit type 7/);
  });
});
