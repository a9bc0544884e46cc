import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { label, unpackDefinition } from '../../../../client/runner/labels';
import { withLocalFile } from '../../../../client/runner/local/merge';
import { readLocalText } from '../../../../client/runner/local/read';
import type { GivenValues, Missing } from '../../../../client/runner/overrides';
import type { RunOptions } from '../../../../client/runner/plan';
import type { TaskDefinition } from '../../../../server/index';
import { awsvpc, codes, environmentOf, fargate, hostConfig, one, pauseName, planned, specOf, task } from '../planned';

/** The plan of a definition beside an `ecs.local.json` in the workspace /w. */
function beside(file: object, definition: TaskDefinition, asked: RunOptions = {}, given?: GivenValues) {
  const { file: local, faults } = readLocalText(JSON.stringify(file));
  assert.deepEqual(faults, []);
  const options = withLocalFile(definition, { workspace: '/w', ...asked }, local, { path: '/w/ecs.local.json' });
  return planned(definition, options, given ? { around: { given } } : {});
}

const mapped = (ports: readonly number[]) => ({ portMappings: ports.map((containerPort) => ({ containerPort })) });

describe('ecs.local.json in the plan', () => {
  test('what RunTask can say, in its own shape and by container; the latter wins', () => {
    const overrides = {
      cpu: '256',
      containerOverrides: [
        {
          name: 'a',
          command: ['handed'],
          memory: 64,
          environment: [
            { name: 'A', value: 'handed' },
            { name: 'B', value: 'b' },
          ],
        },
      ],
    };
    const containers = { a: { command: ['own'], environment: { A: 'own' } }, stranger: { image: 'x' } };
    const plan = beside({ overrides, containers, memory: '512' }, one({ command: ['file'], image: 'busybox' }));
    const { body } = specOf(plan);
    assert.deepEqual(
      [body.Cmd, body.HostConfig.Memory, plan.definition.cpu, plan.definition.memory],
      [['own'], 64 * 2 ** 20, '256', '512'],
    );
    assert.deepEqual(environmentOf(plan).slice(0, 2), ['A=own', 'B=b']);
    assert.deepEqual(plan.refusals, []);
  });

  test('every change is announced by name, none by value', () => {
    const containers = { a: { image: 'mine', environment: { A: 'hunter2' }, ports: { 80: 8080 } } };
    const plan = beside({ containers, hosts: { db: '10.0.0.1' } }, one({}, awsvpc));
    const said = plan.notices.filter(({ code }) => code === 'overridden').map(({ text }) => text);
    assert.deepEqual(said, [
      'ecs.local.json changes the task for this run: the address of db.',
      'For this run ecs.local.json and options change a: image mine, variables A, port 80/tcp on 8080.',
    ]);
  });

  test('what has no effect in this task is not told as a change, but as that', () => {
    const told = (file: object, definition: TaskDefinition) =>
      beside(file, definition)
        .notices.filter(({ code }) => code === 'overridden' || code.endsWith('-unused'))
        .map(({ text }) => text);
    const ports = { containers: { a: { ports: { 80: 8080 } } } };
    const none = { networkMode: 'none' } as const;
    assert.deepEqual(told({ ...ports, hosts: { db: '10.0.0.1' } }, one({}, none)), [
      'The hosts of ecs.local.json have no effect: network mode none reaches nobody.',
      'ecs.local.json cannot publish 80/tcp of a: network mode none has no ports.',
    ]);
    assert.deepEqual(told(ports, one({}, { networkMode: 'host' })), [
      "ecs.local.json cannot publish 80/tcp of a: in network mode host a container's ports are the machine's own.",
    ]);
    const slips = { volumes: { uplaods: '.', other: '.' }, containers: { a: { secrets: { TOKNE: 'v' } } } };
    assert.deepEqual(told(slips, one({}, { volumes: [{ name: 'uploads' }] })), [
      'ecs.local.json gives folders to volumes the task does not have: uplaods (is it uploads?).',
      'ecs.local.json gives values to secrets that a does not have: TOKNE.',
    ]);
    const secrets = [{ name: 'TOKEN', valueFrom: 'p' }];
    const fine = { volumes: { uploads: '.' }, containers: { a: { secrets: { TOKEN: 'v' } } } };
    assert.deepEqual(told(fine, one({ secrets }, { volumes: [{ name: 'uploads' }] })), []);
  });

  test('options of the run win', () => {
    const containers = { a: { image: 'mine', environment: { A: 'local', B: 'local' } } };
    const plan = beside({ containers }, one({}), { images: { a: 'asked' }, environment: { a: { A: 'asked' } } });
    assert.equal(specOf(plan).image, 'asked');
    assert.deepEqual(environmentOf(plan).slice(0, 2), ['A=asked', 'B=local']);
  });

  test('ports move in every mode, and more are published', () => {
    const ports = { 80: 8080, '53/udp': 0 };
    const wishes = (plan: ReturnType<typeof planned>, name: string) =>
      specOf(plan, name).ports.map(
        ({ containerPort, protocol, hostPort }) => `${containerPort}/${protocol}>${hostPort}`,
      );
    assert.deepEqual(wishes(beside({ containers: { a: { ports } } }, one(mapped([80]), fargate)), pauseName), [
      '80/tcp>8080',
      '53/udp>0',
    ]);
    assert.deepEqual(wishes(beside({ containers: { a: { ports } } }, one(mapped([80]))), 'a'), [
      '80/tcp>8080',
      '53/udp>0',
    ]);
    const wrong = beside({ containers: { a: { ports: { http: 1 } } } }, one({}));
    assert.deepEqual(codes(wrong.refusals), ['port-given /containerDefinitions/0']);
  });

  test('folders of this machine: on Fargate too, instead of a volume, over what is mounted there', () => {
    const definition = one(
      {
        mountPoints: [
          { sourceVolume: 'v', containerPath: '/v' },
          { sourceVolume: 'v', containerPath: '/app' },
        ],
      },
      { ...fargate, volumes: [{ name: 'v' }] },
    );
    const containers = { a: { mounts: { '/app': { source: './src', readOnly: true } } } };
    const plan = beside({ containers, volumes: { v: 'data' } }, definition);
    assert.deepEqual(hostConfig(plan).Binds, ['/w/data:/v', '/w/src:/app:ro']);
    assert.deepEqual([plan.refusals, plan.demands, plan.volumes], [[], [], []]);
    const outside = beside({ containers: { a: { mounts: { '/etc': { source: '/etc' } } } } }, one({}));
    assert.deepEqual(
      outside.demands.map(({ kind }) => kind),
      ['mounts'],
    );
  });

  test('of two folders that one container is to see each is told', () => {
    const mounts = { '/a': { source: '/etc' }, '/b': { source: '/root' }, '/c': { source: '/etc' } };
    assert.deepEqual(
      beside({ containers: { a: { mounts } } }, one({})).demands.map(({ text }) => text),
      [
        'The task gets /etc, which lies outside the workspace.',
        'The task gets /root, which lies outside the workspace.',
      ],
    );
  });

  test('names get an address: in the containers, or in the file of the pause', () => {
    const file = { hosts: { 'orders.internal': 'host-gateway' } };
    assert.deepEqual(hostConfig(beside(file, one({}))).ExtraHosts, ['orders.internal:host-gateway']);
    const shared = beside(file, one({}, awsvpc));
    assert.deepEqual(hostConfig(shared, pauseName).ExtraHosts, ['orders.internal:host-gateway']);
    assert.equal(hostConfig(shared).ExtraHosts, undefined);
  });

  test('the limits of the task are shared when it says so', () => {
    const of = (file: object) => beside(file, one({}, { memory: '64' })).group?.memory;
    assert.deepEqual(
      [of({ sharedLimits: true }), of({ sharedLimits: false }), of({})],
      [64 * 2 ** 20, undefined, undefined],
    );
  });

  const arn = (name: string) => `arn:aws:s3:::bucket/${name}.env`;
  const files = (...names: string[]) => ({
    environmentFiles: names.map((name) => ({ type: 's3' as const, value: arn(name) })),
  });
  const values = (texts: Record<string, string>, secrets: Record<string, string | Missing> = {}): GivenValues => ({
    environmentFiles: new Map(
      Object.entries(texts).map(([name, text]) => [arn(name), { path: `/w/${name}.env`, text }]),
    ),
    secrets: new Map([['a', new Map(Object.entries(secrets))]]),
  });

  test('C1: overrides beat environment, which beats the first file, which beats the second', () => {
    const definition = one({
      ...files('one', 'two'),
      environment: [
        { name: 'C', value: 'definition' },
        { name: 'D', value: 'definition' },
      ],
    });
    const given = values({ one: 'B=one\nC=one', two: 'A=two\nB=two\nC=two' });
    const plan = beside({ containers: { a: { environment: { D: 'override' } } } }, definition, {}, given);
    const set = Object.fromEntries(environmentOf(plan).map((line) => line.split('=') as [string, string]));
    assert.deepEqual([set.A, set.B, set.C, set.D], ['two', 'one', 'definition', 'override']);
  });

  test('C2: lines of an environment file are taken as they are', () => {
    const given = values({ one: '#c\nA="x"\r\n B=1\nC=a=b\n=v\nD\nexport E=1' });
    const env = environmentOf(beside({}, one(files('one')), {}, given)).slice(0, 4);
    assert.deepEqual(env, ['A="x"', ' B=1', 'C=a=b', 'export E=1']);
  });

  test('a file that is nowhere is refused with what to write; null runs without it', () => {
    const [refusal] = planned(one(files('one'))).refusals;
    assert.equal(refusal?.code, 'environment-file-missing');
    assert.match(refusal.next, /put one\.env beside.*"arn:aws:s3:::bucket\/one\.env": "\.\/one\.env"/);
    const without = beside({ environmentFiles: { [arn('one')]: null } }, one(files('one')));
    assert.deepEqual(without.refusals, []);
    assert.ok(codes(without.notices).includes('environment-file /containerDefinitions/0/environmentFiles/0'));
  });

  test('a secret reaches the container and nothing else', () => {
    const definition = one({ secrets: [{ name: 'PASSWORD', valueFrom: 'arn:aws:ssm:eu-central-1:1:parameter/p' }] });
    const file = { containers: { a: { secrets: { PASSWORD: 'hunter2' } } } };
    const plan = beside(file, definition, {}, values({}, { PASSWORD: 'hunter2' }));
    assert.deepEqual(plan.refusals, []);
    assert.ok(environmentOf(plan).includes('PASSWORD=hunter2'));
    const { containers, ...rest } = plan;
    const shown = containers.map(({ body: { Env: _, ...body }, ...spec }) => ({ ...spec, body }));
    assert.ok(!JSON.stringify([rest, shown]).includes('hunter2'));
    const kept = unpackDefinition(specOf(plan).body.Labels[label.definition]!);
    assert.deepEqual(kept?.options.overrides?.secrets, {
      a: { PASSWORD: { local: '/w/ecs.local.json', container: 'a' } },
    });
  });

  test('L11: a secret that cannot be read is named with the reason', () => {
    const definition = one({ secrets: [{ name: 'PASSWORD', valueFrom: 'p' }] });
    const file = { containers: { a: { secrets: { PASSWORD: { env: 'PW' } } } } };
    const given = values({}, { PASSWORD: { missing: 'the variable PW is not set here', next: 'Set PW.' } });
    const [refusal] = beside(file, definition, {}, given).refusals;
    assert.match(refusal?.text ?? '', /needs the secret PASSWORD: the variable PW is not set here/);
    assert.equal(refusal?.next, 'Set PW. Or for one run in a terminal: --env a.PASSWORD=VALUE.'); // nothing about a file that says it already
  });

  test('an empty list of requirements runs without a GPU', () => {
    const definition = task([{ name: 'a', image: 'busybox', resourceRequirements: [{ type: 'GPU', value: '1' }] }]);
    const plan = beside({ containers: { a: { resourceRequirements: [] } } }, definition);
    assert.deepEqual([plan.refusals, hostConfig(plan).DeviceRequests], [[], undefined]);
  });
});
