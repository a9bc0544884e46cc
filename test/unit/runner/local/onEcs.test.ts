import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { localise } from '../../../../client/runner/local/disk';
import type { RunOptions } from '../../../../client/runner/plan';
import type { ContainerDefinition, LaunchType, TaskDefinition } from '../../../../server/index';
import { temporaryFolder } from '../../../support/temporaryFolder';

const fargate: TaskDefinition = {
  family: 'a',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'web', image: 'busybox:1' }],
};
const ec2 = (container: ContainerDefinition, more: TaskDefinition = {}): TaskDefinition => ({
  family: 'a',
  requiresCompatibilities: ['EC2'],
  containerDefinitions: [{ name: 'web', image: 'busybox:1', memory: 48, ...container }],
  ...more,
});

/** What becomes of a definition beside this `ecs.local.json`. */
async function beside(text: string | undefined, definition: TaskDefinition, asked: RunOptions = {}) {
  const folder = temporaryFolder('local');
  if (text !== undefined) writeFileSync(path.join(folder, 'ecs.local.json'), text);
  const { options, refusals } = await localise(definition, { file: path.join(folder, 'task.json'), ...asked });
  rmSync(folder, { recursive: true });
  return {
    options,
    refusals,
    refused: refusals.map(({ code, at, pointer }) => `${code} ${at ?? pointer}`),
    told: (options.onlyHere ?? []).map(({ text: told }) => told),
  };
}

const overridden = async (overrides: object, definition: TaskDefinition, asked?: RunOptions) =>
  beside(JSON.stringify({ overrides }), definition, asked);

