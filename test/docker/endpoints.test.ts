import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CredentialsService } from '../../client/aws/credentials';
import { label } from '../../client/runner/labels';
import { container, obedient, serve, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { begin, cleanUp, openLab, runToEnd, type Lab, type Run } from '../support/lab';

const roleArn = 'arn:aws:iam::111122223333:role/shop-task';

/** Credentials made up for each question, so that a cache shows. */
function fakeAws(): CredentialsService & { asked: number } {
  const service = {
    asked: 0,
    profileCredentials: async () => Promise.reject(new Error('nobody asked for a profile')),
    roleCredentials: async () => {
      service.asked++;
      return {
        ...{ arn: roleArn, accessKeyId: `ASIA${service.asked}`, secretAccessKey: 'secret', sessionToken: 'token' },
        expiration: Date.now() + 3_600_000,
      };
    },
  };
  return service;
}

/** What a container read, line by line: each after a word that says what it is. */
function read(run: Run, name: string, word: string): Record<string, unknown> {
  const line = run.lines.find((one) => one.startsWith(`${name}: ${word} {`));
  return JSON.parse(line?.slice(`${name}: ${word} `.length) ?? 'null') as Record<string, unknown>;
}

const get = (word: string, url: string): string => `echo ${word} $(wget -qO- ${url})`;
/** Prints the status line and the body, whatever the status is. */
const ask = (word: string, method: string, path: string, body = ''): string =>
  `printf '${method} ${path} HTTP/1.0\\r\\nContent-Length: ${body.length}\\r\\n\\r\\n${body}' | ` +
  `nc 169.254.170.2 80 | { read -r version status rest; echo ${word} status $status; grep '^["{]' | while read -r line; do echo "${word} $line"; done; }`;

const metadata = [
  get('container', '$ECS_CONTAINER_METADATA_URI_V4'),
  get('task', '$ECS_CONTAINER_METADATA_URI_V4/task'),
  get('tags', '$ECS_CONTAINER_METADATA_URI_V4/taskWithTags'),
  get('stats', '$ECS_CONTAINER_METADATA_URI_V4/stats'),
  get('all', '$ECS_CONTAINER_METADATA_URI_V4/task/stats'),
  get('three', '$ECS_CONTAINER_METADATA_URI'),
].join('; ');

describe('the endpoint of a task', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab({ aws: fakeAws() });
  });
  after(async () => lab.runner.dispose());

  for (const [target, networkMode] of [
    ['FARGATE', 'awsvpc'],
    ['EC2', 'awsvpc'],
    ['EC2', 'bridge'],
    ['EC2', 'host'],
  ] as const)
    test(`E1: metadata and stats on ${target} in network mode ${networkMode}`, async () => {
      const size = target === 'FARGATE' ? { cpu: '256', memory: '512' } : {};
      const { run, end } = await runToEnd(
        lab,
        task([container('app', metadata, { cpu: 64 }), container('side', obedient, { essential: false })], {
          ...{ networkMode, requiresCompatibilities: [target], tags: [{ key: 'team', value: 'shop' }] },
          ...size,
        }),
      );
      const own = read(run, 'app', 'container');
      assert.equal(own.Name, 'app');
      assert.equal(own.KnownStatus, 'RUNNING');
      assert.deepEqual(own.Limits, { CPU: 64, Memory: 32 });
      assert.match(
        String(own.DockerId),
        target === 'FARGATE' ? new RegExp(`^${end.taskId}-\\d{10}$`) : /^[0-9a-f]{64}$/,
      );
      assert.deepEqual((own.Networks as { NetworkMode: string }[])[0]?.NetworkMode, networkMode);
      const whole = read(run, 'app', 'task');
      assert.equal(whole.TaskARN, end.taskArn);
      const names = (whole.Containers as { Name: string }[]).map(({ Name }) => Name);
      const pause = target === 'EC2' && networkMode === 'awsvpc' ? ['~internal~ecs~pause'] : [];
      assert.deepEqual(names, [...pause, 'app', 'side']);
      assert.deepEqual(read(run, 'app', 'tags').TaskTags, { team: 'shop' });
      const stats = read(run, 'app', 'stats');
      assert.ok('cpu_stats' in stats && 'network_rate_stats' in stats, Object.keys(stats).join());
      assert.ok(String(own.DockerId) in read(run, 'app', 'all'));
      assert.ok(!('ContainerARN' in read(run, 'app', 'three')));
    });

  test('E2: an application that owns port 80 has its endpoint all the same', async () => {
    const own = 'until wget -qO- http://127.0.0.1:80/; do sleep 0.1; done';
    const script = `(${serve('0.0.0.0:80', 'mine')}) & ${own}; ${get('container', '$ECS_CONTAINER_METADATA_URI_V4')}; ${own}`;
    const { run } = await runToEnd(lab, task([container('app', script)], { networkMode: 'awsvpc' }));
    assert.equal(read(run, 'app', 'container').Name, 'app');
    assert.equal(run.lines.filter((line) => line === 'app: mine').length, 2, run.lines.join('\n'));
  });

  test('E3: a task is told of itself only, also when it knows an id of another one', async () => {
    const first = container('app', `echo id $AWS_CONTAINER_CREDENTIALS_RELATIVE_URI; ${obedient}`);
    const more = { networkMode: 'awsvpc', taskRoleArn: roleArn } as const;
    const asRole = { credentials: { source: 'role' } } as const;
    const other = await begin(lab, task([first], more), asRole);
    await eventually(() => other.lines.length > 0, 'the id of the other one');
    const foreign = other.lines[0]?.replace('app: id ', '') ?? '';
    assert.match(foreign, /^\/v2\/credentials\/[0-9a-f-]{36}$/);
    const script = [
      get('task', '$ECS_CONTAINER_METADATA_URI_V4/task'),
      ask('unknown', 'GET', '/v4/0123456789abcdef0123456789abcdef/task'),
      ask('foreign', 'GET', foreign),
      obedient,
    ].join('; ');
    const run = await begin(lab, task([container('app', script)], more), asRole);
    await eventually(() => run.lines.some((line) => line.startsWith('app: foreign {')), 'the last answer');
    assert.equal(read(run, 'app', 'task').TaskARN, run.task.snapshot().taskArn);
    assert.ok(run.lines.includes('app: unknown status 404'));
    assert.match(run.lines.find((line) => line.startsWith('app: unknown "')) ?? '', /V4 container metadata handler/);
    assert.ok(run.lines.includes('app: foreign status 400'));
    assert.equal(read(run, 'app', 'foreign').code, 'InvalidIdInRequest');
    for (const one of [run, other]) {
      await lab.runner.stop(one.task.taskId);
      await cleanUp(lab, one);
    }
  });

  test('E4: credentials are asked for once, and end with the task; without a choice there are none', async () => {
    const aws = fakeAws();
    const own = await openLab({ aws });
    const url = 'http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
    const definition = task(
      [
        container(
          'app',
          `${get('one', url)}; ${get('two', url)}; echo uri $AWS_CONTAINER_CREDENTIALS_RELATIVE_URI; exit 0`,
        ),
        container('side', 'env | grep -c CREDENTIALS; exit 0', { essential: false }),
      ],
      { networkMode: 'awsvpc', taskRoleArn: roleArn },
    );
    const given = await begin(own, definition, { credentials: { source: 'role' } });
    await given.task.stopped;
    assert.equal(read(given, 'app', 'one').AccessKeyId, 'ASIA1');
    assert.deepEqual(read(given, 'app', 'two'), read(given, 'app', 'one'));
    assert.equal(aws.asked, 1);
    const links = await own.port.list([`${label.task}=${given.task.taskId}`, `${label.role}=link`]);
    assert.deepEqual(
      links.map(({ state }) => state),
      ['exited'],
      'nothing leads to the endpoint any more',
    );
    await cleanUp(own, given);
    const { run } = await runToEnd(own, definition);
    assert.ok(run.lines.includes('side: 0'), run.lines.join('\n'));
    await own.runner.dispose();
  });

  test('E7: task protection and fault injection', async () => {
    const path = '${ECS_AGENT_URI#http://169.254.170.2}';
    const state = `${path}/task-protection/v1/state`;
    const asked = (word: string, method: string, where: string, body = '') =>
      ask(word, method, '%s', body).replace(/' \|/, `' "${where}" |`);
    const script = [
      asked('good', 'PUT', state, '{"ProtectionEnabled":true,"ExpiresInMinutes":60}'),
      asked('unknown', 'PUT', state, '{"ProtectionEnabled":true,"Other":1}'),
      asked('missing', 'PUT', state, '{"ExpiresInMinutes":60}'),
      asked('now', 'GET', state),
      asked('fault', 'POST', `${path}/fault/v1/network-latency/start`, '{}'),
    ].join('; ');
    const { run } = await runToEnd(
      lab,
      task([container('app', script)], { networkMode: 'awsvpc', taskRoleArn: roleArn }),
    );
    const statuses = run.lines.filter((line) => line.includes(' status '));
    assert.deepEqual(statuses, [
      ...['app: good status 200', 'app: unknown status 400', 'app: missing status 400'],
      ...['app: now status 200', 'app: fault status 400'],
    ]);
    assert.equal((read(run, 'app', 'now').protection as { ProtectionEnabled: boolean }).ProtectionEnabled, true);
    assert.match(String(read(run, 'app', 'fault').Error), /^enableFaultInjection is not enabled for task/);
  });
});
