import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompletionItemTag } from 'vscode-languageserver-types';
import { completion, resolveCompletion } from '../../../server/features/completion/completion';
import { open } from '../../support/editor';
import { accept, labels } from '../../support/snippet';
import { table } from '../../support/table';

/** Values that follow from what else is in the file. */

const client = { snippets: true, insertReplace: true, completionTags: true };
const itemsOf = (source: string, uri?: string) => {
  const opened = open(source, uri === undefined ? {} : { uri });
  return { opened, items: completion(opened.source, opened.cursor, client) };
};
const offered = (source: string): string[] => labels(itemsOf(source).items);

const one = (members: string, rest = '') =>
  `{"family":"shop"${rest},"containerDefinitions":[{"name":"web",${members}}]}`;
const two = (first: string, second: string, rest = '') =>
  `{"family":"shop"${rest},"containerDefinitions":[{"name":"a",${first}},{"name":"b",${second}}]}`;
const role = 'arn:aws:iam::123456789012:role/app';
const secret = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf';

table(
  'offered first, in this order',
  (source: string, expected: readonly string[]) =>
    assert.deepEqual(offered(source).slice(0, expected.length), expected),
  [
    ['images of the file', two('"image":"nginx:1.27"', '"image":"|"'), ['nginx:1.27']],
    [
      'the more frequent text',
      `{"containerDefinitions":[{"user":"1"},{"user":"2"},{"user":"2"},{"user":"|"}]}`,
      ['1000:1000', 'nobody', '2', '1'],
    ],
    [
      'a name after the image',
      '{"containerDefinitions":[{"image":"public.ecr.aws/docker/nginx:1.27","name":"|"}]}',
      ['nginx'],
    ],
    ['a family after the only container', '{"family":"|","containerDefinitions":[{"name":"web"}]}', ['project', 'web']],
    ['a port name as the console writes it', one('"portMappings":[{"containerPort":80,"name":"|"}]'), ['web-80-tcp']],
    [
      'the same host port in awsvpc',
      one('"portMappings":[{"containerPort":80,"hostPort":|}]', ',"networkMode":"awsvpc"'),
      ['80'],
    ],
    [
      'any free host port in bridge',
      one('"portMappings":[{"containerPort":80,"hostPort":|}]', ',"networkMode":"bridge"'),
      ['0', '80'],
    ],
    [
      'variables of other containers',
      two(
        '"environment":[{"name":"LEVEL","value":"info"},{"name":"PORT","value":"1"}]',
        '"environment":[{"name":"PORT"},{"name":"|"}]',
      ),
      ['LEVEL'],
    ],
    [
      'the value the variable has elsewhere',
      two(
        '"environment":[{"name":"LEVEL","value":"info"},{"name":"PORT","value":"1"}]',
        '"environment":[{"name":"LEVEL","value":"|"}]',
      ),
      ['info'],
    ],
    [
      'the secret of the same name',
      two(`"secrets":[{"name":"DB","valueFrom":"${secret}"}]`, '"secrets":[{"name":"DB","valueFrom":"|"}]'),
      [secret],
    ],
    ['labels of other containers', two('"dockerLabels":{"team":"x"}', '"dockerLabels":{"|"}'), ['team']],
    [
      'where others mount the volume',
      two('"mountPoints":[{"containerPath":"/data"}]', '"mountPoints":[{"containerPath":"|"}]'),
      ['/data'],
    ],
    [
      'what the task leaves of its memory',
      two('"memory":512', '"memory":|', ',"memory":"2048"'),
      ['1536', '512', '1024', '2048'],
    ],
    ['what the task leaves of its cpu', two('"cpu":256', '"cpu":|', ',"cpu":"1024"'), ['768', '256', '512', '1024']],
    [
      'the Region of the file',
      one(
        `"secrets":[{"name":"A","valueFrom":"${secret}"}],"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-region":"|"}}`,
      ),
      ['eu-west-1', 'us-east-1'],
    ],
    [
      'a stream after the container',
      one('"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-stream-prefix":"|"}}'),
      ['ecs', 'web'],
    ],
    [
      'options of an output',
      one('"logConfiguration":{"logDriver":"awsfirelens","options":{"Name":"s3","|"}}'),
      ['region', 'bucket'],
    ],
    [
      'outputs',
      one('"logConfiguration":{"logDriver":"awsfirelens","options":{"Name":"|"}}'),
      ['cloudwatch_logs', 'kinesis_firehose'],
    ],
    [
      'kernel parameters in host mode',
      one('"systemControls":[{"namespace":"|"}]', ',"networkMode":"host"'),
      ['kernel.shmmax'],
    ],
    ['kernel parameters that are not set yet', one('"systemControls":[{"namespace":"|"}]'), ['net.core.somaxconn']],
    [
      'the usual value of a kernel parameter',
      one('"systemControls":[{"namespace":"net.core.somaxconn","value":"|"}]'),
      ['1024'],
    ],
    ['limits of a process', one('"ulimits":[{"name":"nofile","softLimit":|}]'), ['65536', '1048576']],
    ['the other limit first', one('"ulimits":[{"name":"nofile","softLimit":1024,"hardLimit":|}]'), ['1024', '65536']],
    ['how a check runs', one('"healthCheck":{"command":["|"]}'), ['CMD-SHELL', 'CMD']],
    [
      'settings of a proxy',
      '{"proxyConfiguration":{"properties":[{"name":"IgnoredUID"},{"name":"|"}]}}',
      ['IgnoredGID', 'AppPorts'],
    ],
    ['tags that are not there yet', '{"tags":[{"key":"Name"},{"key":"|"}]}', ['Environment']],
    [
      'no container that waits for this one',
      '{"containerDefinitions":[{"name":"a","dependsOn":[{"containerName":"b"}]},{"name":"b","dependsOn":[{"containerName":"|"}]},{"name":"c"}]}',
      ['c'],
    ],
    [
      'a range instead of a port',
      one('"portMappings":[{"containerPortRange":"1-2",|}]'),
      ['protocol', 'name', 'appProtocol'],
    ],
    [
      'values while the rest is broken',
      `{"networkMode": , "containerDefinitions":[{"image":"nginx:1"},{"image":"|"`,
      ['nginx:1'],
    ],
    ['in a bare list', '[{"name":"a","image":"nginx:1"},{"name":"b","image":"|"}]', ['nginx:1']],
    [
      'in one container alone',
      '{"name":"a","image":"nginx:1","environment":[{"name":"X","value":"1"},{"name":"|"}]}',
      [],
    ],
  ],
);

