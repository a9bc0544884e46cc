import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { taskNode } from '../../../server/schema/lookup';
import { declarationsIn } from '../../support/interfaces';
import { root } from '../../support/root';
import { differences } from './compare';

/** Where we know better than the model of the SDK, and why. Everything else must agree. */
const reasons: Readonly<Record<string, string>> = {
  '.containerDefinitions[].name: required only in the schema': 'the service refuses a container without one',
  '.containerDefinitions[].image: required only in the schema': 'the service refuses a container without one',
  '.containerDefinitions[].environment[].name: required only in the schema': 'the service refuses a blank name',
  '.containerDefinitions[].environment[].value: required only in the schema': 'a warning: the variable would be empty',
  '.containerDefinitions[].mountPoints[].sourceVolume: required only in the schema': 'nothing would be mounted',
  '.containerDefinitions[].mountPoints[].containerPath: required only in the schema': 'nothing would be mounted',
  '.containerDefinitions[].systemControls[].namespace: required only in the schema': 'nothing would be set',
  '.containerDefinitions[].systemControls[].value: required only in the schema': 'nothing would be set',
  '.containerDefinitions[].linuxParameters.capabilities.add[]: string of certain words in the schema, string there':
    'the API Reference lists the words in prose only',
  '.containerDefinitions[].linuxParameters.capabilities.drop[]: string of certain words in the schema, string there':
    'the API Reference lists the words in prose only',
  '.containerDefinitions[].linuxParameters.tmpfs[].mountOptions[]: string of certain words in the schema, string there':
    'the API Reference lists the words in prose only; name=value is open',
  '.containerDefinitions[].resourceRequirements[].sharingStrategy: SharingStrategy is no interface':
    'a union in the SDK; it has the one member nvidiaMps',
  '.volumes[].name: required only in the schema': 'the agent refuses a volume without one',
  '.placementConstraints[].expression: required only in the schema': 'there is no condition without it',
  '.tags[].key: required only in the schema': 'the service refuses a tag without one',
};

const models = path.join(root, 'node_modules/@aws-sdk/client-ecs/dist-types/models');
const files = ['models_0', 'models_1', 'enums'].map((name) => path.join(models, `${name}.d.ts`));

test('the schema agrees with the model of the AWS SDK, except where a reason is given', () => {
  const declared = declarationsIn(files);
  const found = differences(taskNode, { kind: 'named', name: 'RegisterTaskDefinitionRequest' }, declared, {
    required: true,
  });
  assert.deepEqual(found.toSorted(), Object.keys(reasons).toSorted());
});

test('the comparison sees the members of the model', () => {
  const { interfaces, words } = declarationsIn(files);
  assert.equal(interfaces.get('ContainerDefinition')?.size, 42);
  assert.deepEqual(words.get('NetworkMode'), ['awsvpc', 'bridge', 'host', 'none']);
});
