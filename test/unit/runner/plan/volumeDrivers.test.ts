import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planTask } from '../../../../client/runner/planTask';
import type { DockerVolumeConfiguration } from '../../../../server/index';
import { engine, surroundings } from '../planned';

/** What is refused of a volume, on an engine with these drivers. */
function refused(
  dockerVolumeConfiguration: DockerVolumeConfiguration,
  volumeDrivers: readonly string[] | undefined = ['local', 'vieux/sshfs:latest', 'rexray/ebs:0.11'],
) {
  const definition = {
    family: 'a',
    containerDefinitions: [{ name: 'web', image: 'a:1', memory: 64 }],
    volumes: [{ name: 'data', dockerVolumeConfiguration }],
  };
  return planTask(definition, {}, engine, { ...surroundings, volumeDrivers }).refusals;
}

test('a volume of a driver that the engine has not is refused, with those it has', () => {
  assert.deepEqual(refused({ driver: 'rexray/ebs', scope: 'task' }), [
    {
      code: 'volume-driver-unknown',
      pointer: '/volumes/0/dockerVolumeConfiguration/driver',
      text: 'The engine has no driver rexray/ebs for volume data; it has local, vieux/sshfs:latest, rexray/ebs:0.11.',
      next: 'Install its plugin, or give the volume a folder in ecs.local.json: "volumes": { "data": "./folder" }.',
    },
  ]);
});

test('a plugin goes by its name without :latest, too; what is there, or unknown, is refused by nobody', () => {
  assert.deepEqual(refused({ driver: 'vieux/sshfs', scope: 'task' }), []);
  assert.deepEqual(refused({ driver: 'rexray/ebs:0.11', scope: 'shared', autoprovision: true }), []);
  assert.deepEqual(refused({ driver: 'other', scope: 'shared' }), [], 'it has to be there already');
  assert.deepEqual(refused({ scope: 'task' }, []), []);
});