table(
  'not offered',
  (source: string, label: string) => assert.ok(!offered(source).includes(label), offered(source).join()),
  [
    ['the text under the cursor', one('"image":"ng|inx"'), 'nginx'],
    ['names that have to differ', two('"image":"x"', '"image":"y"').replace('"b"', '"|"'), 'a'],
    ['arguments of other programs', two('"command":["serve"]', '"command":["|"]'), 'serve'],
    ['a second log router', two('"firelensConfiguration":{"type":"fluentbit"}', '|'), 'firelensConfiguration'],
    ['a folder of the host on Fargate', '{"requiresCompatibilities":["FARGATE"],"volumes":[|]}', 'Bind volume'],
    ['EFS with ECS Anywhere', '{"requiresCompatibilities":["EXTERNAL"],"volumes":[|]}', 'EFS volume'],
    [
      'a dynamic port on Fargate',
      one('"portMappings":[|]', ',"requiresCompatibilities":["FARGATE"]'),
      'Port on any free host port',
    ],
  ],
);

table(
  'ARNs',
  (source: string, expected: readonly string[]) => assert.deepEqual(offered(source).slice(0, 4), expected),
  [
    ['as far as the file tells', '{"executionRoleArn":"|"}', ['arn:aws:iam::']],
    [
      'one that is there, and its beginning',
      `{"taskRoleArn":"${role}","executionRoleArn":"|"}`,
      [role, 'arn:aws:iam::123456789012:role/'],
    ],
    ['partitions', '{"taskRoleArn":"arn:|"}', ['aws', 'aws-cn', 'aws-us-gov']],
    ['services the member takes', one('"secrets":[{"valueFrom":"arn:aws:|"}]'), ['secretsmanager', 'ssm']],
    ['Regions of the partition', one('"secrets":[{"valueFrom":"arn:aws-cn:ssm:|"}]'), ['cn-north-1', 'cn-northwest-1']],
    ['no Region where there is none', '{"taskRoleArn":"arn:aws:iam:|"}', []],
    ['accounts of the file', `{"taskRoleArn":"${role}","executionRoleArn":"arn:aws:iam::|"}`, ['123456789012']],
    [
      'accounts that are placeholders',
      '{"taskRoleArn":"arn:aws:iam::${env:ACCOUNT}:role/a","executionRoleArn":"arn:aws:iam::|"}',
      ['${env:ACCOUNT}'],
    ],
    ['resources', `{"taskRoleArn":"${role}","executionRoleArn":"arn:aws:iam::1:|"}`, ['role/app', 'role/']],
    [
      'behind a placeholder with a colon',
      `{"taskRoleArn":"${role}","executionRoleArn":"arn:aws:iam::\${env:ACCOUNT}:|"}`,
      ['role/app', 'role/'],
    ],
    ['stages of a secret', one(`"secrets":[{"valueFrom":"${secret}:key:|"}]`), ['AWSCURRENT', 'AWSPREVIOUS']],
    ['files in S3', one('"environmentFiles":[{"value":"|"}]'), ['arn:aws:s3:::']],
    ['nothing in what is no ARN', '{"taskRoleArn":"a:b:|"}', []],
  ],
);

