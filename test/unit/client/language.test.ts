import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { looksLikeTaskDefinition } from '../../../client/language';

describe('a JSON file that looks like a task definition', () => {
  const cases: readonly [boolean, string, string][] = [
    [true, 'has container definitions', '{ "family": "a", "containerDefinitions" : [ {} ] }'],
    [true, 'may come from describe-task-definition', '{"taskDefinition":{"containerDefinitions":[]}}'],
    [false, 'is not a CloudFormation template', '{"Resources":{"T":{"x":{"containerDefinitions":[]}}}}'],
    [false, 'is not a Dockerrun file', '{"AWSEBDockerrunVersion":2,"containerDefinitions":[]}'],
    [false, 'does more than mention them', '{"text":"containerDefinitions"}'],
    [false, 'is not any other JSON', '{"name":"x"}'],
  ];
  for (const [expected, name, text] of cases) {
    test(name, () => assert.equal(looksLikeTaskDefinition(text), expected));
  }

  test('is recognised by its beginning only', () => {
    assert.equal(looksLikeTaskDefinition(`${' '.repeat(70_000)}{"containerDefinitions":[]}`), false);
  });
});
