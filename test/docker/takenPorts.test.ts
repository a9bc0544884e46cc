import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { label } from '../../client/runner/labels';
import type { PortWish } from '../../client/runner/plan';
import type { TaskSnapshot } from '../../client/runner/runner';
import { container, obedient, serve, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { begin, freePort, openLab, overriding, stopAndCleanUp, type Lab } from '../support/lab';
import { bridged, listener, textAt } from '../support/ports';

describe('ports that somebody has already', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('P7: a taken port is moved when the run says so', async () => {
    const holder = await listener();
    const definition = bridged([
      container('web', serve(80, 'moved'), { portMappings: [{ containerPort: 80, hostPort: holder.port }] }),
    ]);
    const moved: [PortWish, number][] = [];
    const run = await begin(lab, definition, { portConflict: 'remap' }, { remapped: (...move) => moved.push(move) });
    const { containers } = await run.task.started;
    const hostPort = containers[0]?.ports[0]?.hostPort ?? 0;
    assert.notEqual(hostPort, holder.port);
    assert.deepEqual(
      moved.map(([wish, to]) => [wish.hostPort, to]),
      [[holder.port, hostPort]],
    );
    assert.equal(await textAt(hostPort), 'moved');
    await stopAndCleanUp(lab, run);
    await holder.close();
  });

  test('P7: a taken port refuses the run otherwise, and nothing is made', async () => {
    const holder = await listener();
    const definition = bridged([
      container('web', obedient, { portMappings: [{ containerPort: 80, hostPort: holder.port }] }),
    ]);
    const plan = await lab.runner.plan(definition, { portConflict: 'fail' });
    await assert.rejects(lab.runner.run(plan), {
      name: 'RunnerError',
      code: 'port-taken',
      message: new RegExp(`${holder.port}`),
    });
    await holder.close();
  });

  test('P7: somebody is asked, and hears which task holds the port', async () => {
    const port = await freePort();
    const mapped = { portMappings: [{ containerPort: 80, hostPort: port }] };
    const first = await begin(lab, bridged([container('web', obedient, mapped)], 'holder'));
    await first.task.started;
    const asked: unknown[] = [];
    const other = await freePort();
    const second = await begin(
      lab,
      bridged([container('web', serve(80, 'asked'), mapped)]),
      { portConflict: 'ask' },
      {
        portTaken: async (wish, holder) => {
          asked.push([wish.hostPort, holder]);
          return other;
        },
      },
    );
    await second.task.started;
    assert.deepEqual(asked, [[port, `task holder (${first.task.taskId.slice(0, 8)})`]]);
    assert.equal(await textAt(other), 'asked');
    await stopAndCleanUp(lab, second);
    await stopAndCleanUp(lab, first);
  });

  describe('P7: a port that is taken between the test and the start', () => {
    /** Somebody takes the port when the container is about to be made. */
    async function raced(portConflict: 'remap' | 'fail') {
      const port = await freePort();
      let holder: Awaited<ReturnType<typeof listener>> | undefined;
      const racing = await openLab({
        wrap: (engine) =>
          overriding(engine, {
            create: async (...call) => {
              holder ??= await listener(port);
              return engine.create(...call);
            },
          }),
      });
      const web = container('web', serve(80, 'late'), { portMappings: [{ containerPort: 80, hostPort: port }] });
      const run = await begin(racing, bridged([web]), { portConflict });
      const end = async (): Promise<TaskSnapshot> => {
        const stopped = await stopAndCleanUp(racing, run);
        await racing.runner.dispose();
        await holder?.close();
        return stopped;
      };
      return { port, run, end };
    }

    test('is moved with a new container', async () => {
      const { port, run, end } = await raced('remap');
      const { containers } = await run.task.started;
      const hostPort = containers[0]?.ports[0]?.hostPort ?? 0;
      assert.notEqual(hostPort, port);
      assert.equal(await textAt(hostPort), 'late');
      await end();
    });

    test('is moved with a new pause, and with new containers where they were made beside the first one', async () => {
      const port = await freePort();
      let holder: Awaited<ReturnType<typeof listener>> | undefined;
      const made: string[] = [];
      const racing = await openLab({
        wrap: (engine) =>
          overriding(engine, {
            create: async (...call) => {
              const id = await engine.create(...call);
              made.push(call[1].Labels[label.container] ?? '');
              return id;
            },
            start: async (...call) => {
              if (!holder && (await engine.inspect(call[0]))?.labels[label.role] === 'pause') {
                await eventually(() => made.includes('web'), 'the container beside the pause');
                holder = await listener(port);
              }
              return engine.start(...call);
            },
          }),
      });
      const web = container('web', serve(port, 'shared'), { portMappings: [{ containerPort: port }] });
      const run = await begin(racing, task([web], { networkMode: 'awsvpc' }), { portConflict: 'remap' });
      const { containers } = await run.task.started;
      assert.equal(await textAt(containers[0]?.ports[0]?.hostPort ?? 0), 'shared');
      assert.equal(made.filter((name) => name === 'web').length, 2);
      await stopAndCleanUp(racing, run);
      await racing.runner.dispose();
      await holder?.close();
    });

    test('fails the task with the error of ECS, where it may not be moved', async () => {
      const { port, run, end } = await raced('fail');
      await run.task.stopped;
      const { containers, stopCode } = await end();
      assert.match(containers[0]?.reason ?? '', new RegExp(`^CannotStartContainerError: Port ${port} .* is used by`));
      assert.equal(stopCode, 'TaskFailedToStart');
    });
  });
});
