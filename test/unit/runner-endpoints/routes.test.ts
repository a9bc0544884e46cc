import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContainerFactsOnEngine, NetworkFacts } from '../../../client/runner/enginePort';
import { TaskProtection } from '../../../client/runner/endpoints/protection';
import { route, type World } from '../../../client/runner/endpoints/routes';
import type { Answer } from '../../../client/runner/endpoints/server';
import { initialState } from '../../../client/runner/initial';
import { pauseName } from '../../../client/runner/names';
import type { TaskDefinition } from '../../../server/index';
import { containerFacts, noDetail } from '../../support/containerFacts';
import { matchesGolden } from '../../support/golden';
import { planned } from '../runner/planned';

const at = Date.parse('2026-03-04T10:11:12.131Z');

const shop: TaskDefinition = {
  ...{ family: 'shop', networkMode: 'awsvpc', cpu: '512', memory: '1024', taskRoleArn: 'arn:aws:iam::1:role/shop' },
  tags: [{ key: 'team', value: 'shop' }],
  containerDefinitions: [
    {
      ...{ name: 'web', image: 'busybox', cpu: 256, memory: 512, portMappings: [{ containerPort: 8080 }] },
      dockerLabels: { owner: 'ann' },
      healthCheck: { command: ['CMD', 'true'] },
      restartPolicy: { enabled: true },
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/ecs/shop', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'web' },
      },
    },
    { name: 'job', image: 'busybox', essential: false },
  ],
};

function facts(name: string, id: string, more: Partial<ContainerFactsOnEngine> = {}): ContainerFactsOnEngine {
  return containerFacts({
    ...{ id: id.repeat(64), name, state: 'running', createdAt: at, startedAt: at + 870 },
    ...{ health: 'healthy', healthOutput: 'ok', detail: { ...noDetail, imageId: 'sha256:0f3c' } },
    ...more,
  });
}

/** A task of which web runs, job has ended with 3, and the ids of whose containers are web-id and job-id. */
function world(
  target: 'FARGATE' | 'EC2',
  networkMode: 'awsvpc' | 'bridge',
  more: TaskDefinition = {},
  ipv6?: NetworkFacts['ipv6'],
): World {
  const plan = planned({ ...shop, networkMode, ...more }, { target, revision: '7' });
  const network = {
    ...{ address: '10.213.4.2', prefixLength: 28, gateway: '10.213.4.1', mac: '02:42:0a:d5:04:02' },
    ...(ipv6 && { ipv6 }),
  };
  const own = networkMode === 'awsvpc' ? (plan.network?.dockerName ?? '') : 'bridge';
  const detail = {
    ...{ ...noDetail, imageId: 'sha256:0f3c', networks: { [own]: network } },
    mounts: [{ name: 'ecs-shop-7-data-1b2c', source: '/var/lib/docker/volumes/x/_data', destination: '/data' }],
    healthCheck: { end: '2026-03-04T10:11:45.5Z', exitCode: 0 },
  };
  const ports =
    networkMode === 'bridge'
      ? ['127.0.0.1', '::1'].map(
          (hostIp) => ({ containerPort: 8080, protocol: 'tcp', hostIp, hostPort: 49_153 }) as const,
        )
      : [];
  const all = new Map([
    [pauseName, facts('pause', 'a', { detail })],
    ['web', facts('web', 'b', { detail, ports })],
    ['job', facts('job', 'c', { state: 'exited', finishedAt: at + 5000, exitCode: 3 })],
  ]);
  const fresh = initialState(plan, at);
  const state = {
    ...fresh,
    ...{ status: 'RUNNING' as const, startedAt: at + 900 },
    containers: fresh.containers.map((one) => {
      if (one.facts.role === 'pause') return { ...one, known: 'RESOURCES_PROVISIONED' as const };
      if (one.facts.name === 'web')
        return { ...one, known: 'RUNNING' as const, health: 'HEALTHY' as const, restarts: 1 };
      return { ...one, known: 'STOPPED' as const, exitCode: 3, finishedAt: at + 5000 };
    }),
  };
  const ids: Readonly<Record<string, string>> = { 'web-id': 'web', 'job-id': 'job' };
  return {
    view: () => ({ plan, state, facts: all, pulls: { startedAt: at - 9000, stoppedAt: at - 300 } }),
    look: async () => Promise.resolve(),
    containerOf: (id) => ids[id],
    credentialsOf: () => undefined,
    stats: async (container) => Promise.resolve(container === 'web' ? { read: 'now' } : null),
    protection: new TaskProtection(plan.taskArn, true),
    now: () => at,
  };
}

