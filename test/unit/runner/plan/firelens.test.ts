import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { GivenValues } from '../../../../client/runner/overrides';
import type { RunOptions, TaskPlan } from '../../../../client/runner/plan';
import type { ContainerDefinition, TaskDefinition } from '../../../../server/index';
import { matchesGolden } from '../../../support/golden';
import { awsvpc, codes, container, environmentOf, fargate, hostConfig, planned, specOf, task } from '../planned';

type Firelens = NonNullable<ContainerDefinition['firelensConfiguration']>;

const routed = (name: string, options: Record<string, string>, more: Partial<ContainerDefinition> = {}) =>
  container(name, { ...more, logConfiguration: { logDriver: 'awsfirelens', options, ...more.logConfiguration } });

const withRouter = (
  firelens: Firelens,
  apps: readonly ContainerDefinition[],
  { router, ...more }: Partial<TaskDefinition> & { readonly router?: Partial<ContainerDefinition> } = {},
): TaskDefinition => task([...apps, container('router', { firelensConfiguration: firelens, ...router })], more);

const config = (plan: TaskPlan, file = 0): string => specOf(plan, 'router').files?.[file]?.text ?? '';
const credentials: RunOptions = { credentials: { source: 'role', profile: 'dev' } };
const knowing = (given: Partial<GivenValues>) => ({
  around: { given: { secrets: new Map(), environmentFiles: new Map(), ...given } },
});

const cloudwatch = {
  Name: 'cloudwatch_logs',
  region: 'eu-central-1',
  log_group_name: 'shop',
  'include-pattern': '^GET',
};

