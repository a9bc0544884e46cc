import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { label } from '../../client/runner/labels';
import type { Overrides } from '../../client/runner/overrides';
import type { ServiceConnect } from '../../client/runner/serviceConnect';
import { container, obedient, serve, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import {
  begin,
  cleanUp,
  freePort,
  newWorkspace,
  openLab,
  overriding,
  runToEnd,
  type Lab,
  type Run,
} from '../support/lab';

describe('names beyond the task', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab?.runner.dispose());

  const connected = (serviceConnect: ServiceConnect): Overrides => ({ from: 'a test', serviceConnect });
  /** Asks each until it answers: what serves there may still be starting. */
  const asks = (...urls: readonly string[]) =>
    container('client', urls.map((url) => `until wget -qO- http://${url}/ 2>/dev/null; do sleep 0.2; done`).join('; '));

  /** Without what the shell says when a static busybox dies of a name it cannot look up. */
  const told = ({ lines }: Run) => lines.filter((line) => !line.endsWith('Segmentation fault'));

  for (const networkMode of ['awsvpc', 'bridge'] as const)
    test(`in network mode ${networkMode} tasks of a workspace find each other in their namespace, and no others`, async () => {
      const lab = await openLab();
      const port = await freePort();
      const overrides = connected({
        namespace: 'shop',
        services: [
          { portName: 'http', discoveryName: 'orders', clientAliases: [{ port, dnsName: 'orders.internal' }] },
        ],
      });
      const portMappings = [{ name: 'http', containerPort: port }];
      const service = task([container('web', serve(port, 'here'), { portMappings })], { networkMode });
      const run = await begin(lab, service, { overrides });
      await run.task.started;
      const client = task([asks(`orders.shop:${port}`, `orders.internal:${port}`)], { networkMode });
      assert.deepEqual(told((await runToEnd(lab, client, { overrides })).run), ['client: here', 'client: here']);
      const stranger = await openLab();
      const asking = task([container('client', `exec wget -qO- http://orders.shop:${port}/`)], { networkMode });
      const { run: inVain, end } = await runToEnd(stranger, asking, { overrides });
      assert.ok(!inVain.lines.includes('client: here') && end.containers[0]?.exitCode !== 0, inVain.lines.join());
      await stranger.runner.dispose();
      await lab.runner.stop(run.task.taskId, { force: true });
      await cleanUp(lab, run);
      await lab.runner.dispose();
    });

  for (const networkMode of ['awsvpc', 'bridge'] as const)
    test(`in network mode ${networkMode} a name answers at the port of its alias, also after its container was restarted`, async () => {
      const [behind, port, second] = [await freePort(), await freePort(), await freePort()];
      // One name at one port, and another one at two, of which one is the container's.
      const alias = (at: number, dnsName: string) => ({ portName: 'http', clientAliases: [{ port: at, dnsName }] });
      const overrides = connected({
        namespace: `alias-${networkMode}`,
        services: [alias(port, 'orders'), alias(second, 'shop'), alias(behind, 'shop')],
      });
      const portMappings = [{ name: 'http', containerPort: behind }];
      const restartPolicy = { enabled: true, restartAttemptPeriod: 1 };
      const service = task([container('web', serve(behind, 'here'), { portMappings, restartPolicy })], { networkMode });
      const notices: string[] = [];
      const run = await begin(lab, service, { overrides }, { notice: ({ code }) => notices.push(code) });
      await run.task.started;
      const client = task([asks(`orders:${port}`, `shop:${second}`, `shop:${behind}`)], { networkMode });
      const answers = ['client: here', 'client: here', 'client: here'];
      assert.deepEqual(told((await runToEnd(lab, client, { overrides })).run), answers);
      const web = () => run.task.snapshot().containers.find(({ name }) => name === 'web');
      await lab.port.kill(web()?.runtimeId ?? '');
      await eventually(() => web()?.restarts === 1, 'the restart');
      assert.deepEqual(told((await runToEnd(lab, client, { overrides })).run), answers);
      assert.deepEqual(notices, []);
      await lab.runner.stop(run.task.taskId, { force: true });
      await cleanUp(lab, run);
    });

  for (const networkMode of ['awsvpc', 'bridge'] as const)
    test(`in network mode ${networkMode} a task starts though its namespace was removed just before`, async () => {
      const workspace = newWorkspace();
      let removed = '';
      // Another process removes its last task: to the engine a container that does not run yet is on no network.
      const racing = await openLab({
        workspace,
        wrap: (port) =>
          overriding(port, {
            start: async (id) => {
              const facts = removed === '' ? await port.inspect(id) : undefined;
              const { [label.namespace]: namespace = '' } = facts?.labels ?? {};
              if (namespace !== '') await port.removeNetwork((removed = namespace));
              return port.start(id);
            },
          }),
      });
      const overrides = connected({ namespace: 'shop' });
      const { run, end } = await runToEnd(racing, task([container('main', 'echo here')], { networkMode }), {
        overrides,
      });
      assert.match(removed, /^taskdef-ns-/);
      assert.deepEqual([told(run), end.containers[0]?.exitCode], [['main: here'], 0]);
      await racing.runner.dispose();
    });

  test('the network of a namespace goes with the last task on it', async () => {
    const options = { overrides: connected({ namespace: 'shop' }) };
    const definition = task([container('main', obedient)], { networkMode: 'awsvpc' });
    const plan = await lab.runner.plan(definition, options);
    const there = async () =>
      (await lab.port.listNetworks([`${label.namespace}=${plan.namespace?.dockerName}`])).length;
    const runs = await Promise.all([begin(lab, definition, options), begin(lab, definition, options)]);
    for (const { task: running } of runs) assert.equal((await running.started).lastStatus, 'RUNNING');
    for (const run of runs) {
      assert.equal(await there(), 1);
      await lab.runner.stop(run.task.taskId, { force: true });
      await cleanUp(lab, run);
    }
    assert.equal(await there(), 0);
  });

  for (const networkMode of ['awsvpc', 'bridge'] as const)
    test(`in network mode ${networkMode} a name can lead to this machine`, async () => {
      const server = createServer((_, response) => response.end('from this machine\n'));
      await once(server.listen(0, '0.0.0.0'), 'listening');
      const { port } = server.address() as AddressInfo;
      const overrides = { from: 'a test', hosts: { 'host.docker.internal': 'host-gateway' } };
      const definition = task([asks(`host.docker.internal:${port}`)], { networkMode });
      const { notices } = await lab.runner.plan(definition, { overrides });
      assert.ok(notices.some(({ text }) => text.includes('the address of host.docker.internal')));
      const { run } = await runToEnd(lab, definition, { overrides });
      assert.deepEqual(told(run), ['client: from this machine']);
      server.close();
    });
});