describe('what ECS would say of the task that is run', () => {
  test('RunTask takes no size that Fargate does not offer, and no container larger than its task', async () => {
    const { refusals } = await beside('{ "overrides": {\n  "memory": "16384" } }', fargate);
    assert.deepEqual(refusals, [
      {
        code: 'fargate-cpu-memory-combination',
        pointer: '/memory',
        at: 'ecs.local.json:2:3',
        text: 'ecs.local.json:2:3 ECS refuses the task with this: Fargate does not offer 16 GB with 0.25 vCPU; that size takes 0.5 GB, 1 GB or 2 GB (fargate-cpu-memory-combination).',
        next: 'Correct it there. What is for this machine alone stands outside of "overrides".',
      },
    ]);
    const { refused } = await overridden({ memory: '32' }, ec2({}, { memory: '64' }));
    assert.deepEqual(refused, ['container-memory-exceeds-task ecs.local.json:1:15']);
    const containerOverrides = [{ name: 'web', memory: 128 }];
    assert.deepEqual((await overridden({ containerOverrides }, ec2({}, { memory: '64' }))).refused, [
      'container-memory-exceeds-task ecs.local.json:1:51',
    ]);
    assert.deepEqual((await overridden({ cpu: '512' }, { ...fargate, memory: '2048' })).refused, []);
  });

  test('what is for this machine alone is told', async () => {
    const { refused, told } = await beside('{ "memory": "300", "containers": { "web": { "memory": 400 } } }', fargate);
    assert.deepEqual(refused, []);
    assert.equal(told.length, 2);
    assert.match(told[0]!, /^ECS would refuse what ecs\.local\.json says for this machine: Fargate does not offer/);
    const log = '{ "containers": { "web": { "logConfiguration": { "logDriver": "json-file" } } } }';
    assert.deepEqual((await beside(log, fargate)).told, []);
    const fine = await beside(
      '{ "memory": "1 GB", "containers": { "web": { "environment": { "A": "b" } } } }',
      fargate,
    );
    assert.deepEqual([fine.refused, fine.told], [[], []]);
  });

  test('a launch type is tried where the definition would do for it', async () => {
    const refused = async (definition: TaskDefinition, target: LaunchType) =>
      (await beside(undefined, definition, { target })).refused;
    assert.deepEqual(await refused(fargate, 'EC2'), []);
    assert.deepEqual(await refused({ ...fargate, requiresCompatibilities: ['EC2'] }, 'FARGATE'), []);
    const both: LaunchType[] = ['EC2', 'FARGATE'];
    const more: TaskDefinition = { ...fargate, ephemeralStorage: { sizeInGiB: 30 }, requiresCompatibilities: both };
    assert.deepEqual(await refused(more, 'EC2'), []);

    const syslog = ec2({ privileged: true, logConfiguration: { logDriver: 'syslog' } }, { networkMode: 'awsvpc' });
    assert.deepEqual(await refused(syslog, 'FARGATE'), [
      'fargate-cpu-missing /requiresCompatibilities',
      'fargate-memory-missing /requiresCompatibilities',
      'fargate-privileged /containerDefinitions/0/privileged',
      'log-driver-fargate /containerDefinitions/0/logConfiguration/logDriver',
    ]);
    const silent = { ...ec2({}, { networkMode: 'awsvpc', memory: '512' }), requiresCompatibilities: [] };
    const [refusal] = (await beside(undefined, silent, { target: 'FARGATE' })).refusals;
    assert.deepEqual(
      [refusal?.code, refusal?.next],
      ['fargate-cpu-missing', 'Change that, or run it without choosing a launch type.'],
    );
    const [bridge] = (await beside(undefined, ec2({}, { cpu: '256', memory: '512' }), { target: 'FARGATE' })).refusals;
    assert.equal(
      bridge?.text,
      'As FARGATE, ECS refuses this task: Fargate needs "networkMode": "awsvpc"; without it ECS takes bridge (fargate-network-mode).',
    );
    assert.equal(bridge.next, 'Change that, or run the task as EC2.');
  });

  test('what is open, or was wrong before, is no reason', async () => {
    const open = { ...fargate, cpu: '${CPU}', memory: '^MEMORY^' };
    assert.deepEqual((await overridden({ cpu: '256' }, open)).refused, []);
    assert.deepEqual((await overridden({ memory: '1024' }, { ...fargate, cpu: '${CPU}' })).refused, []);
    const off = { ...fargate, memory: '999' }; // its rule was turned off
    assert.deepEqual((await overridden({ executionRoleArn: 'arn:aws:iam::1:role/x' }, off)).refused.length, 1);
    assert.deepEqual((await overridden({ memory: '998' }, off)).refused, []);
  });

  test('a rule that the project has turned off or down is not asked; one it has turned up is not ECS', async () => {
    const privileged = ec2({ privileged: true }, { networkMode: 'awsvpc', cpu: '256', memory: '512' });
    const asFargate = (severities?: RunOptions['severities']) =>
      beside(undefined, privileged, { target: 'FARGATE', ...(severities && { severities }) });
    assert.deepEqual((await asFargate()).refused, ['fargate-privileged /containerDefinitions/0/privileged']);
    assert.deepEqual((await asFargate({ 'fargate-privileged': 'off' })).refused, []);
    assert.deepEqual((await asFargate({ 'fargate-privileged': 'warning' })).refused, []);
    assert.equal((await asFargate({ 'fargate-privileged': 'on' })).refused.length, 1);

    const size: RunOptions = { severities: { 'fargate-cpu-memory-combination': 'off' } };
    assert.deepEqual((await overridden({ memory: '16384' }, fargate, size)).refused, []);
    const { told, options } = await beside('{ "memory": "300" }', fargate, size);
    assert.deepEqual(told, []);
    assert.equal('severities' in options, false, 'what is kept with a task is the answer');

    const latest = '{ "containers": { "web": { "image": "web:latest" } } }';
    assert.deepEqual((await beside(latest, fargate, { severities: { 'image-latest-tag': 'error' } })).told, []);
  });

  test('planned again, what has become of the definition is not held against it a second time', async () => {
    const first = await beside('{ "memory": "300" }', fargate);
    const again = await localise({ ...fargate, memory: '300' }, first.options);
    assert.deepEqual([again.options, again.refusals], [first.options, []]);
  });

  test('RunTask passes no name over; the file of overrides may serve several definitions', async () => {
    const of = async (name: string | undefined) =>
      (await overridden({ containerOverrides: [{ ...(name && { name }), command: ['x'] }] }, ec2({}))).refusals;
    assert.deepEqual(await of('web'), []);
    const [near] = await of('wbe');
    assert.deepEqual([near?.at, near?.next], ['ecs.local.json:1:38', 'Did you mean web?']);
    const [far] = await of('typo');
    assert.equal(
      `${far?.text} ${far?.next}`,
      'ecs.local.json:1:38 overrides a container typo, which the task does not have: ECS refuses that. ' +
        'The containers are: web. Under "containers" the names of others are passed over.',
    );
    assert.match((await of(undefined))[0]!.text, /overrides a container without its name/);
    assert.deepEqual((await beside('{ "containers": { "other": { "memory": 6 } } }', ec2({}))).refused, []);
    const slip = await beside('{ "containers": { "wbe": { "memory": 6 } } }', ec2({}));
    assert.deepEqual(slip.refused, ['local-file ecs.local.json:1:19']);
  });
});
