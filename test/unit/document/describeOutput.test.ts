import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges } from '../../../server/document/change';
import { definitionOf } from '../../../server/document/definition';
import { cleanDescribeOutput, isDescribeOutput } from '../../../server/document/describeOutput';
import { parseDocument } from '../../../server/document/document';
import { table } from '../../support/table';

const clean = (before: string, after: string): void =>
  assert.equal(applyChanges(before, cleanDescribeOutput(parseDocument(before))), after);

table('cleaning what describe-task-definition puts out', clean, [
  [
    'unwraps, moves out by a level, drops what ECS adds',
    `{
    "taskDefinition": {
        "taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/a:3",
        "family": "a",
        "containerDefinitions": [
            {
                "name": "w",
                "image": "i:1",
                "cpu": 0,
                "environment": [],
                "user": null,
                "mountPoints": []
            }
        ],
        "volumes": [],
        "revision": 3,
        "requiresAttributes": [
            null
        ]
    },
    "tags": [
        {
            "key": "team",
            "value": "web"
        }
    ],
    "ResponseMetadata": {}
}
`,
    `{
    "family": "a",
    "containerDefinitions": [
        {
            "name": "w",
            "image": "i:1",
            "cpu": 0
        }
    ],
    "tags": [
        {
            "key": "team",
            "value": "web"
        }
    ]
}
`,
  ],
  [
    'leaves an empty list of tags behind',
    '{"taskDefinition":{"family":"a","containerDefinitions":[]},"tags":[]}',
    '{"family":"a","containerDefinitions":[]}',
  ],
  [
    'works without the wrapper',
    '{"family":"a","status":"ACTIVE","containerDefinitions":[{"name":"w","links":[null,"x",null]}],"compatibilities":null}',
    '{"family":"a","containerDefinitions":[{"name":"w","links":["x"]}]}',
  ],
  [
    'has nothing to do in a clean file',
    '{"family":"a","containerDefinitions":[]}',
    '{"family":"a","containerDefinitions":[]}',
  ],
]);

test('it is told by the wrapper and by what ECS assigns', () => {
  assert.equal(isDescribeOutput(parseDocument('{"taskDefinition":{"family":"a"}}')), true);
  assert.equal(isDescribeOutput(parseDocument('{"family":"a","revision":1}')), true);
  assert.equal(isDescribeOutput(parseDocument('{"family":"a","containerDefinitions":[]}')), false);
});

table(
  'the definition as RegisterTaskDefinition takes it',
  (text: string, expected: unknown) => assert.deepEqual(definitionOf(parseDocument(text)), expected),
  [
    [
      'without nulls and what ECS assigns',
      '{"family":"a","revision":1,"cpu":null,"containerDefinitions":[{"name":"w","links":[null],"user":null}]}',
      { family: 'a', containerDefinitions: [{ name: 'w', links: [] }] },
    ],
    ['unwrapped', '{"taskDefinition":{"family":"a","status":"ACTIVE"}}', { family: 'a' }],
    [
      'of a list of containers, without a family',
      '[{"name":"w","image":"i"},{"name":"v","image":"i"}]',
      {
        containerDefinitions: [
          { name: 'w', image: 'i' },
          { name: 'v', image: 'i' },
        ],
      },
    ],
    ['of one container', '{"name":"w","image":"i"}', { containerDefinitions: [{ name: 'w', image: 'i' }] }],
    ['none in another spelling', '{"ContainerDefinitions":[]}', undefined],
    ['none in something else', '{"Resources":{}}', undefined],
    ['none in what cannot be read', '{"family', undefined],
  ],
);
