import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CompletionItem } from 'vscode-languageserver-types';
import {
  type CompletionAbilities,
  completion,
  resolveCompletion,
} from '../../../server/features/completion/completion';
import { type Opened, open } from '../../support/editor';
import { type Acceptance, accept, labels } from '../../support/snippet';
import { table } from '../../support/table';

const editor: CompletionAbilities = { snippets: true, insertReplace: true, completionTags: true };

const complete = ({ source, cursor }: Opened, client = editor): CompletionItem[] => completion(source, cursor, client);

const offered = (source: string): string[] => labels(complete(open(source)));

/** The text after the item of that label was accepted. */
function accepted(source: string, label: string, how: Acceptance, client = editor): string {
  const opened = open(source);
  const items = complete(opened, client);
  const item = items.find((candidate) => candidate.label === label);
  assert.ok(item, `"${label}" is not among ${labels(items).join(', ')}`);
  return accept(opened, item, how);
}

const container = (members: string, rest = '') => `{"family":"f"${rest},"containerDefinitions":[{${members}}]}`;

table(
  'offered, in this order',
  (source: string, expected: readonly string[]) => assert.deepEqual(offered(source), expected),
  [
    ['nothing in a line comment', '{ // |\n}', []],
    ['nothing in a block comment', '{ /* "| */ }', []],
    ['nothing behind a value', '{"family": "a"|}', []],
    ['nothing for a name nobody knows', '{"unknown": |}', []],
    [
      'members of a health check, most used first',
      container('"healthCheck":{|}'),
      ['command', 'interval', 'retries', 'timeout', 'startPeriod'],
    ],
    [
      'only those that are missing',
      container('"healthCheck":{"command":[],"retries":1,|}'),
      ['interval', 'timeout', 'startPeriod'],
    ],
    [
      'the one that is being typed counts as missing',
      container('"healthCheck":{"com|":[]}'),
      ['command', 'interval', 'retries', 'timeout', 'startPeriod'],
    ],
    [
      'not the one in front of which the cursor stands',
      container('"healthCheck":{|"command":[],"retries":1}'),
      ['interval', 'timeout', 'startPeriod'],
    ],
    ['enum values', '{"networkMode":"|"}', ['awsvpc', 'bridge', 'host', 'none']],
    ['only what Fargate takes', '{"requiresCompatibilities":["FARGATE"],"networkMode":|}', ['awsvpc']],
    [
      'launch types that are not named yet',
      '{"requiresCompatibilities":["EC2",|]}',
      ['FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'],
    ],
    [
      'log drivers of Fargate',
      container('"logConfiguration":{"logDriver":"|"}', ',"requiresCompatibilities":["FARGATE"]'),
      ['awslogs', 'awsfirelens', 'splunk'],
    ],
    ['booleans, what changes something first', container('"essential":|'), ['false', 'true']],
    ['booleans instead of a text', container('"privileged":"|"'), ['true', 'false']],
    ['the default of a number', container('"stopTimeout":|'), ['30']],
    [
      'memory sizes that fit the cpu',
      '{"requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"|"}',
      ['512', '1024', '2048'],
    ],
    [
      'cpu sizes that fit the memory',
      '{"requiresCompatibilities":["FARGATE"],"cpu":|,"memory":"2 GB"}',
      ['256', '512', '1024'],
    ],
    [
      'sizes of Windows on Fargate',
      '{"requiresCompatibilities":["FARGATE"],"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},"cpu":"|"}',
      ['1024', '2048', '4096'],
    ],
    [
      'containers after dependsOn, never the container itself',
      '{"containerDefinitions":[{"name":"db"},{"name":"cache"},{"name":"web","dependsOn":[{"containerName":"|"}]}]}',
      ['db', 'cache'],
    ],
    [
      'nor one that is named already',
      '{"containerDefinitions":[{"name":"db"},{"name":"cache"},{"name":"web","dependsOn":[{"containerName":"db"},{"containerName":"|"}]}]}',
      ['cache'],
    ],
    ['containers to link to', '{"containerDefinitions":[{"name":"db"},{"name":"web","links":["|"]}]}', ['db']],
    [
      'containers whose volumes to take',
      '{"containerDefinitions":[{"name":"db"},{"name":"web","volumesFrom":[{"sourceContainer":|}]}]}',
      ['db'],
    ],
    [
      'any container for the proxy',
      '{"containerDefinitions":[{"name":"web"},{"name":"envoy"}],"proxyConfiguration":{"containerName":"|"}}',
      ['web', 'envoy'],
    ],
    [
      'volumes to mount',
      '{"containerDefinitions":[{"name":"web","mountPoints":[{"sourceVolume":"|"}]}],"volumes":[{"name":"data"},{"name":"tmp"}]}',
      ['data', 'tmp'],
    ],
    [
      'in a bare list of containers',
      '[{"name":"db","image":"i"},{"name":"web","image":"i","dependsOn":[{"containerName":"|"}]}]',
      ['db'],
    ],
    [
      'inside describe output',
      '{"taskDefinition":{"containerDefinitions":[{"name":"db"},{"name":"web","links":["|"]}]}}',
      ['db'],
    ],
    [
      'conditions an essential container without a check can meet',
      '{"containerDefinitions":[{"name":"db"},{"name":"web","dependsOn":[{"containerName":"db","condition":"|"}]}]}',
      ['START'],
    ],
    [
      'conditions of a container with a check',
      '{"containerDefinitions":[{"name":"db","healthCheck":{"command":["CMD","x"]}},{"name":"web","dependsOn":[{"containerName":"db","condition":"|"}]}]}',
      ['START', 'HEALTHY'],
    ],
    [
      'conditions of a container that ends',
      '{"containerDefinitions":[{"name":"init","essential":false},{"name":"web","dependsOn":[{"containerName":"init","condition":"|"}]}]}',
      ['START', 'COMPLETE', 'SUCCESS'],
    ],
    [
      'every condition while the container is not named',
      '{"containerDefinitions":[{"name":"web","dependsOn":[{"condition":"|"}]}]}',
      ['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'],
    ],
    [
      'options of awslogs, the needed ones first',
      container('"logConfiguration":{"logDriver":"awslogs","options":{"|"}}'),
      [
        'awslogs-group',
        'awslogs-region',
        'awslogs-stream-prefix',
        'awslogs-create-group',
        'awslogs-datetime-format',
        'awslogs-multiline-pattern',
        'mode',
        'max-buffer-size',
      ],
    ],
    ['no options before there is a driver', container('"logConfiguration":{"options":{"|"}}'), []],
    [
      'values of an option',
      container('"logConfiguration":{"logDriver":"awslogs","options":{"mode":"|"}}'),
      ['non-blocking', 'blocking'],
    ],
    [
      'a log group after the family',
      container('"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":|}}'),
      ['/ecs/f'],
    ],
    [
      'options that can be secret',
      container('"logConfiguration":{"logDriver":"splunk","secretOptions":[{"name":"|"}]}'),
      ['splunk-token'],
    ],
    [
      'the one capability Fargate can add',
      container('"linuxParameters":{"capabilities":{"add":["|"]}}', ',"requiresCompatibilities":["FARGATE"]'),
      ['SYS_PTRACE'],
    ],
    ['a volume that is of one kind already gets no other', '{"volumes":[{"name":"a","host":{},|}]}', []],
    ['whole files in an empty one', '|', ['Task definition for Fargate', 'Task definition for EC2']],
  ],
);

