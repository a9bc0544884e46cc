import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changedContainers } from '../../../client/runner/changes';
import type { RunOptions, TaskPlan } from '../../../client/runner/plan';
import { withHostPort, withPortsOf, withWish } from '../../../client/runner/remap';
import type { ContainerDefinition, TaskDefinition } from '../../../server/index';
import { awsvpc, container, imageFacts, planned, specOf, surroundings, task } from './planned';

const web = container('web', { dependsOn: [{ containerName: 'db', condition: 'START' }] });
const db = container('db');

const both = (changes: Partial<ContainerDefinition> = {}, more: Partial<TaskDefinition> = {}) =>
  planned(task([{ ...web, ...changes }, db], more));

describe('containers that have to be made anew', () => {
  test('are none for the same definition', () => {
    assert.deepEqual(changedContainers(both(), both()), { kind: 'nothing' });
  });

  const alone: readonly [string, Partial<ContainerDefinition>][] = [
    ['its image', { image: 'nginx' }],
    ['its command', { command: ['sleep', '1'] }],
    ['a variable', { environment: [{ name: 'LEVEL', value: 'debug' }] }],
    ['its health check', { healthCheck: { command: ['CMD', 'true'] } }],
    ['how long it may take to stop', { stopTimeout: 5 }],
    ['whether the task lives without it', { essential: false }],
    ['a published port', { portMappings: [{ containerPort: 80, hostPort: 8080 }] }],
  ];
  for (const [says, changes] of alone)
    test(`are the one alone for ${says}`, () => {
      const members = Object.keys(changes);
      assert.deepEqual(changedContainers(both(), both(changes)), {
        kind: 'containers',
        containers: [{ name: 'web', members }],
      });
    });

  test('are those that something beside the definition is about', () => {
    const options: RunOptions = { environment: { db: { A: '1' } } };
    assert.deepEqual(changedContainers(both(), planned(task([web, db]), options)), {
      kind: 'containers',
      containers: [{ name: 'db', members: [] }],
    });
  });

  test('are none for what makes no difference', () => {
    const empty = both({ environment: [], portMappings: [] });
    assert.deepEqual(changedContainers(both(), empty), { kind: 'nothing' });
  });

  const named = (name: string) =>
    planned(task([{ ...web, portMappings: [{ name, containerPort: 80 }] }, db]), {
      overrides: { from: 'ecs.local.json', serviceConnect: { namespace: 'shop', services: [{ portName: 'http' }] } },
    });

  test('are all for a name by which others find the task', () => {
    assert.equal(changedContainers(named('http'), named('http')).kind, 'nothing');
    assert.equal(changedContainers(named('http'), named('admin')).kind, 'task');
  });

  const whole: readonly [string, ReturnType<typeof both>, RegExp][] = [
    ['a member of the task', both({}, { taskRoleArn: 'arn:aws:iam::1:role/r' }), /^taskRoleArn was changed$/],
    ['two of them', both({}, { cpu: '256', memory: '512' }), /^cpu, memory were changed$/],
    ['the order they start in', both({ dependsOn: [] }), /^what web depends on was changed$/],
    ['a new container', planned(task([web, db, container('more')])), /^a container was added, removed/],
    ['a container that has gone', planned(task([db])), /^a container was added, removed/],
    ['a new name', planned(task([{ ...web, name: 'www' }, db])), /^a container was added, removed/],
    ['another launch type', planned(task([web, db]), { target: 'EXTERNAL' }), /^what its containers share/],
  ];
  for (const [says, after, why] of whole)
    test(`are all for ${says}`, () => {
      const change = changedContainers(both(), after);
      assert.ok(change.kind === 'task', change.kind);
      assert.match(change.why, why);
    });

  test('are all for a port of the network they share', () => {
    const port = (hostPort: number) =>
      planned(task([{ ...web, portMappings: [{ containerPort: hostPort }] }, db], awsvpc));
    assert.deepEqual(changedContainers(port(80), port(81)), {
      kind: 'task',
      why: 'a port of its network was changed',
    });
  });

  test('are all when others have volumes of the one', () => {
    const plan = (image: string) =>
      planned(task([container('web', { volumesFrom: [{ sourceContainer: 'db' }] }), { ...db, image }]));
    const change = changedContainers(plan('busybox'), plan('postgres'));
    assert.ok(change.kind === 'task' && change.why.startsWith('db was changed'), JSON.stringify(change));
  });
});

describe('a running task that is planned again', () => {
  const published = (hostPort: number, image = 'busybox') =>
    planned(
      task([{ ...web, image, portMappings: [{ containerPort: 80, hostPort }] }, db]),
      {},
      {
        around: { images: new Map([...surroundings.images, ['nginx', imageFacts()]]) },
      },
    );
  const wishOf = (plan: TaskPlan, n: number) => specOf(plan, 'web').ports[n] ?? assert.fail();
  const asked = published(8080);
  const wish = specOf(asked, 'web').ports[0]!;
  const current = withHostPort(asked, wish, 9000);

  test('keeps the port it got instead of a taken one', () => {
    const next = withPortsOf(current, asked, published(8080, 'nginx'));
    assert.equal(specOf(next, 'web').ports[0]?.hostPort, 9000);
    assert.deepEqual(changedContainers(current, withPortsOf(current, asked, published(8080))), { kind: 'nothing' });
  });

  test('keeps each of the ports picked for one of the container', () => {
    const open = (image = 'busybox') => {
      const portMappings = [{ containerPort: 80 }, { containerPort: 80 }];
      const images = new Map([...surroundings.images, ['nginx', imageFacts()]]);
      return planned(task([{ ...web, image, portMappings }, db]), {}, { around: { images } });
    };
    const was = open();
    const picked = [50_001, 50_002].reduce(
      (plan, hostPort, n) => withWish(plan, wishOf(plan, n), { ...wishOf(plan, n), hostPort, isPicked: true }),
      was,
    );
    const next = specOf(withPortsOf(picked, was, open('nginx')), 'web').ports;
    assert.deepEqual(
      next.map(({ hostPort, isPicked }) => [hostPort, isPicked]),
      [
        [50_001, true],
        [50_002, true],
      ],
    );
  });

  test('gets the port it newly asks for', () => {
    assert.equal(specOf(withPortsOf(current, asked, published(8081)), 'web').ports[0]?.hostPort, 8081);
  });
});
