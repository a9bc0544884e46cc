import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { causesOf } from '../../../client/clusters/cause';
import type { ContainerSnapshot, TaskSnapshot } from '../../../client/runner/runner';
import type { Condition } from '../../../client/runner/state';
import { engineWasAway, mayBeOutOfMemory, outOfMemory } from '../../../client/runner/reasons';
import { containerSnapshot, taskSnapshot } from '../../support/fakeRunner';
import { table } from '../../support/table';

const dead = (name: string, change: Partial<ContainerSnapshot> = {}): ContainerSnapshot =>
  containerSnapshot({ name, lastStatus: 'STOPPED', ...change });

const stopped = (containers: readonly ContainerSnapshot[], change: Partial<TaskSnapshot> = {}): TaskSnapshot =>
  taskSnapshot({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited', containers, ...change });

/** The causes of the second container's death, without its place in the list. */
function causesIn(change: Partial<ContainerSnapshot>): string {
  const task = stopped([containerSnapshot({ name: 'first' }), dead('second', change)]);
  return causesOf(task, task.containers[1])
    .map((pointer) => pointer.replace('/containerDefinitions/1', '…'))
    .join(' ');
}

const start = (text: string) => ({
  exitCode: 127,
  reason: `CannotStartContainerError: OCI runtime create failed: ${text}`,
});
const create = (text: string) => ({ reason: `CannotCreateContainerError: ${text}` });

table(
  'the cause of a container’s death',
  (change: Partial<ContainerSnapshot>, causes: string) => assert.equal(causesIn(change), causes),
  [
    ['a program that fails', { exitCode: 3 }, '…/command …/entryPoint …/image …'],
    ['a shell that does not find its command', { exitCode: 127 }, '…/command …/entryPoint …/image …'],
    ['a crash', { exitCode: 139 }, '…/command …/entryPoint …/image …'],
    ['success', { exitCode: 0 }, ''],
    ['too much memory', { exitCode: 137, ...outOfMemory }, '…/memory /memory …/memoryReservation …'],
    [
      'too much memory, perhaps',
      { exitCode: 137, ...mayBeOutOfMemory(6 * 1_048_576) },
      '…/memory /memory …/memoryReservation …',
    ],
    ['killed while unhealthy', { exitCode: 137, health: 'UNHEALTHY' }, '…/healthCheck …'],
    ['failed by itself while unhealthy', { exitCode: 1, health: 'UNHEALTHY' }, '…/command …/entryPoint …/image …'],
    [
      'an image that is not there',
      { reason: 'CannotPullContainerError: manifest unknown — check the image’s name' },
      '…/image …',
    ],
    ['a digest nobody knows', { reason: 'CannotPullImageManifestError: not found' }, '…/image …'],
    [
      'a registry that wants a login',
      { reason: 'CannotPullContainerError: unauthorized: authentication required' },
      '…/repositoryCredentials …/image …',
    ],
    [
      'an entry point that is not there',
      start('exec: "/nope": stat /nope: no such file or directory: unknown'),
      '…/entryPoint …/command …/image …',
    ],
    [
      'a program that may not be executed',
      start('exec: "/data": permission denied: unknown'),
      '…/entryPoint …/command …/image …',
    ],
    ['another processor', start('exec /bin/sh: exec format error'), '/runtimePlatform …/image …'],
    ['a user that is not there', start('unable to find user nosuch: no matching entries in passwd file'), '…/user …'],
    [
      'a folder to work in',
      start('chdir to cwd ("/app") set in config.json failed: no such file'),
      '…/workingDirectory …',
    ],
    [
      'a kernel parameter that is not there',
      start('error during container init: open /proc/sys/net/foo/bar: no such file or directory: unknown'),
      '…/systemControls …',
    ],
    [
      'a taken port',
      { reason: 'CannotStartContainerError: Bind for 0.0.0.0:80 failed: port is already allocated' },
      '…/portMappings …',
    ],
    [
      'a file mounted on a folder',
      start('error mounting "/a" to rootfs at "/b": not a directory: permission denied'),
      '…/mountPoints …/volumesFrom /volumes …',
    ],
    [
      'a folder of the host',
      create('invalid mount config: bind source path does not exist: /x'),
      '…/mountPoints …/volumesFrom /volumes …',
    ],
    [
      'a device',
      start('error gathering device information while adding "/dev/x"'),
      '…/linuxParameters/devices …/resourceRequirements …',
    ],
    ['a driver of logs', start('failed to initialize logging driver: dial tcp: refused'), '…/logConfiguration …'],
    ['an option of one', create("unknown log opt 'x' for json-file log driver"), '…/logConfiguration …'],
    ['limits', start('error setting rlimit type 7: operation not permitted'), '…/ulimits …'],
    ['settings of the kernel', create('sysctl "kernel.x" is not in a separate namespace'), '…/systemControls …'],
    [
      'a capability',
      create('invalid CapAdd: unknown capability: "CAP_X"'),
      '…/linuxParameters/capabilities …/linuxParameters …',
    ],
    [
      'a limit below the engine’s least',
      create('Minimum memory limit allowed is 6MB'),
      '…/memory …/cpu /memory /cpu …',
    ],
    [
      'a secret',
      { reason: 'ResourceInitializationError: unable to pull secrets' },
      '…/secrets …/repositoryCredentials …',
    ],
    [
      'a file of variables',
      { reason: 'ResourceInitializationError: env file x.env is not there' },
      '…/environmentFiles …',
    ],
    ['a full disk', { reason: 'CannotPullContainerError: no space left on device' }, ''],
    ['somebody’s hand', { reason: 'ContainerVanishedError: The container is no longer on the engine' }, ''],
    ['an engine that was away', { exitCode: 137, ...engineWasAway }, ''],
    [
      'what only sounds like a known one: words are for people',
      { exitCode: 137, reason: 'waits for first (START): it may have run out of memory' },
      '…/command …/entryPoint …/image …',
    ],
    ['an error nobody has met', create('it is Tuesday'), '…/command …/entryPoint …/image …'],
  ],
);

describe('the cause of a death in vain waiting', () => {
  const waiting = (on: string, condition: Condition, hasTimedOut = false) =>
    dead('web', {
      exitCode: 143,
      reason: 'CannotStartContainerError: dependency graph: …',
      why: { kind: 'wait', on, condition, hasTimedOut },
    });
  const causes = (db: ContainerSnapshot, web: ContainerSnapshot) => causesOf(stopped([db, web]), web)[0];

  test('is that of the container it waited for, through any number of them', () => {
    const db = dead('db', { reason: 'CannotPullContainerError: manifest unknown' });
    assert.equal(causes(db, waiting('db', 'START')), '/containerDefinitions/0/image');
    const job = dead('db', { exitCode: 2 });
    assert.equal(causes(job, waiting('db', 'SUCCESS')), '/containerDefinitions/0/command');
    const middle = { ...waiting('db', 'START'), name: 'middle' };
    const last = waiting('middle', 'START');
    assert.equal(causesOf(stopped([db, middle, last]), last)[0], '/containerDefinitions/0/image');
  });

  test('is the wait, when the other one only took too long', () => {
    const slow = containerSnapshot({ name: 'db' });
    const timedOut = waiting('db', 'COMPLETE', true);
    assert.equal(causes(slow, timedOut), '/containerDefinitions/1/dependsOn');
  });

  test('is the health check, when that says no', () => {
    const sick = dead('db', { health: 'UNHEALTHY', exitCode: 137 });
    const timedOut = waiting('db', 'HEALTHY', true);
    assert.equal(causes(sick, timedOut), '/containerDefinitions/0/healthCheck');
    assert.equal(causes({ ...sick, health: 'UNKNOWN' }, timedOut), '/containerDefinitions/1/dependsOn');
  });
});

describe('the cause of a task’s end', () => {
  const ended = (stoppedReason: string, change: Partial<TaskSnapshot> = {}) =>
    causesOf(stopped([dead('a'), dead('b')], { stopCode: 'TaskFailedToStart', stoppedReason, ...change }), undefined);

  test('that no container tells of stands in its reason', () => {
    assert.deepEqual(ended('VolumeError: volume data: no such driver'), ['/volumes']);
    assert.deepEqual(ended('ContainerNetworkingError: every subnet of 10.213.0.0/16 is in use'), ['/networkMode']);
    assert.deepEqual(ended('ContainerNetworkingError: Bind for 0.0.0.0:80: port is already allocated'), [
      '/containerDefinitions/0/portMappings',
      '/containerDefinitions/1/portMappings',
    ]);
    assert.deepEqual(ended('ResourceInitializationError: helper image: no space left on device'), []);
    assert.deepEqual(ended('Local engine lost the task'), []);
  });

  test('is nothing in the file when a person stopped it', () => {
    const task = stopped([dead('a', { exitCode: 137 })], { stopCode: 'UserInitiated' });
    assert.deepEqual(causesOf(task, task.containers[0]), []);
  });
});
