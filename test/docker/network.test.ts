import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { label } from '../../client/runner/labels';
import { asksByItself } from '../../client/runner/names';
import { container, obedient, serve, task } from '../support/definitions';
import { inspected } from '../support/inspected';
import { assertOrder, begin, cleanUp, openLab, runToEnd, type Lab, type Run } from '../support/lab';

describe('network modes', { concurrency: 4 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  test('P8: in awsvpc containers share localhost, name, hosts and resolver', async () => {
    const look = 'echo name $(hostname); echo hosts $(grep -c ip- /etc/hosts); echo dns $(head -n1 /etc/resolv.conf)';
    const { run } = await runToEnd(
      lab,
      task(
        [
          container('B', `until wget -qO- http://127.0.0.1:9000/; do sleep 0.1; done; ${look}`, {
            after: { A: 'START' },
          }),
          container('A', `${look}; ${serve('127.0.0.1:9000', 'from-A')}`, { stopTimeout: 1 }),
        ],
        { networkMode: 'awsvpc' },
      ),
    );
    const said = (name: string) =>
      run.lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(3));
    assert.deepEqual(said('B'), ['from-A', ...said('A')]);
    assert.match(said('A')[0] ?? '', /^name ip-10-213-\d+-\d+\.ec2\.internal$/);
    assert.notEqual(said('A')[1], 'hosts 0');
    assertOrder(
      run,
      'pause RESOURCES_PROVISIONED',
      'A RUNNING',
      'B RUNNING',
      'task DEPROVISIONING',
      'pause STOPPED(137)',
    );
  });

  test('P9: in awsvpc two containers cannot bind one port', async () => {
    const bind = 'mkdir -p /tmp/www; exec httpd -f -p 9000 -h /tmp/www';
    const { run, end } = await runToEnd(
      lab,
      task(
        [
          container(
            'second',
            `until wget -q -O /dev/null http://127.0.0.1:9000/nothing 2>&1 | grep -q 404; do sleep 0.1; done; ${bind}`,
            { after: { first: 'START' } },
          ),
          container('first', bind, { stopTimeout: 1 }),
        ],
        { networkMode: 'awsvpc' },
      ),
    );
    assert.equal(end.containers[0]?.exitCode, 1);
    assert.match(run.lines.join('\n'), /^second: .*bind: Address already in use$/m);
    assert.equal(end.stopCode, 'EssentialContainerExited');
  });

  test('P10: mode none has a loopback only', async () => {
    const { run } = await runToEnd(lab, task([container('main', interfaces)]));
    assert.deepEqual(run.lines, ['main: lo']);
  });

  test('P10: so has a container with disableNetworking', async () => {
    const definition = task([container('main', interfaces, { disableNetworking: true })], { networkMode: 'bridge' });
    const told: string[] = [];
    const run = await begin(lab, definition, {}, { notice: ({ text }) => told.push(text) });
    await cleanUp(lab, run);
    assert.deepEqual([run.lines, told], [['main: lo'], []]);
  });

  for (const networkMode of ['none', 'bridge', 'host'] as const)
    test(`P10: mode ${networkMode} is the engine's own`, async () => {
      const run = await begin(lab, task([container('main', obedient)], { networkMode }));
      const { containers } = await run.task.started;
      const facts = await lab.port.inspect(containers[0]?.runtimeId ?? '');
      assert.equal(facts?.networkMode, networkMode);
      await lab.runner.stop(run.task.taskId);
      await cleanUp(lab, run);
    });

  test('in mode bridge names are asked of the servers that ECS would ask', async () => {
    const read = 'grep -v "^#" /etc/resolv.conf';
    const definition = task(
      [
        container('plain', read, { essential: false }),
        container('told', read, { dnsServers: ['10.0.0.2'], dnsSearchDomains: ['example.com'] }),
      ],
      { networkMode: 'bridge' },
    );
    const { run } = await runToEnd(lab, definition);
    const said = (name: string) =>
      run.lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(6));
    const isForwarding = asksByItself(lab.runner.engine);
    const servers = isForwarding ? ['nameserver 127.0.0.11'] : ['nameserver 10.0.0.2'];
    const { notices } = await lab.runner.plan(definition);
    const forwarded = notices.filter(({ code }) => code === 'dns-forwarded');
    assert.deepEqual(
      said('told').filter((line) => line.startsWith('nameserver')),
      servers,
    );
    assert.equal(said('plain').includes('nameserver 127.0.0.11'), isForwarding);
    assert.equal(forwarded.length, isForwarding ? 1 : 0);
  });

  test('P6: a link is a name for the other container, which starts first', async () => {
    const { run } = await runToEnd(
      lab,
      task(
        [
          container('client', 'until wget -qO- http://linkee_alias:8080; do sleep 0.2; done', {
            links: ['linkee:linkee_alias'],
          }),
          container('linkee', serve(8080, 'linked'), { essential: false }),
        ],
        { networkMode: 'bridge' },
      ),
    );
    assert.ok(run.lines.includes('client: linked'), run.lines.join());
    assertOrder(run, 'linkee RUNNING', 'client RUNNING', 'client STOPPED(0)');
  });

  test('P12: a network setting of one container is that of all in awsvpc, and set on the pause only', async () => {
    const read = 'cat /proc/sys/net/ipv4/ip_default_ttl';
    const setting = { namespace: 'net.ipv4.ip_default_ttl', value: '77' };
    const run = await begin(
      lab,
      task(
        [
          container('main', read, { after: { side: 'SUCCESS' }, systemControls: [setting] }),
          container('side', read, { essential: false }),
        ],
        { networkMode: 'awsvpc' },
      ),
    );
    const { containers } = await run.task.stopped;
    const made = [await pauseOf(lab, run), ...containers.map(({ runtimeId }) => runtimeId)];
    const set = await Promise.all(made.map(async (id) => (await inspected(lab, id)).HostConfig.Sysctls ?? {}));
    assert.deepEqual(set, [{ 'net.ipv4.ip_default_ttl': '77' }, {}, {}]);
    await cleanUp(lab, run);
    assert.deepEqual(run.lines, ['side: 77', 'main: 77']);
  });

  test('P11: a task that loses its pause is stopped', async () => {
    const run = await begin(lab, task([container('main', obedient)], { networkMode: 'awsvpc' }));
    await run.task.started;
    await lab.port.kill(await pauseOf(lab, run));
    const end = await cleanUp(lab, run);
    assert.match(end.stoppedReason ?? '', /network namespace lost/);
    assertOrder(run, 'task RUNNING', 'pause STOPPED(137)', 'main STOPPED(0)', 'task STOPPED');
    const starts = run.events.filter((event) => /RUNNING|RESOURCES_PROVISIONED/.test(event));
    assert.deepEqual(starts, ['pause RESOURCES_PROVISIONED', 'main RUNNING', 'task RUNNING'], 'nothing is restarted');
  });
});

const interfaces = 'ls /sys/class/net';

async function pauseOf({ port }: Lab, run: Run): Promise<string> {
  const [pause] = await port.list([`${label.task}=${run.task.taskId}`, `${label.role}=pause`]);
  return pause?.id ?? assert.fail('there is no pause');
}