const asking =
  (here: World) =>
  async (path: string, method = 'GET', body = ''): Promise<Answer> => {
    const { pathname, searchParams } = new URL(path, 'http://169.254.170.2');
    return route({ method, path: pathname, query: searchParams, body }, here);
  };

describe('what the metadata endpoint answers', () => {
  for (const [target, networkMode] of [
    ['FARGATE', 'awsvpc'],
    ['EC2', 'awsvpc'],
    ['EC2', 'bridge'],
  ] as const)
    test(`on ${target} in network mode ${networkMode}, to be read in a diff`, async () => {
      const ask = asking(world(target, networkMode));
      const paths = ['/v4/web-id', '/v4/web-id/taskWithTags', '/v4/web-id/task/stats', '/v3/web-id', '/v3/web-id/task'];
      const answers: Record<string, unknown> = {};
      for (const path of paths) {
        const { status, body } = await ask(path);
        assert.equal(status, 200, path);
        answers[path] = body;
      }
      matchesGolden(`metadata/${target}-${networkMode}.json`, answers);
    });

  test('of IPv6: the address and its subnet in awsvpc, and nothing in bridge, as the agent', async () => {
    const ipv6 = { address: 'fd00:7a5c:de:1f::242:ac11', prefixLength: 60, gateway: 'fd00:7a5c:de:10::1' };
    const networkOf = async (networkMode: 'awsvpc' | 'bridge', version: string) => {
      const { body } = await asking(world('EC2', networkMode, {}, ipv6))(`/${version}/web-id`);
      const [network] = (body as { readonly Networks: readonly Readonly<Record<string, unknown>>[] }).Networks;
      return Object.fromEntries(Object.entries(network ?? {}).filter(([name]) => /IPv6/i.test(name)));
    };
    const addresses = { IPv6Addresses: [ipv6.address] };
    assert.deepEqual(await networkOf('awsvpc', 'v4'), {
      ...addresses,
      IPv6SubnetCIDRBlock: 'fd00:7a5c:de:10::/60',
      SubnetGatewayIpv6Address: 'fd00:7a5c:de:10::1/60',
    });
    assert.deepEqual(await networkOf('awsvpc', 'v3'), addresses);
    assert.deepEqual(await networkOf('bridge', 'v4'), {});
  });

  test('who does not know an id learns nothing', async () => {
    const ask = asking(world('EC2', 'awsvpc'));
    const metadata =
      'V4 container metadata handler: unable to get container ID from request: unable to get docker ID from v3 endpoint ID: x';
    assert.deepEqual(await ask('/v4/x'), { status: 404, body: metadata });
    const statuses: Record<string, number> = {};
    for (const path of [
      '/v4/x/task',
      '/v4/x/stats',
      '/v3/x',
      '/v3/x/task',
      '/v3/x/stats',
      '/v3/x/associations/a',
      '/api/x/task-protection/v1/state',
      '/v4',
      '/',
      '/v9/web-id',
      '/v4/web-id/other',
    ])
      statuses[path] = (await ask(path)).status;
    assert.deepEqual(statuses, {
      ...{ '/v4/x/task': 404, '/v4/x/stats': 404, '/v3/x': 500, '/v3/x/task': 500, '/v3/x/stats': 400 },
      ...{ '/v3/x/associations/a': 400, '/api/x/task-protection/v1/state': 404 },
      ...{ '/v4': 404, '/': 404, '/v9/web-id': 404, '/v4/web-id/other': 404 },
    });
  });

  test('version 2 is there in network mode awsvpc only', async () => {
    const ask = asking(world('EC2', 'awsvpc'));
    assert.equal(((await ask('/v2/metadata')).body as { Family: string }).Family, 'shop');
    assert.equal(((await ask(`/v2/metadata/${'b'.repeat(64)}`)).body as { Name: string }).Name, 'web');
    assert.deepEqual((await ask(`/v2/stats/${'b'.repeat(64)}`)).body, { read: 'now' });
    assert.equal((await ask('/v2/metadata/none')).status, 400);
    assert.equal((await asking(world('EC2', 'bridge'))('/v2/metadata')).status, 404);
  });

  test('faults are refused, as for a task that does not allow them', async () => {
    const path = '/api/web-id/fault/v1/network-latency/start';
    const disabled = await asking(world('EC2', 'awsvpc'))(path, 'POST', '{}');
    assert.equal(disabled.status, 400);
    assert.match(JSON.stringify(disabled.body), /enableFaultInjection is not enabled for task/);
    const enabled = await asking(world('EC2', 'awsvpc', { enableFaultInjection: true }))(path, 'POST', '{}');
    assert.match(JSON.stringify(enabled.body), /not available in a local run/);
    assert.equal((await asking(world('EC2', 'awsvpc'))('/api/web-id/fault/v1/other/start', 'POST')).status, 404);
  });
});