describe('FireLens (runner.md §1.11)', () => {
  test('the configuration of fluent-bit, sending', () =>
    matchesGolden(
      'firelens/fluent-bit.conf',
      config(
        planned(
          withRouter(
            { type: 'fluentbit', options: { 'config-file-type': 'file', 'config-file-value': '/extra.conf' } },
            [
              routed('web', { ...cloudwatch, 'log-driver-buffer-limit': '1000' }),
              routed(
                'api',
                { Name: 'http', 'exclude-pattern': 'ping' },
                {
                  logConfiguration: { secretOptions: [{ name: 'http_Passwd', valueFrom: '/passwd' }] },
                },
              ),
              container('quiet'),
            ],
            { ...fargate, router: { memoryReservation: 50 } },
          ),
          credentials,
          knowing({ aws: new Map([['/passwd', 'hunter2']]) }),
        ),
      ),
    ));

  test('the configuration of fluentd, which keeps what it gets', () =>
    matchesGolden(
      'firelens/fluent.conf',
      config(
        planned(withRouter({ type: 'fluentd' }, [routed('web', { '@type': 's3', 'exclude-pattern': 'ping' })], awsvpc)),
      ),
    ));

  test('in mode bridge it listens to other containers, in mode host to nobody but the engine', () => {
    const inputs = (networkMode: 'bridge' | 'host') =>
      config(
        planned(
          withRouter({ type: 'fluentbit', options: { 'enable-ecs-log-metadata': 'false' } }, [], { networkMode }),
        ),
      );
    assert.match(inputs('bridge'), /Listen 0\.0\.0\.0\n {4}Port 24224/);
    assert.doesNotMatch(inputs('host'), /Listen|FILTER/);
    assert.match(inputs('host'), /Mem_Buf_Limit 25MB\n {4}unix_path \/var\/run\/fluent\.sock/);
  });

  const definition = withRouter({ type: 'fluentbit' }, [routed('web', cloudwatch)], awsvpc);

  test('the application logs to the socket, as the engine sees it, and knows where to send more', () => {
    const plan = planned(definition);
    assert.deepEqual(hostConfig(plan, 'web').LogConfig, {
      Type: 'fluentd',
      Config: {
        'fluentd-address': 'unix:///var/lib/docker/volumes/taskdef-0123456789ab-firelens/_data/fluent.sock',
        'fluentd-async': 'true',
        'fluentd-sub-second-precision': 'true',
        tag: 'web-firelens-0123456789abcdef0123456789abcdef',
        mode: 'non-blocking',
        'max-buffer-size': '10m',
      },
    });
    const variables = environmentOf(plan, 'web').filter((line) => line.startsWith('FLUENT'));
    assert.deepEqual(variables, ['FLUENT_HOST=127.0.0.1', 'FLUENT_PORT=24224']);
    assert.deepEqual(hostConfig(plan, 'router').Binds, [
      'taskdef-0123456789ab-firelens:/var/run:nocopy',
      'taskdef-0123456789ab-firelens-etc:/fluent-bit/etc',
    ]);
    assert.deepEqual(
      plan.volumes.map(({ dockerName, scope, driverOpts }) => [dockerName, scope, driverOpts]),
      [
        ['taskdef-0123456789ab-firelens', 'task', {}],
        ['taskdef-0123456789ab-firelens-etc', 'task', {}],
      ],
    );
    const bridge = planned({ ...definition, networkMode: 'bridge' });
    assert.equal(specOf(bridge, 'web').routedTo, 'router');
    assert.ok(!environmentOf(bridge, 'web').some((line) => line.startsWith('FLUENT')));
  });

  test('where an output goes instead, or that it really goes there, is told', () => {
    const at = 'firelens-output /containerDefinitions/0/logConfiguration';
    const kept = planned(definition);
    assert.ok(codes(kept.notices).includes(at));
    assert.match(config(kept), /\[OUTPUT\]\n {4}Name stdout\n {4}Match web-firelens\*/);
    const sent = planned(definition, credentials);
    assert.match(sent.notices.find(({ code }) => code === 'firelens-output')?.text ?? '', /really sends/);
    const own = planned(withRouter({ type: 'fluentbit' }, [routed('web', { Name: 'null' })]));
    assert.ok(!codes(own.notices).includes(at));
  });

  test('the agent adds the instance to records on EC2; that there is none is told', () => {
    const told = (definition: TaskDefinition) =>
      codes(planned(definition).notices.filter(({ code }) => code === 'firelens-metadata'));
    assert.deepEqual(told(withRouter({ type: 'fluentbit' }, [])), [
      'firelens-metadata /containerDefinitions/0/firelensConfiguration',
    ]);
    assert.deepEqual(told(withRouter({ type: 'fluentbit', options: { 'enable-ecs-log-metadata': 'false' } }, [])), []);
    assert.deepEqual(told(withRouter({ type: 'fluentbit' }, [], fargate)), []);
  });

  test('the name of an output may be a secret', () => {
    const secretOptions = [{ name: 'Name', valueFrom: '/output' }];
    const logConfiguration = { logDriver: 'awsfirelens', options: { region: 'x' }, secretOptions } as const;
    const definition = withRouter({ type: 'fluentbit' }, [container('web', { logConfiguration })]);
    const kept = planned(definition);
    assert.deepEqual(kept.refusals, []);
    assert.match(kept.notices.find(({ code }) => code === 'firelens-output')?.text ?? '', /instead of the output that/);
    const sent = planned(definition, credentials, knowing({ aws: new Map([['/output', 'http']]) }));
    assert.match(config(sent), /Name \$\{Name_0\}\n +Match web-firelens\*\n +region x/);
    assert.ok(environmentOf(sent, 'router').includes('Name_0=http'));
  });

  test('secrets reach the environment of the router, and the configuration names them', () => {
    const secretOptions = [{ name: 'apikey', valueFrom: '/key' }];
    const datadog = withRouter({ type: 'fluentd' }, [
      container('first'),
      routed('web', { '@type': 'datadog' }, { logConfiguration: { secretOptions } }),
    ]);
    const plan = planned(datadog, credentials, knowing({ aws: new Map([['/key', 'hunter2']]) }));
    assert.match(config(plan), /apikey "#\{ENV\['apikey_1'\]\}"/);
    const variables = environmentOf(plan, 'router').slice(-3, -1);
    assert.deepEqual(variables, ['FLUENT_UID=0', 'apikey_1=hunter2']);
    assert.ok(!JSON.stringify([plan.notices, specOf(plan, 'router').files]).includes('hunter2'));
  });

  test('a configuration on S3 is a file of this machine, or from AWS, or left out with a word', () => {
    const arn = 'arn:aws:s3:::bucket/extra.conf';
    const onS3 = withRouter({ type: 'fluentbit', options: { 'config-file-type': 's3', 'config-file-value': arn } }, []);
    const here = planned(
      onS3,
      {},
      knowing({ environmentFiles: new Map([[arn, { path: '/w/extra.conf', text: 'mine' }]]) }),
    );
    assert.equal(config(here, 1), 'mine');
    assert.match(config(here), /^@INCLUDE \/fluent-bit\/etc\/external\.conf$/m);
    assert.ok(here.notices.some(({ text }) => text.includes('/w/extra.conf instead of arn')));
    assert.equal(config(planned(onS3, credentials, knowing({ aws: new Map([[arn, 'theirs']]) })), 1), 'theirs');
    const without = planned(onS3);
    assert.doesNotMatch(config(without), /@INCLUDE/);
    const [notice] = without.notices.filter(({ code }) => code === 'firelens-config');
    const left = planned(onS3, { overrides: { from: 'ecs.local.json', environmentFiles: { [arn]: null } } });
    assert.ok(left.notices.some(({ text }) => text.endsWith('extra.conf, as ecs.local.json says.')));
    assert.match(notice?.text ?? '', /AWS is not asked without a profile\. Put extra\.conf beside/);
  });

  test('what the agent would refuse is refused', () => {
    const nameless = planned(withRouter({ type: 'fluentbit' }, [routed('web', { region: 'eu-central-1' })]));
    assert.match(nameless.refusals[0]?.next ?? '', /Add "Name"/);
    const mounted = { mountPoints: [{ sourceVolume: 'v', containerPath: '/var/run/' }] };
    const twice = planned(withRouter({ type: 'fluentbit' }, [], { router: mounted, volumes: [{ name: 'v' }] }));
    assert.deepEqual(codes(twice.refusals), ['firelens-mount /containerDefinitions/0/mountPoints/0']);
  });

  test('a router that is not root gets a folder it may write to', () => {
    const [socket] = planned(withRouter({ type: 'fluentbit' }, [], { router: { user: '1000' } })).volumes;
    assert.deepEqual(socket?.driverOpts, { type: 'tmpfs', device: 'tmpfs', o: 'mode=1777' });
  });
});
