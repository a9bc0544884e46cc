import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isSchema } from '../../../server/schema/rawSchema';
import { rootSchema } from '../../../server/schema/source';

const changed = (change: object) => ({
  ...rootSchema,
  properties: { ...rootSchema.properties, cpu: { ...rootSchema.properties?.['cpu'], ...change } },
});

describe('the schema as it is read', () => {
  test('has the form that its type says, anywhere in it', () => assert.ok(isSchema(changed({}))));

  for (const change of [
    { type: 'number' },
    { minimum: '1' },
    { items: { anyOf: [{ enum: 'x' }] } },
    { 'x-os': ['MAC'] },
    { 'x-rules': { required: { name: 1 } } },
  ])
    test(`and not with ${JSON.stringify(change)}`, () => assert.ok(!isSchema(changed(change))));
});
