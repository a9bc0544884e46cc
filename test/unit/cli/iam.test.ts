import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { matchesGolden } from '../../support/golden';
import { FakeTerminal, folderWith, taskdef } from './support';

const task = `{
  "family": "shop",
  "executionRoleArn": "arn:aws:iam::210987654321:role/exec",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "210987654321.dkr.ecr.eu-west-1.amazonaws.com/shop:1",
      "secrets": [{ "name": "TOKEN", "valueFrom": "/shop/token" }],
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": { "awslogs-group": "/ecs/shop", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "ecs" }
      }
    }
  ]
}
`;

describe('taskdef iam', () => {
  test('for people', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'task-definition.json': task }));
    const { status, out } = await taskdef(['iam', 'task-definition.json', '--exec'], terminal);
    assert.equal(status, 0);
    matchesGolden('cli/iam/pretty.jsonc', out);
  });

  test('for tools', async () => {
    const { out } = await taskdef(['iam', '-', '--format', 'json'], new FakeTerminal('/', task));
    matchesGolden('cli/iam/report.json', JSON.parse(out));
  });

  test('a file without containers implies nothing', async () => {
    const { status, err } = await taskdef(
      ['iam', '-'],
      new FakeTerminal('/', '{"family":"a","containerDefinitions":[]}'),
    );
    assert.equal(status, 2);
    assert.match(err, /^taskdef: - holds no containers, so it implies no permissions\.\n/);
  });
});
