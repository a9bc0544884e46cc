import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MarkupContent } from 'vscode-languageserver-types';
import { hover } from '../../../server/features/hover';
import { inlineCode } from '../../../server/features/markdown';
import { open } from '../../support/editor';
import { table } from '../../support/table';

/** What a hover says before it comes to the member itself. */
const before = (text: string): string => {
  const { source, cursor } = open(text);
  const found = hover(source, cursor);
  return ((found?.contents as MarkupContent | undefined)?.value ?? '').split(/(?:\n\n|^)\*\*`/)[0]!;
};

const says = (text: string, expected: string) => assert.equal(before(text), expected);
const container = (members: string) => `{"containerDefinitions":[{"name":"web",${members}}]}`;
const task = (rest: string, ...containers: string[]) => `{${rest},"containerDefinitions":[${containers.join(',')}]}`;

table('an image is taken apart', says, [
  [
    'an official one',
    container('"image":"ng|inx:1.27"'),
    '- Registry: Docker Hub, an official image\n- Repository: `library/nginx`\n- Tag: `1.27`',
  ],
  [
    'without a tag',
    container('"image":"grafana/|grafana"'),
    '- Registry: Docker Hub\n- Repository: `grafana/grafana`\n- No tag, which means `latest`',
  ],
  [
    'from a private registry, by digest',
    container('"image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app@sha256:01|ab"'),
    '- Registry: Amazon ECR, account `123456789012`, Region `eu-west-1`\n- Repository: `team/app`\n- Digest: `sha256:01ab`, so always this very image',
  ],
  [
    'from the public gallery',
    container('"image":"|public.ecr.aws/nginx/nginx:1"'),
    '- Registry: Amazon ECR Public (`public.ecr.aws`)\n- Repository: `nginx/nginx`\n- Tag: `1`',
  ],
  [
    'from any other',
    container('"image":"registry.example.com:5000/a|pp:1"'),
    '- Registry: `registry.example.com:5000`\n- Repository: `app`\n- Tag: `1`',
  ],
  [
    'not while a part is filled in later',
    container('"image":"${REPO}|:1"'),
    '`${REPO}:1` is filled in when the file is deployed, so its value is not checked.',
  ],
  ['not while it is empty', container('"image":"|"'), ''],
]);

table('an ARN is taken apart', says, [
  [
    'role',
    '{"family":"a","taskRoleArn":"arn:aws:iam::123456789012:role/|service/app"}',
    '- Service: IAM\n- Role: `app`\n- Path: `/service/`\n- Account: `123456789012`',
  ],
  [
    'secret with a key',
    container(
      '"secrets":[{"name":"P","valueFrom":"arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbC123:pass|word::"}]',
    ),
    '- Service: Secrets Manager\n- Secret: `prod/db`\n- JSON key: `password`\n- Region: `eu-west-1`\n- Account: `123456789012`\n\n' +
      'Read with the execution role when the container starts, and handed over as the environment variable `P`. A newer value needs a new task.',
  ],
  [
    'parameter, in China',
    container('"secrets":[{"valueFrom":"arn:aws-cn:ssm:cn-north-1:123456789012:parameter/prod/|url"}]'),
    '- Service: Systems Manager Parameter Store\n- Parameter: `/prod/url`\n- Region: `cn-north-1`\n- Account: `123456789012`\n- Partition: `aws-cn` (China)',
  ],
  [
    'the bare name of a parameter',
    container('"secrets":[{"valueFrom":"/prod/|url"}]'),
    '`/prod/url` is a parameter of Parameter Store in the Region and account of the task.',
  ],
  [
    'object',
    container('"environmentFiles":[{"type":"s3","value":"arn:aws:s3:::bucket/|a/b.env"}]'),
    '- Service: S3\n- Bucket: `bucket`\n- Object: `a/b.env`',
  ],
  [
    'of any other service',
    '{"family":"a","taskRoleArn":"arn:aws:sns:us-east-1:1:|topic"}',
    '- Service: `sns`\n- Resource: `topic`\n- Region: `us-east-1`\n- Account: `1`',
  ],
  [
    'not one with a placeholder',
    '{"family":"a","taskRoleArn":"arn:aws:iam::${A|CCOUNT}:role/a"}',
    '`arn:aws:iam::${ACCOUNT}:role/a` is filled in when the file is deployed, so its value is not checked.',
  ],
]);

table('the budget of the task', says, [
  [
    'cpu of all containers',
    task('"cpu":"5|12"', '{"name":"a","cpu":256}', '{"name":"b","cpu":128}', '{"name":"c"}'),
    '`512` = 0.5 vCPU\n\ncpu 384 of 512 `▓▓▓▓▓▓░░`\n\n- `a`: 256\n- `b`: 128\n- `c`: nothing set aside',
  ],
  [
    'from a container; what is reserved counts, not the limit',
    task('"memory":"1 GB"', '{"name":"a","memory":768,"memoryReservation":|128}', '{"name":"b","memory":128}'),
    'memory 256 of 1024 `▓▓░░░░░░`\n\n- `a`: 128\n- `b`: 128',
  ],
  [
    'more than there is',
    task('"cpu":"256"', '{"name":"a","cpu":5|12}'),
    '`512` = 0.5 vCPU\n\ncpu 512 of 256 `▓▓▓▓▓▓▓▓`, more than the task has',
  ],
  [
    'a container that is filled in later',
    task('"cpu":"256|"', '{"name":"a","cpu":64}', '{"name":"b","cpu":"${CPU}"}'),
    '`256` = 0.25 vCPU\n\ncpu at least 64 of 256 `▓▓░░░░░░`\n\n- `a`: 64\n- `b`: filled in later',
  ],
  [
    'a task without a size',
    task('"family":"a"', '{"name":"a","cpu":64}', '{"name":"b","cpu":6|4}'),
    '`64` = 0.063 vCPU\n\ncpu of all containers: 128 cpu units\n\n- `a`: 64\n- `b`: 64',
  ],
]);

table('what a dependency waits for', says, [
  [
    'HEALTHY, with the rhythm of the check',
    task(
      '"family":"a"',
      '{"name":"db","healthCheck":{"command":["CMD","x"],"interval":10,"retries":5}}',
      '{"name":"web","dependsOn":[{"containerName":"db","condition":"HEAL|THY"}]}',
    ),
    '`HEALTHY`: Its health check (which it must have) passes.\n\nStarts when the health check of `db` passes. Asked every 10 s with 5 s to answer; 5 failures in a row make it unhealthy.',
  ],
  [
    'HEALTHY without a check',
    task('"family":"a"', '{"name":"db"}', '{"dependsOn":[{"containerName":"db","condition":"HEAL|THY"}]}'),
    '`HEALTHY`: Its health check (which it must have) passes.\n\n`db` has no `healthCheck`, so it never becomes healthy.',
  ],
  [
    'SUCCESS of an essential container, with a limit',
    task(
      '"family":"a"',
      '{"name":"db","image":"i","startTimeout":60}',
      '{"dependsOn":[{"containerName":"d|b","condition":"SUCCESS"}]}',
    ),
    'The container `db`: `i`\n\nStarts when `db` has run and exited with 0. `db` is essential, so the task stops when it exits. It gives up after 60 s (`startTimeout`).',
  ],
  [
    'of a container that is not there: nothing',
    task('"family":"a"', '{"dependsOn":[{"containerName":"d|b","condition":"START"}]}'),
    '',
  ],
]);

table('more', says, [
  [
    'a health check, defaults filled in',
    container('"health|Check":{"command":["CMD","x"],"retries":1,"startPeriod":20}'),
    'Asked every 30 s with 5 s to answer; one failure makes it unhealthy. Failures in the first 20 s do not count.',
  ],
  [
    'a log option',
    container('"logConfiguration":{"logDriver":"json-file","options":{"max-|file":"3"}}'),
    '`max-file`: How many files are kept; the oldest goes first.',
  ],
  [
    'an option of an output plugin',
    container('"logConfiguration":{"logDriver":"awsfirelens","options":{"Name":"datadog","Ho|st":"x"}}'),
    'Handed to the output plugin `datadog` of the log router as it is.',
  ],
  [
    'an option with a name every object has',
    container('"logConfiguration":{"logDriver":"json-file","options":{"const|ructor":"3"}}'),
    '',
  ],
  [
    'a port on an interface of its own',
    task('"networkMode":"awsvpc"', '{"portMappings":[{"containerPort":8|0}]}'),
    "Reached at port 80 of the task's own network interface.",
  ],
  [
    'a port that Docker picks',
    task('"family":"a"', '{"portMappings":[{"containerPort":80,"hostPort":|0}]}'),
    'Docker picks free host ports for 80: in bridge mode, 0 or nothing asks for that.',
  ],
  ['a port that is written', task('"family":"a"', '{"portMappings":[{"containerPort":8|0,"hostPort":8080}]}'), ''],
  [
    'who refers to a container',
    task('"family":"a"', '{"name":"d|b"}', '{"name":"web","links":["db"],"dependsOn":[{"containerName":"db"}]}'),
    'Referred to by `web`',
  ],
  [
    'where a volume lives',
    task(
      '"volumes":[{"name":"data","efsVolumeConfiguration":{"fileSystemId":"fs-1"}}]',
      '{"mountPoints":[{"sourceVolume":"da|ta"}]}',
    ),
    'The volume `data`: `fs-1`',
  ],
]);

describe('nothing of a document becomes Markdown', () => {
  const hostile = '[x](command:y) **b** <img src=z> `` ` ``';
  const text = JSON.stringify(hostile);

  for (const [place, document] of Object.entries({
    image: container(`"image":"|${text.slice(1)}`),
    arn: `{"family":"a","taskRoleArn":"|arn:aws:iam::1:role/${text.slice(1)}}`,
    parameter: container(`"secrets":[{"name":${text},"valueFrom":"/|a"}]`),
    placeholder: container(`"image":"|\${X}${text.slice(1)}`),
    budget: task('"cpu":"|512"', `{"name":${text},"cpu":256}`, '{"name":"b","cpu":128}'),
    condition: task(
      '"a":1',
      `{"name":${text},"image":${text}}`,
      `{"dependsOn":[{"containerName":"|${text.slice(1)},"condition":"START"}]}`,
    ),
    user: task('"a":1', '{"name":"|b"}', `{"name":${text},"links":["b"]}`),
    volume: task(`"volumes":[{"name":"v","host":{"sourcePath":${text}}}]`, '{"mountPoints":[{"sourceVolume":"|v"}]}'),
    plugin: container(`"logConfiguration":{"logDriver":"awsfirelens","options":{"Name":${text},"H|ost":"x"}}`),
  })) {
    test(place, () => {
      const said = before(document);
      assert.ok(said.includes('<img src=z>'), said);
      const rest = said.replaceAll(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, ''); // what is not code
      assert.doesNotMatch(rest, /command:|<img|\*\*b/);
    });
  }

  test('the fence is longer than any in the text', () => {
    assert.equal(inlineCode(hostile), `\`\`\` ${hostile} \`\`\``);
  });
});