describe('members that are not legal are not offered', () => {
  const fargate = offered(container('|', ',"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc"'));
  const ec2 = offered(container('|', ',"requiresCompatibilities":["EC2"]'));

  for (const name of ['privileged', 'links', 'disableNetworking', 'dnsServers', 'extraHosts', 'hostname']) {
    test(`${name}, on Fargate`, () => {
      assert.ok(ec2.includes(name));
      assert.ok(!fargate.includes(name));
    });
  }

  test('what ECS only answers with', () => assert.ok(!offered('{|}').includes('revision')));
  test('what is gone', () => assert.ok(!offered('{|}').includes('inferenceAccelerators')));
});

/** Both ways of accepting, and a client that knows one only; `kept` is the text when what is behind the cursor stays. */
function acceptedInEveryWay(before: string, label: string, after: string, kept = after): void {
  assert.equal(accepted(before, label, 'replace'), after, 'replaced');
  assert.equal(accepted(before, label, 'insert'), kept, 'inserted');
  const always = accepted(before, label, 'replace', { snippets: true });
  assert.equal(always.replace(/\|(?!\|)/, ''), after.replace(/\|(?!\|)/, ''), 'without the choice');
}

table('accepting', acceptedInEveryWay, [
  ['a key in an empty object', '{|}', 'family', '{"family": "|"}'],
  ['a key behind a comma', '{\n  "family": "a",\n  |\n}', 'cpu', '{\n  "family": "a",\n  "cpu": "|256"\n}'],
  [
    'a key where the comma is missing in front',
    '{\n  "family": "a"\n  |\n}',
    'cpu',
    '{\n  "family": "a",\n  "cpu": "|256"\n}',
  ],
  ['a key in front of another', '{\n  |\n  "family": "a"\n}', 'cpu', '{\n  "cpu": "|256",\n  "family": "a"\n}'],
  [
    'a key between two',
    '{\n  "family": "a"\n  "me|"\n  "cpu": "256"\n}',
    'memory',
    '{\n  "family": "a",\n  "memory": "|512",\n  "cpu": "256"\n}',
  ],
  ['a half-typed word', '{ fam| }', 'family', '{ "family": "|" }'],
  ['a half-typed text that was not closed', '{\n  "fam|\n}', 'family', '{\n  "family": "|"\n}'],
  [
    'a half-typed text in front of another member',
    '{\n  "fam|\n  "cpu": "256"\n}',
    'family',
    '{\n  "family": "|",\n  "cpu": "256"\n}',
  ],
  ['the name of a member that has its value', '{"fa|": "a"}', 'family', '{"family"|: "a"}'],
  ['the name of a member, in its middle', '{"fam|Ily": "a"}', 'family', '{"family|": "a"}', '{"family|Ily": "a"}'],
  ['a key in the middle of a text that has no value yet', '{"fam|Ily"}', 'family', '{"family": "|"}'],
  ['a value where nothing stands', '{"networkMode": |}', 'awsvpc', '{"networkMode": "awsvpc"|}'],
  [
    'a value in front of the next member',
    '{"networkMode": |\n"cpu": "256"}',
    'awsvpc',
    '{"networkMode": "awsvpc",|\n"cpu": "256"}',
  ],
  [
    'a value instead of another',
    '{"networkMode": "br|idge", "cpu": "256"}',
    'awsvpc',
    '{"networkMode": "awsvpc|", "cpu": "256"}',
    '{"networkMode": "awsvpc|idge", "cpu": "256"}',
  ],
  [
    'a value in front of a text',
    '{"networkMode": "|bridge"}',
    'awsvpc',
    '{"networkMode": "awsvpc|"}',
    '{"networkMode": "awsvpc|bridge"}',
  ],
  ['a value behind a text', '{"networkMode": "bri|"}', 'bridge', '{"networkMode": "bridge"|}'],
  ['a value in the middle of a word', '{"networkMode": br|idge}', 'awsvpc', '{"networkMode": "awsvpc"|}'],
  [
    'a value in the middle of a text with no comma behind it',
    '{"networkMode": "br|idge"\n"cpu": "256"}',
    'awsvpc',
    '{"networkMode": "awsvpc",|\n"cpu": "256"}',
  ],
  ['a value in the middle of an escape', '{"networkMode": "a\\u00|41"}', 'awsvpc', '{"networkMode": "awsvpc"|}'],
  [
    'a boolean in the middle of a text',
    '{"containerDefinitions":[{"essential": "tr|ue"}]}',
    'false',
    '{"containerDefinitions":[{"essential": false|}]}',
  ],
  ['a value with CRLF behind it', '{\r\n  "networkMode": "aw|"\r\n}', 'awsvpc', '{\r\n  "networkMode": "awsvpc"|\r\n}'],
  [
    "the name in front of a link's alias",
    '{"containerDefinitions":[{"name":"db"},{"links":["|x:alias"]}]}',
    'db',
    '{"containerDefinitions":[{"name":"db"},{"links":["db|:alias"]}]}',
    '{"containerDefinitions":[{"name":"db"},{"links":["db|x:alias"]}]}',
  ],
  [
    'an item of a list of plain values, beside a placeholder',
    '{"containerDefinitions":[{"linuxParameters":{"capabilities":{"drop":["${CAP}", "|"]}}}]}',
    'ALL',
    '{"containerDefinitions":[{"linuxParameters":{"capabilities":{"drop":["${CAP}", "ALL"|]}}}]}',
  ],
  [
    'a value in a text whose other values are placeholders',
    '{"cpu": ${CPU}, "networkMode": "|"}',
    'awsvpc',
    '{"cpu": ${CPU}, "networkMode": "awsvpc"|}',
  ],
  ['a half-typed value', '{"networkMode": aws|}', 'awsvpc', '{"networkMode": "awsvpc"|}'],
  [
    'a boolean instead of an empty text',
    '{"containerDefinitions":[{"essential": "|"}]}',
    'false',
    '{"containerDefinitions":[{"essential": false|}]}',
  ],
  ['an item', '{"requiresCompatibilities": ["EC2" |]}', 'FARGATE', '{"requiresCompatibilities": ["EC2", "FARGATE"|]}'],
  [
    'a name',
    '{"containerDefinitions":[{"name":"db"},{"links":["|"]}]}',
    'db',
    '{"containerDefinitions":[{"name":"db"},{"links":["db"|]}]}',
  ],
  [
    'a structure, indented as the file is',
    '{\n    "containerDefinitions": [\n        {\n            "name": "a",\n            |\n        }\n    ]\n}',
    'portMappings',
    '{\n    "containerDefinitions": [\n        {\n            "name": "a",\n            "portMappings": [\n                {\n                    "containerPort": |80\n                }\n            ]\n        }\n    ]\n}',
  ],
  [
    'a structure, with tabs',
    '{\n\t"family": "a",\n\t|\n}',
    'runtimePlatform',
    '{\n\t"family": "a",\n\t"runtimePlatform": {\n\t\t"operatingSystemFamily": "|LINUX",\n\t\t"cpuArchitecture": "X86_64"\n\t}\n}',
  ],
  [
    'a structure, with CRLF',
    '{\r\n  "family": "a",\r\n  |\r\n}',
    'ephemeralStorage',
    '{\r\n  "family": "a",\r\n  "ephemeralStorage": {\r\n    "sizeInGiB": |21\r\n  }\r\n}',
  ],
  [
    'a structure in a file of one line',
    '{"family":"a","containerDefinitions":[{"name":"w",|}]}',
    'healthCheck',
    '{"family":"a","containerDefinitions":[{"name":"w","healthCheck":{"command":["CMD-SHELL", "|curl -f http://localhost/ || exit 1"]}}]}',
  ],
  [
    'a log configuration',
    '{ "containerDefinitions": [{ | }] }',
    'logConfiguration',
    '{ "containerDefinitions": [{ "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "|/ecs/app", "awslogs-region": "<REGION>", "awslogs-stream-prefix": "ecs"}} }] }',
  ],
  [
    'an option',
    container('"logConfiguration":{"logDriver":"awslogs","options":{"|"}}'),
    'awslogs-group',
    container('"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"|/ecs/f"}}'),
  ],
  [
    'a whole file',
    '|',
    'Task definition for Fargate',
    '{\n  "family": "|app",\n  "requiresCompatibilities": ["FARGATE"],\n  "networkMode": "awsvpc",\n  "cpu": "256",\n  "memory": "512",\n  "containerDefinitions": [\n    {\n      "name": "",\n      "image": "",\n      "essential": true\n    }\n  ]\n}',
  ],
  [
    'a name that means something in snippets',
    '{"containerDefinitions":[{"name":"a$1}\\\\"},{"links":["|"]}]}',
    'a$1}\\',
    '{"containerDefinitions":[{"name":"a$1}\\\\"},{"links":["a$1}\\\\"|]}]}',
  ],
]);

test('a client without snippets gets plain text', () => {
  assert.equal(
    accepted('{ | }', 'runtimePlatform', 'replace', { snippets: false }),
    '{ "runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64"}| }',
  );
});

test('an item replaces what it filters by', () => {
  const [item] = complete(open('{"networkMode": "aw|"}'));
  assert.equal(item?.filterText, '"awsvpc"');
  const [bare] = complete(open('{"networkMode": aw|}'));
  assert.equal(bare?.filterText, 'awsvpc');
});

test('an item tells what it is and where to read on', () => {
  const item = complete(open('{|}')).find(({ label }) => label === 'networkMode');
  assert.equal(item?.documentation, undefined);
  const { value } = resolveCompletion(item!).documentation as { value: string };
  assert.match(value, /Default: `"bridge"`/);
  assert.match(value, /\(https:\/\/docs\.aws\.amazon\.com\/[^)]+networkMode\)/);
});

test('a file of another kind gets nothing', () => {
  const opened = open('{"Resources":{"a":{|}}}', { uri: 'file:///stack.json', language: 'json' });
  assert.deepEqual(complete(opened), []);
});