table(
  'accepting a part',
  (before: string, label: string, replaced: string, inserted = replaced) => {
    for (const [how, after] of [
      ['replace', replaced],
      ['insert', inserted],
    ] as const) {
      const { opened, items } = itemsOf(before);
      const item = items.find((candidate) => candidate.label === label);
      assert.ok(item, `"${label}" is not among ${labels(items).join(', ')}`);
      assert.equal(accept(opened, item, how), after);
    }
  },
  [
    ['of an ARN', '{"taskRoleArn":"arn:|"}', 'aws', '{"taskRoleArn":"arn:aws|"}', '{"taskRoleArn":"arn:aws|"}'],
    [
      'of an ARN that goes on',
      '{"taskRoleArn":"arn:a|ws-cn:iam::1:role/a"}',
      'aws',
      '{"taskRoleArn":"arn:aws|:iam::1:role/a"}',
      '{"taskRoleArn":"arn:aws|ws-cn:iam::1:role/a"}',
    ],
    [
      'of an ARN that is not closed',
      '{\n  "taskRoleArn": "arn:aw|\n}',
      'aws',
      '{\n  "taskRoleArn": "arn:aws"|\n}',
      '{\n  "taskRoleArn": "arn:aws"|\n}',
    ],
    [
      'a mount point and its volume',
      '{"containerDefinitions":[{"name":"a"}],"volumes":[|]}',
      'EFS volume, mounted',
      '{"containerDefinitions":[{"name":"a","mountPoints":[{"sourceVolume":"efs","containerPath":"/mnt/efs"}]}],"volumes":[{"name":"efs","efsVolumeConfiguration":{"fileSystemId":"|<FILE_SYSTEM_ID>","transitEncryption":"ENABLED"}}]}',
      undefined,
    ],
    [
      'a port block',
      '{ "containerDefinitions": [{ "portMappings": [|] }] }',
      'Port',
      '{ "containerDefinitions": [{ "portMappings": [{"containerPort": |80, "protocol": "tcp"}] }] }',
      undefined,
    ],
    [
      'logs after the family and Region of the file',
      `{"family":"shop","executionRoleArn":"${role}","containerDefinitions":[{"image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1",|}]}`,
      'logConfiguration: awslogs',
      `{"family":"shop","executionRoleArn":"${role}","containerDefinitions":[{"image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1","logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"|/ecs/shop","awslogs-region":"eu-west-1","awslogs-stream-prefix":"ecs"}}}]}`,
      undefined,
    ],
    [
      'a check of the port of the container',
      one('"portMappings":[{"containerPort":8080}],"healthCheck":|'),
      'wget',
      one(
        '"portMappings":[{"containerPort":8080}],"healthCheck":{"command":["CMD-SHELL", "|wget -q --spider http://localhost:8080/ || exit 1"],"interval":30,"timeout":5,"retries":3,"startPeriod":10}',
      ),
      undefined,
    ],
    [
      'the router and a container',
      '{\n  "containerDefinitions": [\n    |\n  ]\n}',
      'FireLens log router and a container',
      '{\n  "containerDefinitions": [\n    {\n      "name": "log_router",\n      "image": "|public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",\n      "essential": true,\n      "firelensConfiguration": {\n        "type": "fluentbit"\n      }\n    },\n    {\n      "name": "app",\n      "image": "<IMAGE>",\n      "essential": true,\n      "logConfiguration": {\n        "logDriver": "awsfirelens",\n        "options": {\n          "Name": "cloudwatch_logs",\n          "region": "<REGION>",\n          "log_group_name": "/ecs/app",\n          "log_stream_prefix": "ecs-"\n        }\n      }\n    }\n  ]\n}',
      undefined,
    ],
    [
      'a dependency that is met by success',
      '{"containerDefinitions":[{"name":"init","essential":false},{"name":"web","dependsOn":[|]}]}',
      'Wait until it has succeeded',
      '{"containerDefinitions":[{"name":"init","essential":false},{"name":"web","dependsOn":[{"containerName":"|init","condition":"SUCCESS"}]}]}',
      undefined,
    ],
    [
      'a text with quotes, elsewhere in the file',
      two('"user":"a\\"b"', '"user":"|"'),
      'a"b',
      two('"user":"a\\"b"', '"user":"a\\"b"|'),
      undefined,
    ],
  ] as readonly (readonly [string, string, string, string, string?])[],
);

