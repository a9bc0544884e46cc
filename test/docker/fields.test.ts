import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { label } from '../../client/runner/labels';
import type { TaskDefinition } from '../../server/index';
import { check, container, obedient, serve, task } from '../support/definitions';
import {
  adopted,
  assertNever,
  begin,
  cleanUp,
  freePort,
  type Lab,
  newTaskId,
  openLab,
  type Run,
  runToEnd,
} from '../support/lab';
import { ensureTestImage } from '../support/testImage';
import { temporaryFolder } from '../support/temporaryFolder';

describe('a run with files of this machine beside the definition', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  /** A folder with these files; gives the path of the definition in it. */
  function folder(files: Readonly<Record<string, string | object>>): string {
    const place = temporaryFolder('fields');
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
      writeFileSync(path.join(place, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
    return path.join(place, 'taskdef.json');
  }

  test('C1: files of variables, values of secrets, and who wins', async () => {
    const file = folder({
      'one.env': '# first\nA=one\nB=one',
      'other/two.env': 'B=two\nC="two"',
      'token.txt': 'from a file\n',
      'ecs.local.json': {
        environmentFiles: { 'arn:aws:s3:::bucket/two.env': './other/two.env' },
        containers: { main: { environment: { E: 'local' }, secrets: { TOKEN: { file: 'token.txt' }, KEY: 'k3y' } } },
      },
    });
    const image = `taskdef-test/variables-${newTaskId().slice(0, 8)}:1`;
    await ensureTestImage(lab.port, image, { Env: ['PATH=/bin', 'B=image', 'D=image'] });
    const definition = task([
      container('main', 'echo "$A/$B/$C/$D/$E/$TOKEN/$KEY"', {
        image,
        environmentFiles: ['one', 'two'].map((name) => ({ type: 's3', value: `arn:aws:s3:::bucket/${name}.env` })),
        environment: [
          { name: 'A', value: 'definition' },
          { name: 'E', value: 'definition' },
        ],
        secrets: [
          { name: 'TOKEN', valueFrom: 'token' },
          { name: 'KEY', valueFrom: 'key' },
        ],
      }),
    ]);
    const { run } = await runToEnd(lab, definition, { file });
    assert.deepEqual(run.lines, ['main: definition/one/"two"/image/local/from a file/k3y']);
    await lab.port.removeImage(image);
  });

  test('no label of anything that is made holds a secret', async () => {
    const file = folder({ 'ecs.local.json': { containers: { main: { secrets: { KEY: 'hunter2' } } } } });
    const definition = task([container('main', obedient, { secrets: [{ name: 'KEY', valueFrom: 'key' }] })]);
    const run = await begin(lab, definition, { file });
    const { taskId } = await run.task.started;
    const containers = await lab.port.list([`${label.task}=${taskId}`]);
    assert.equal(containers.length, 1);
    assert.ok(!JSON.stringify([containers, run.task.snapshot()]).includes('hunter2'));
    await lab.runner.stop(taskId);
    await cleanUp(lab, run);
  });

  /** The second container is still to be made when the first runner goes; gives the story of the second one. */
  async function takenOver(between: (file: string) => void): Promise<Run> {
    const file = folder({
      'key.txt': 'k3y',
      'ecs.local.json': { containers: { main: { secrets: { KEY: { file: 'key.txt' } } } } },
    });
    const definition = task([
      container('main', 'echo "key $KEY"', { after: { db: 'HEALTHY' }, secrets: [{ name: 'KEY', valueFrom: 'key' }] }),
      container('db', "(sleep 6; touch /tmp/ok) & trap 'exit 0' TERM; sleep 300 & wait", {
        healthCheck: { ...check('test -f /tmp/ok'), retries: 10 },
      }),
    ]);
    const first = await openLab();
    const run = await begin(first, definition, { file });
    await run.until('db RUNNING');
    await first.runner.dispose();
    between(file);
    const second = await openLab({ store: first.store });
    const again = await adopted(second, run.task.taskId);
    await cleanUp(second, again);
    await second.runner.dispose();
    return again;
  }

  test('whoever takes a task over reads its secrets again', async () => {
    const run = await takenOver(() => undefined);
    assert.deepEqual(
      run.lines.filter((line) => line.startsWith('main')),
      ['main: key k3y'],
    );
  });

  test('L11: a container whose secret is gone by then is not made without it', async () => {
    const run = await takenOver((file) => rmSync(path.join(path.dirname(file), 'key.txt')));
    assertNever(run, 'main CREATED', 'main RUNNING');
    assert.match(JSON.stringify(run.task.snapshot()), /main needs the secret KEY: there is no file/);
  });

  test('another image and command, a folder, a port and a name, on Fargate', async () => {
    const port = await freePort();
    const file = folder({
      'site/index.html': 'from the folder',
      'ecs.local.json': {
        hosts: { 'orders.internal': '10.9.8.7' },
        containers: {
          web: {
            image: container('any', '').image,
            command: ['sh', '-c', 'grep orders.internal /etc/hosts; exec httpd -f -p 80 -h /site'],
            ports: { 80: port },
            mounts: { '/site': { source: 'site', readOnly: true } },
          },
        },
      },
    });
    const definition: TaskDefinition = task(
      [container('web', serve(80, 'ecs'), { image: 'registry.invalid/web:1', portMappings: [{ containerPort: 80 }] })],
      { networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'] },
    );
    const run = await begin(lab, definition, { file });
    const { taskId, lastStatus } = await run.task.started;
    assert.equal(lastStatus, 'RUNNING');
    const answer = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(20_000) });
    assert.equal(await answer.text(), 'from the folder');
    await run.untilLine('web: 10.9.8.7\torders.internal');
    await lab.runner.stop(taskId);
    await cleanUp(lab, run);
  });

  test('a file with a slip is not heeded by half: the run is refused with the place', async () => {
    const file = folder({ 'ecs.local.json': '{ "containers": { "main": { "comand": [] } } }' });
    const plan = await lab.runner.plan(task([container('main', 'true')]), { file });
    await assert.rejects(lab.runner.run(plan), { code: 'refused', message: /^ecs\.local\.json:1:29 has "comand"/ });
    const without = await lab.runner.plan(task([container('main', 'true')]), { file, local: false });
    assert.deepEqual(without.refusals, []);
  });

  test('C6: privileges can be kept away', async () => {
    const script = "grep NoNewPrivs /proc/self/status; trap 'exit 0' TERM; sleep 300 & wait";
    const run = await begin(lab, task([container('main', script, { dockerSecurityOptions: ['no-new-privileges'] })]));
    await run.untilLine('main: NoNewPrivs:\t1');
    await lab.runner.stop(run.task.taskId);
    assert.equal((await cleanUp(lab, run)).containers[0]?.exitCode, 0);
  });

  test('an interactive container waits for input, which reaches it from outside', async () => {
    const script = 'echo ready; while read line; do echo "read $line"; [ "$line" != end ] || exit 4; done; exit 5';
    const run = await begin(lab, task([container('main', script, { interactive: true })]));
    await run.untilLine('main: ready');
    const { containers } = await lab.runner.inspect(run.task.taskId);
    assert.equal(containers[0]?.interactive, true);
    const letGo = new AbortController();
    const attached = await lab.port.attach(containers[0].runtimeId ?? '', letGo.signal);
    attached.send(Buffer.from('one\n'));
    await run.untilLine('main: read one');
    attached.send(Buffer.from('end\n'));
    assert.equal((await cleanUp(lab, run)).containers[0]?.exitCode, 4);
    attached.close();
    letGo.abort();
  });

  test('Linux parameters reach the container', async () => {
    const script = [
      'id -u; hostname; pwd; ulimit -n; ulimit -Hn',
      'df -m /dev/shm | tail -1 | tr -s " " | cut -d" " -f2',
      'grep " /scratch " /proc/mounts | grep -o "size=[0-9]*k"',
      'cat /proc/1/comm; cat /proc/sys/net/core/somaxconn; touch /x 2>/dev/null || echo read-only',
      'mknod /scratch/d c 1 3 2>/dev/null || echo no mknod; grep -c "^search example.com" /etc/resolv.conf',
    ].join('; ');
    const definition = task(
      [
        container('main', script, {
          hostname: 'named',
          workingDirectory: '/tmp',
          readonlyRootFilesystem: true,
          dnsServers: ['10.0.0.2'],
          dnsSearchDomains: ['example.com'],
          ulimits: [{ name: 'nofile', softLimit: 100, hardLimit: 200 }],
          systemControls: [{ namespace: 'net.core.somaxconn', value: '77' }],
          linuxParameters: {
            initProcessEnabled: true,
            sharedMemorySize: 8,
            tmpfs: [{ containerPath: '/scratch', size: 4, mountOptions: ['rw'] }],
            capabilities: { drop: ['MKNOD'] },
          },
        }),
      ],
      { networkMode: 'bridge' },
    );
    const { run } = await runToEnd(lab, definition);
    const init = run.lines.splice(7, 1)[0] ?? '';
    assert.match(init, /^main: (docker-init|tini)$/);
    assert.deepEqual(
      run.lines.map((line) => line.replace('main: ', '')),
      ['0', 'named', '/tmp', '100', '200', '8', 'size=4096k', '77', 'read-only', 'no mknod', '1'],
    );
  });
});
