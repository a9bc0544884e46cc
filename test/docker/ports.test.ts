import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { check, container, serve, task } from '../support/definitions';
import { begin, freePort, newWorkspace, openLab, stopAndCleanUp, type Lab, type Run } from '../support/lab';
import { ensureTestImage } from '../support/testImage';

import { bridged, textAt } from '../support/ports';

describe('published ports', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('P1: without a mapping nothing is reached', async () => {
    const port = await freePort();
    const web = container('web', serve(port, 'hello'), { healthCheck: check(`wget -qO- http://127.0.0.1:${port}/`) });
    const run = await begin(lab, bridged([web]));
    const { containers } = await run.task.started;
    await run.until('web HEALTHY');
    assert.deepEqual(containers[0]?.ports, []);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
    await stopAndCleanUp(lab, run);
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
    await stopAndCleanUp(lab, run);
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
    await stopAndCleanUp(lab, run);
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
    await stopAndCleanUp(lab, run);
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
    await Promise.all([stopAndCleanUp(own, first.run), stopAndCleanUp(own, beside.run)]);
    const next = await start();
    assert.equal(next.hostPort, beside.hostPort, 'the port of the last run');
    await stopAndCleanUp(own, next.run);
    await own.runner.dispose();
  });

  test('P5: the same port mapped twice gets two host ports', async () => {
    const mapping = { containerPort: 80 };
    const run = await begin(lab, bridged([container('web', serve(80, 'twice'), { portMappings: [mapping, mapping] })]));
    const { containers } = await run.task.started;
    const hostPorts = (containers[0]?.ports ?? []).map(({ hostPort }) => hostPort);
    assert.equal(new Set(hostPorts).size, 2);
    assert.deepEqual(await Promise.all(hostPorts.map(textAt)), ['twice', 'twice']);
    await stopAndCleanUp(lab, run);
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
    await stopAndCleanUp(lab, run);
    await lab.port.removeImage(image);
  });
});
