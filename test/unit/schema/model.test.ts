import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { describeOnlyMembers } from '../../../server/model/describeOnly';
import { taskNode } from '../../../server/schema/lookup';
import { declarationsIn } from '../../support/interfaces';
import { root } from '../../support/root';
import { differences } from './compare';

/** Types that are wider than the schema on purpose. */
const reasons: Readonly<Record<string, string>> = {
  '.containerDefinitions[].ulimits[].name: string of certain words in the schema, string there': 'Docker decides',
  '.containerDefinitions[].logConfiguration.logDriver: string of certain words in the schema, string there':
    'a run says which drivers it does not have',
  '.containerDefinitions[].linuxParameters.capabilities.add[]: string of certain words in the schema, string there':
    'Docker decides',
  '.containerDefinitions[].linuxParameters.capabilities.drop[]: string of certain words in the schema, string there':
    'Docker decides',
  '.containerDefinitions[].linuxParameters.tmpfs[].mountOptions[]: string of certain words in the schema, string there':
    'Docker decides',
  '.runtimePlatform.operatingSystemFamily: string of certain words in the schema, string there':
    'only its beginning matters',
};

test('the types of the model are those of the schema', () => {
  const declared = declarationsIn([path.join(root, 'server/model/taskDefinition.ts')]);
  const found = differences(taskNode, { kind: 'named', name: 'TaskDefinition' }, declared, { required: false });
  assert.deepEqual(found.toSorted(), Object.keys(reasons).toSorted());
});

test('both know the same members of answers of ECS', () => {
  const inSchema = [...taskNode.members.values()].filter(({ isOutput }) => isOutput).map(({ name }) => name);
  assert.deepEqual(inSchema.toSorted(), [...describeOnlyMembers].toSorted());
});
