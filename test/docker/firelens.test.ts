import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { ContainerDefinition } from '../../server/index';
import { container, obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { forwardReader, type Forwarded } from '../support/forward';
import { assertOrder, begin, cleanUp, openLab, type Lab, type Run } from '../support/lab';
import { ensureNodeImage } from '../support/nodeImage';

describe('logs that leave the engine', { concurrency: 3 }, () => {
  let lab: Lab;
  let image = '';
  before(async () => {
    lab = await openLab();
    image = await ensureNodeImage(lab.port);
  });
  after(async () => lab.runner.dispose());

  type RouterType = 'fluentbit' | 'fluentd';
  const configurations = { fluentbit: '/fluent-bit/etc/fluent-bit.conf', fluentd: '/fluentd/etc/fluent.conf' };
  const outputs = {
    fluentbit: { Name: 'cloudwatch_logs', log_group_name: 'shop' },
    fluentd: { '@type': 'cloudwatch_logs', log_group_name: 'shop' },
  };

  /** A program that heeds the configuration it is given, as fluent-bit or fluentd would. */
  const router = (more: Partial<ContainerDefinition> = {}, type: RouterType = 'fluentbit'): ContainerDefinition => ({
    ...{ name: 'router', image, memory: 128, essential: true, stopTimeout: 5 },
    command: ['/app/router.js', configurations[type]],
    firelensConfiguration: { type },
    ...more,
  });

  const app = (script: string, type: RouterType = 'fluentbit'): ContainerDefinition =>
    container('app', script, {
      logConfiguration: { logDriver: 'awsfirelens', options: { ...outputs[type], 'exclude-pattern': 'noise' } },
    });

  /** What the router was sent, and which output has it. */
  const records = ({ lines }: Run): Readonly<Record<string, unknown>>[] =>
    lines.flatMap((line) => {
      const [, to, record = ''] = /^router: to (\S+) (\{.*)$/.exec(line) ?? [];
      return to === undefined ? [] : [{ to, ...(JSON.parse(record) as Record<string, unknown>) }];
    });
  const logs = (run: Run) => records(run).map(({ log }) => log);

  for (const [type, networkMode, more] of [
    ['fluentbit', 'bridge', {}],
    ['fluentbit', 'awsvpc', { user: '1000', readonlyRootFilesystem: true }],
    ['fluentd', 'bridge', {}],
    ['fluentd', 'awsvpc', {}],
  ] as const)
    test(`C9: an application's log reaches ${type} with the fields of ECS, in mode ${networkMode}`, async () => {
      const script = `echo noise; echo "host $FLUENT_HOST:$FLUENT_PORT"; echo hello; ${obedient}`;
      const run = await begin(lab, task([app(script, type), router(more, type)], { networkMode }));
      const { taskId, taskArn } = await run.task.started;
      await eventually(() => logs(run).includes('hello'), `the record in ${run.lines.join('\n')}`);
      const record = records(run).find(({ log }) => log === 'hello') ?? {};
      const { container_id: id, container_name: name, ...rest } = record;
      assert.match(`${String(id)} ${String(name)}`, /^[0-9a-f]{64} \/ecs-lab-1-app-/);
      assert.deepEqual(rest, {
        ...{ to: 'stdout', tag: `app-firelens-${taskId}`, source: 'stdout', log: 'hello' },
        ...{ ecs_cluster: 'local', ecs_task_arn: taskArn, ecs_task_definition: 'lab:1' },
      });
      assert.ok(!logs(run).includes('noise'));
      // The engine keeps a copy, so the application's own log can be read all the same.
      await run.untilLine('app: hello');
      const host = run.lines.find((line) => line.startsWith('app: host')) ?? '';
      assert.match(host, networkMode === 'awsvpc' ? /host 127\.0\.0\.1:24224$/ : /host 172\.\d+\.\d+\.\d+:24224$/);
      await lab.runner.stop(taskId);
      assertOrder(run, 'router RUNNING', 'app CREATED', 'app RUNNING', 'app STOPPED(0)', 'router STOPPED(0)');
      await cleanUp(lab, run);
    });

  test('a router that dies ends the task, and holds no application up', async () => {
    const waits = `while true; do echo line; sleep 1; done`;
    const dying = router({ entryPoint: ['/bin/node', '-e', 'setTimeout(() => process.exit(3), 2000)'], command: [] });
    const run = await begin(lab, task([app(waits), dying], { networkMode: 'bridge' }));
    await run.untilLine('app: line');
    const end = await cleanUp(lab, run);
    assert.equal(end.stopCode, 'EssentialContainerExited');
    assert.equal(end.containers.find(({ name }) => name === 'router')?.exitCode, 3);
  });

  test('C9: the fluentd driver gets its options as they are, the template of the tag, too', async () => {
    const heard: Forwarded[] = [];
    const server = createServer((connection) => {
      const read = forwardReader();
      connection.on('data', (chunk) => heard.push(...read(chunk))).on('error', () => undefined);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      const logConfiguration: ContainerDefinition['logConfiguration'] = {
        logDriver: 'fluentd',
        options: {
          'fluentd-address': `127.0.0.1:${(server.address() as AddressInfo).port}`,
          tag: 'ecs.{{.Name}}.{{.FullID}}',
        },
      };
      const run = await begin(lab, task([container('app', 'echo hello', { logConfiguration })]));
      const end = await cleanUp(lab, run);
      await eventually(() => heard.length > 0, 'a message');
      const [{ tag, record } = { tag: '', record: {} }] = heard;
      assert.match(tag, new RegExp(`^ecs\\.ecs-lab-1-app-[0-9a-f]+\\.${end.containers[0]?.runtimeId}$`));
      assert.equal(record.log, 'hello');
      assert.deepEqual(run.lines, ['app: hello']);
    } finally {
      server.close();
    }
  });
});
