import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import type { PortWish } from '../../client/runner/plan';
import type { TaskSnapshot } from '../../client/runner/runner';
import { eventually } from '../support/eventually';
import { check, container, obedient, serve, task } from '../support/definitions';
import { begin, cleanUp, freePort, newWorkspace, openLab, overriding, type Lab, type Run } from '../support/lab';
import { ensureTestImage } from '../support/testImage';

describe('published ports', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  async function stopAndCleanUp(run: Run, own = lab): Promise<TaskSnapshot> {
    await own.runner.stop(run.task.taskId);
    return cleanUp(own, run);
  }

  test('P1: without a mapping nothing is reached', async () => {
    const port = await freePort();
    const web = container('web', serve(port, 'hello'), { healthCheck: check(`wget -qO- http://127.0.0.1:${port}/`) });
    const run = await begin(lab, bridged([web]));
    const { containers } = await run.task.started;
    await run.until('web HEALTHY');
    assert.deepEqual(containers[0]?.ports, []);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
    await stopAndCleanUp(run);
  });

  test('P2: a fixed host port', async () => {
    const port = await freePort();
    const run = await begin(
      lab,
      bridged([container('web', serve(80, 'hello'), { portMappings: [{ containerPort: 80, hostPort: port }] })]),
    );
    const { containers } = await run.task.started;
    assert.deepEqual(containers[0]?.ports, [
      { containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: port },
    ]);
    assert.equal(await textAt(port), 'hello');
    await stopAndCleanUp(run);
  });

  test('P3: two containers listen on the same port, published on two', async () => {
    const [one, other] = [await freePort(), await freePort()];
    const run = await begin(
      lab,
      bridged([
        container('a', serve(80, 'from-a'), { portMappings: [{ containerPort: 80, hostPort: one }] }),
        container('b', serve(80, 'from-b'), { portMappings: [{ containerPort: 80, hostPort: other }] }),
      ]),
    );
    await run.task.started;
    assert.deepEqual(await Promise.all([textAt(one), textAt(other)]), ['from-a', 'from-b']);
    await stopAndCleanUp(run);
  });

  test('P4: without a host port the engine picks one, known when the task has started', async () => {
    const run = await begin(
      lab,
      bridged([container('web', serve(80, 'picked'), { portMappings: [{ containerPort: 80 }] })]),
    );
    const { containers } = await run.task.started;
    const ports = containers[0]?.ports ?? [];
    assert.deepEqual(
      ports.map(({ containerPort, protocol, hostIp }) => [containerPort, protocol, hostIp]),
      [[80, 'tcp', '127.0.0.1']],
    );
    assert.notEqual(ports[0]?.hostPort, 0);
    assert.equal(await textAt(ports[0]?.hostPort ?? 0), 'picked');
    await stopAndCleanUp(run);
  });

  test('P4: the next run of the same family has the port again, and another one while that is taken', async () => {
    const [family, workspace] = ['bookmarked', newWorkspace()];
    const own = await openLab({ workspace });
    const web = container('web', serve(80, 'again'), { portMappings: [{ containerPort: 80 }] });
    const start = async (): Promise<{ readonly run: Run; readonly hostPort: number }> => {
      const run = await begin(own, { ...bridged([web]), family });
      const { containers } = await run.task.started;
      return { run, hostPort: containers[0]?.ports[0]?.hostPort ?? 0 };
    };
    // Far from where the engine looks: what it picks next would be the same port by chance.
    const port = await freePort();
    own.store.keepPorts({ family, options: { workspace } }, { web: { '80/tcp': [port] } });
    const first = await start();
    assert.equal(first.hostPort, port);
    const beside = await start();
    assert.notEqual(beside.hostPort, first.hostPort);
    await Promise.all([stopAndCleanUp(first.run, own), stopAndCleanUp(beside.run, own)]);
    const next = await start();
    assert.equal(next.hostPort, beside.hostPort, 'the port of the last run');
    await stopAndCleanUp(next.run, own);
    await own.runner.dispose();
  });

  test('P5: the same port mapped twice gets two host ports', async () => {
    const mapping = { containerPort: 80 };
    const run = await begin(lab, bridged([container('web', serve(80, 'twice'), { portMappings: [mapping, mapping] })]));
    const { containers } = await run.task.started;
    const hostPorts = (containers[0]?.ports ?? []).map(({ hostPort }) => hostPort);
    assert.equal(new Set(hostPorts).size, 2);
    assert.deepEqual(await Promise.all(hostPorts.map(textAt)), ['twice', 'twice']);
    await stopAndCleanUp(run);
  });

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
    await stopAndCleanUp(run);
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
    await stopAndCleanUp(second);
    await stopAndCleanUp(first);
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
        const stopped = await stopAndCleanUp(run, racing);
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

    test('fails the task with the error of ECS, where it may not be moved', async () => {
      const { port, run, end } = await raced('fail');
      await run.task.stopped;
      const { containers, stopCode } = await end();
      assert.match(containers[0]?.reason ?? '', new RegExp(`^CannotStartContainerError: Port ${port} .* is used by`));
      assert.equal(stopCode, 'TaskFailedToStart');
    });
  });

  test('awsvpc without a mapping publishes what the image exposes', async () => {
    const [port] = [await freePort()];
    const image = `taskdef-test/exposing-${port}:1`;
    await ensureTestImage(lab.port, image, { ExposedPorts: { [`${port}/tcp`]: {} } });
    const run = await begin(
      lab,
      task([container('web', serve(port, 'exposed'), { image })], { networkMode: 'awsvpc' }),
    );
    const { containers } = await run.task.started;
    assert.deepEqual(
      containers[0]?.ports.map(({ hostPort }) => hostPort),
      [port],
    );
    assert.equal(await textAt(port), 'exposed');
    await stopAndCleanUp(run);
    await lab.port.removeImage(image);
  });
});

const bridged = (containers: Parameters<typeof task>[0], family = 'ports') =>
  task(containers, { networkMode: 'bridge', family });

/** What a web server answers, once it listens. */
async function textAt(port: number): Promise<string> {
  let text = '';
  await eventually(async () => {
    try {
      text = (await (await fetch(`http://127.0.0.1:${port}/`)).text()).trim();
      return true;
    } catch {
      return false;
    }
  }, `an answer on port ${port}`);
  return text;
}

async function listener(wanted = 0): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { port, close: async () => new Promise((resolve) => server.close(() => resolve())) };
}