table(
  'a word that every object of JavaScript knows is unknown to us',
  (source: string) =>
    assert.doesNotThrow(() => offered(source).forEach((label) => assert.equal(typeof label, 'string'))),
  [
    ['an output', one('"logConfiguration":{"logDriver":"awsfirelens","options":{"Name":"constructor", "|"}}')],
    ['a log driver', one('"logConfiguration":{"logDriver":"constructor","secretOptions":[{"name":"|"}]}')],
    ['a log option', one('"logConfiguration":{"logDriver":"awslogs","options":{"toString":"|"}}')],
    ['a limit', one('"ulimits":[{"name":"constructor","softLimit":|}]')],
    ['a kernel parameter', one('"systemControls":[{"namespace":"constructor","value":"|"}]')],
    ['a setting of a proxy', one('"cpu":1', ',"proxyConfiguration":{"properties":[{"name":"valueOf","value":"|"}]}')],
  ],
);

test('what is deprecated is tagged and comes last', () => {
  const { opened, items } = itemsOf('{"networkMode":"awsvpc",|}');
  const plain = items.filter(({ label }) => !label.includes(':'));
  assert.equal(plain.at(-1)?.label, 'proxyConfiguration');
  assert.deepEqual(plain.at(-1)?.tags, [CompletionItemTag.Deprecated]);
  const [old] = completion(opened.source, opened.cursor, { snippets: true }).filter(({ deprecated }) => deprecated);
  assert.equal(old?.label, 'proxyConfiguration');
});

test('a value is explained when somebody looks at it', () => {
  const [item] = itemsOf('{"networkMode":"|"}').items;
  assert.equal(item?.documentation, undefined);
  assert.match((resolveCompletion(item!).documentation as { value: string }).value, /own network interface/);
});

test('an item of somebody else is left alone', () => {
  const item = { label: 'x', data: { path: ['nowhere'] } };
  assert.equal(resolveCompletion(item), item);
  assert.deepEqual(resolveCompletion({ label: 'x', data: 3 }), { label: 'x', data: 3 });
});

test('the answer for a container stays small', () => {
  const { items } = itemsOf(one('|', ',"requiresCompatibilities":["EC2"]'));
  assert.ok(items.length > 40);
  assert.ok(JSON.stringify(items).length < 40_000, String(JSON.stringify(items).length));
});
