import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeContainer, describeTask } from '../../../client/clusters/describeTask';
import { outOfMemory } from '../../../client/runner/reasons';
import type { ContainerSnapshot, TaskSnapshot } from '../../../client/runner/runner';
import { containerSnapshot, taskSnapshot } from '../../support/fakeRunner';

const taskRow = (change: Partial<TaskSnapshot>) => describeTask(taskSnapshot(change));
const containerRow = (change: Partial<ContainerSnapshot>, task: Partial<TaskSnapshot> = {}) => {
  const container = containerSnapshot(change);
  return describeContainer(taskSnapshot({ containers: [container], ...task }), container);
};

const port = (hostPort: number, change = {}) =>
  ({ containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort, ...change }) as const;

describe('a task', () => {
  const cases: readonly [string, Partial<TaskSnapshot>, string, string][] = [
    ['is starting', { lastStatus: 'PENDING' }, 'starting', 'PENDING · #01234567'],
    ['runs', {}, 'running', 'RUNNING · #01234567'],
    ['is healthy', { health: 'HEALTHY' }, 'running', 'RUNNING, healthy · #01234567'],
    ['is unhealthy', { health: 'UNHEALTHY' }, 'unhealthy', 'RUNNING, unhealthy · #01234567'],
    ['is stopping', { lastStatus: 'STOPPING', desiredStatus: 'STOPPED' }, 'stopping', 'STOPPING · #01234567'],
    [
      'was stopped by hand, whatever its exit code',
      {
        lastStatus: 'STOPPED',
        stopCode: 'UserInitiated',
        stoppedReason: 'Task stopped by user',
        containers: [containerSnapshot({ lastStatus: 'STOPPED', exitCode: 137 })],
      },
      'stopped',
      'STOPPED · Task stopped by user · #01234567',
    ],
    [
      'ended well',
      {
        lastStatus: 'STOPPED',
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        containers: [containerSnapshot({ lastStatus: 'STOPPED', exitCode: 0 })],
      },
      'stopped',
      'STOPPED · Essential container in task exited · #01234567',
    ],
    [
      'failed, by the exit code of an essential container',
      {
        lastStatus: 'STOPPED',
        stopCode: 'EssentialContainerExited',
        containers: [containerSnapshot({ lastStatus: 'STOPPED', exitCode: 1 })],
      },
      'failed',
      'STOPPED · #01234567',
    ],
    [
      'never came up',
      { lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: no\nmore' },
      'failed',
      'STOPPED · CannotPullContainerError: no · #01234567',
    ],
  ];
  for (const [name, change, state, description] of cases) {
    test(name, () => {
      const row = taskRow(change);
      assert.equal(row.state, state);
      assert.equal(row.description, description);
      assert.equal(row.label, 'webserver');
    });
  }

  test('can do what its state allows', () => {
    const containers = [containerSnapshot({ ports: [port(8080)] })];
    const file = '/home/me/task-definition.json';
    assert.deepEqual(taskRow({ containers, file }).can, ['stop', 'logs', 'open', 'inspect', 'copyId', 'goToFile']);
    assert.deepEqual(taskRow({ containers, lastStatus: 'PENDING' }).can, ['stop', 'logs', 'inspect', 'copyId']);
    assert.deepEqual(taskRow({ lastStatus: 'STOPPING', desiredStatus: 'STOPPED' }).can, [
      'kill',
      'logs',
      'inspect',
      'copyId',
    ]);
    assert.deepEqual(taskRow({ lastStatus: 'STOPPED', file }).can, [
      'logs',
      'inspect',
      'copyId',
      'remove',
      'run',
      'goToFile',
    ]);
    assert.deepEqual(taskRow({ lastStatus: 'STOPPED' }).can, ['logs', 'inspect', 'copyId', 'remove']);
  });

  test('says that nobody drives it, and can be taken over, until it has stopped', () => {
    const left = taskRow({ isUnattended: true });
    assert.equal(left.description, 'RUNNING · unattended · #01234567');
    assert.ok(left.details.includes('Unattended: nobody acts on the ends of its containers; take it over for that'));
    assert.ok(left.can.includes('attach'));
    assert.ok(!taskRow({ isUnattended: true, lastStatus: 'STOPPED' }).can.includes('attach'));
  });

  test('tells its reason and file when looked at', () => {
    const { details } = taskRow({
      stopCode: 'UserInitiated',
      stoppedReason: 'Task stopped by user',
      file: '/w/a.json',
    });
    assert.ok(details.includes('Stop code: UserInitiated'));
    assert.ok(details.includes('Stop reason: Task stopped by user'));
    assert.ok(details.includes('File: /w/a.json'));
  });

  test('has the same identity in every state', () => {
    assert.deepEqual(taskRow({}).ref, taskRow({ lastStatus: 'STOPPED' }).ref);
  });
});

describe('a container', () => {
  const cases: readonly [string, Partial<ContainerSnapshot>, string, string][] = [
    ['waits', { lastStatus: 'NONE', runtimeId: undefined }, 'starting', 'PENDING'],
    ['is made, and its port answers nobody yet', { lastStatus: 'CREATED', ports: [port(8080)] }, 'starting', 'CREATED'],
    ['runs', {}, 'running', 'RUNNING'],
    ['publishes a port', { ports: [port(8080)] }, 'running', 'RUNNING · :8080 → 80'],
    [
      'publishes it on ::1 too',
      { ports: [port(8080), port(8080, { hostIp: '::1' })] },
      'running',
      'RUNNING · :8080 → 80',
    ],
    [
      'publishes on every address',
      { ports: [port(8080, { hostIp: '0.0.0.0', protocol: 'udp' })] },
      'running',
      'RUNNING · :8080 → 80/udp',
    ],
    ['is unhealthy', { health: 'UNHEALTHY' }, 'unhealthy', 'RUNNING, unhealthy'],
    ['ended well', { lastStatus: 'STOPPED', exitCode: 0 }, 'stopped', 'STOPPED · exit code 0 (success)'],
    ['failed', { lastStatus: 'STOPPED', exitCode: 3 }, 'failed', 'STOPPED · exit code 3'],
    [
      'ran out of memory',
      {
        lastStatus: 'STOPPED',
        exitCode: 137,
        ...outOfMemory,
        ports: [port(8080)],
      },
      'failed',
      'STOPPED · exit code 137 (SIGKILL, out of memory) · OutOfMemoryError: Container killed due to memory usage',
    ],
    [
      'could not be pulled',
      { lastStatus: 'STOPPED', reason: 'CannotPullContainerError: not found', runtimeId: undefined },
      'failed',
      'STOPPED · CannotPullContainerError: not found',
    ],
  ];
  for (const [name, change, state, description] of cases) {
    test(name, () => {
      const row = containerRow(change);
      assert.equal(row.state, state);
      assert.equal(row.description, description);
    });
  }

  test('that was stopped with its task has not failed', () => {
    assert.equal(
      containerRow({ lastStatus: 'STOPPED', exitCode: 143 }, { stopCode: 'UserInitiated' }).state,
      'stopped',
    );
  });

  test('that still runs in a stopping task is stopping', () => {
    assert.equal(containerRow({}, { desiredStatus: 'STOPPED' }).state, 'stopping');
  });

  test('is opened on the loopback, once an address, with the scheme its port suggests', () => {
    const ports = [
      port(8080, { hostIp: '0.0.0.0' }),
      port(8080, { hostIp: '::' }),
      port(8443, { containerPort: 443 }),
      port(53, { containerPort: 53, protocol: 'udp' }),
    ];
    assert.deepEqual(containerRow({ ports }).urls, ['http://127.0.0.1:8080', 'https://127.0.0.1:8443']);
    assert.deepEqual(containerRow({ ports }).can, ['logs', 'open', 'shell', 'files', 'copyId']);
    assert.deepEqual(containerRow({ ports, lastStatus: 'STOPPED', exitCode: 0 }).can, ['logs', 'files', 'copyId']);
    assert.deepEqual(containerRow({ runtimeId: undefined, lastStatus: 'PULLED' }).can, ['logs']);
  });

  test('tells what it is when looked at', () => {
    const { details } = containerRow({ ports: [port(8080)], restarts: 2 });
    assert.deepEqual(details, [
      'Image: nginx:1.27',
      'Image digest: sha256:0f3c9a7e12d4',
      'Status: RUNNING',
      'Essential: yes: the task stops with it',
      'Ports: 127.0.0.1:8080 → 80/tcp',
      'Restarts: 2',
      'Engine id: c0ffee00c0ff',
    ]);
  });
});
