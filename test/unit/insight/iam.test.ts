import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'jsonc-parser';
import { parseDocument } from '../../../server/document/document';
import { impliedPermissions, permissionsJson, printPermissions } from '../../../server/insight/index';
import { partitionOf } from '../../../server/insight/iam/home';
import { table } from '../../support/table';

const role = '"executionRoleArn":"arn:aws:iam::210987654321:role/exec",';
const task = (members: string, container: string) =>
  `{"family":"a",${members}"containerDefinitions":[{"name":"web",${container}}]}`;

interface Policies {
  readonly executionRole: { readonly Statement: readonly Statement[] } | null;
  readonly taskRole: { readonly Statement: readonly Statement[] } | null;
}
interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
}

/** `action, action on resource, resource`, each statement of a role. */
function needs(text: string, of: keyof Policies, exec = false): string[] {
  const permissions = impliedPermissions(parseDocument(text, { path: 'taskdef.json' }), { exec });
  assert.ok(permissions);
  const { [of]: policy } = permissionsJson(permissions) as Policies;
  const list = (value: string | string[]) => [value].flat().join(', ');
  return (policy?.Statement ?? []).map(
    ({ Action, Resource, Condition }) =>
      `${list(Action)} on ${list(Resource)}${Condition ? ` if ${JSON.stringify(Condition)}` : ''}`,
  );
}

const login = 'ecr:GetAuthorizationToken on *';
const pull = 'ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on ';

table(
  'the execution role',
  (text: string, expected: readonly string[]) => assert.deepEqual(needs(text, 'executionRole'), expected),
  [
    ['a public image needs nothing', task(role, '"image":"nginx:1.27"'), []],
    ['public ECR neither', task(role, '"image":"public.ecr.aws/nginx/nginx:1.27"'), []],
    [
      'private ECR, in the account and Region of the image',
      task(role, '"image":"123123123123.dkr.ecr.eu-west-1.amazonaws.com/team/app:1"'),
      [login, `${pull}arn:aws:ecr:eu-west-1:123123123123:repository/team/app`],
    ],
    [
      'China is a partition of its own',
      task('', '"image":"123123123123.dkr.ecr.cn-north-1.amazonaws.com.cn/app@sha256:00"'),
      [login, `${pull}arn:aws-cn:ecr:cn-north-1:123123123123:repository/app`],
    ],
    [
      'placeholders stay what they are',
      task('', '"image":"${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app:${TAG}"'),
      [login, `${pull}arn:aws:ecr:\${AWS::Region}:\${AWS::AccountId}:repository/app`],
    ],
    [
      'logs: the streams of this container; the group too where it is to be created',
      task(
        role,
        '"image":"a:1","logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/a","awslogs-region":"us-gov-west-1","awslogs-stream-prefix":"ecs","awslogs-create-group":"true"}}',
      ),
      [
        'logs:CreateLogGroup on arn:aws-us-gov:logs:us-gov-west-1:210987654321:log-group:/ecs/a:*',
        'logs:CreateLogStream, logs:PutLogEvents on arn:aws-us-gov:logs:us-gov-west-1:210987654321:log-group:/ecs/a:log-stream:ecs/web/*',
      ],
    ],
    [
      'what the file does not tell is to be filled in',
      task(
        '',
        '"image":"a:1","logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/${ENV}","awslogs-region":"${REGION}"}}',
      ),
      [
        'logs:CreateLogStream, logs:PutLogEvents on arn:aws:logs:${REGION}:<ACCOUNT_ID>:log-group:/ecs/${ENV}:log-stream:*',
      ],
    ],
    [
      'secrets without their selectors, parameters by ARN and by name, those of the log too',
      task(
        role,
        '"image":"a:1","secrets":[{"name":"A","valueFrom":"arn:aws:secretsmanager:eu-west-1:210987654321:secret:db-AbCdEf:password::"},{"name":"B","valueFrom":"arn:aws:secretsmanager:eu-west-1:210987654321:secret:plain"},{"name":"C","valueFrom":"arn:aws:ssm:eu-west-1:210987654321:parameter/c"},{"name":"D","valueFrom":"/app/d"}],"logConfiguration":{"logDriver":"splunk","secretOptions":[{"name":"splunk-token","valueFrom":"token"}]}',
      ),
      [
        'secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:210987654321:secret:db-AbCdEf, arn:aws:secretsmanager:eu-west-1:210987654321:secret:plain-??????',
        'ssm:GetParameters on arn:aws:ssm:eu-west-1:210987654321:parameter/c, arn:aws:ssm:eu-west-1:210987654321:parameter/app/d, arn:aws:ssm:eu-west-1:210987654321:parameter/token',
      ],
    ],
    [
      'registry credentials by name',
      task(role, '"image":"r.example/a:1","repositoryCredentials":{"credentialsParameter":"registry/login"}'),
      ['secretsmanager:GetSecretValue on arn:aws:secretsmanager:<REGION>:210987654321:secret:registry/login-??????'],
    ],
    [
      'environment files and the configuration of a log router in S3',
      task(
        role,
        '"image":"a:1","environmentFiles":[{"type":"s3","value":"arn:aws:s3:::conf/app/prod.env"}],"firelensConfiguration":{"type":"fluentbit","options":{"config-file-type":"s3","config-file-value":"arn:aws:s3:::conf/bit.conf"}}',
      ),
      [
        's3:GetObject on arn:aws:s3:::conf/app/prod.env, arn:aws:s3:::conf/bit.conf',
        's3:GetBucketLocation on arn:aws:s3:::conf',
      ],
    ],
    [
      'FSx and gMSA',
      task(
        `${role}"volumes":[{"name":"v","fsxWindowsFileServerVolumeConfiguration":{"fileSystemId":"fs-1","rootDirectory":"/","authorizationConfig":{"credentialsParameter":"arn:aws:ssm:eu-west-1:210987654321:parameter/fsx","domain":"example.com"}}}],`,
        '"image":"a:1","credentialSpecs":["credentialspecdomainless:arn:aws:s3:::specs/a.json"]',
      ),
      [
        's3:GetObject on arn:aws:s3:::specs/a.json',
        's3:GetBucketLocation on arn:aws:s3:::specs',
        'fsx:DescribeFileSystems on *',
        'ssm:GetParameters on arn:aws:ssm:eu-west-1:210987654321:parameter/fsx',
      ],
    ],
  ],
);

const efs = (authorization: string, mount: string) =>
  task(
    `"taskRoleArn":"arn:aws:iam::210987654321:role/app","volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-12345678","transitEncryption":"ENABLED","authorizationConfig":{${authorization}}}}],`,
    `"image":"111111111111.dkr.ecr.eu-west-1.amazonaws.com/a:1","mountPoints":[{"sourceVolume":"v","containerPath":"/v"${mount}}]`,
  );
const firelens = (options: string) =>
  task('', `"image":"a:1","logConfiguration":{"logDriver":"awsfirelens","options":{${options}}}`);

table(
  'the task role',
  (text: string, expected: readonly string[]) => assert.deepEqual(needs(text, 'taskRole'), expected),
  [
    ['nothing', task('', '"image":"a:1"'), []],
    [
      'EFS through an access point',
      efs('"iam":"ENABLED","accessPointId":"fsap-1"', ''),
      [
        'elasticfilesystem:ClientMount, elasticfilesystem:ClientWrite on arn:aws:elasticfilesystem:eu-west-1:210987654321:file-system/fs-12345678 if {"StringEquals":{"elasticfilesystem:AccessPointArn":"arn:aws:elasticfilesystem:eu-west-1:210987654321:access-point/fsap-1"}}',
      ],
    ],
    [
      'EFS that nobody writes to',
      efs('"iam":"ENABLED"', ',"readOnly":true'),
      ['elasticfilesystem:ClientMount on arn:aws:elasticfilesystem:eu-west-1:210987654321:file-system/fs-12345678'],
    ],
    ['EFS without IAM authorization', efs('"accessPointId":"fsap-1"', ''), []],
    [
      'S3 Files',
      task(
        '"volumes":[{"name":"v","s3filesVolumeConfiguration":{"fileSystemArn":"arn:aws:s3files:eu-west-1:210987654321:file-system/fs-1"}}],',
        '"image":"a:1","mountPoints":[{"sourceVolume":"v","containerPath":"/v"}]',
      ),
      ['s3files:ClientMount, s3files:ClientWrite on arn:aws:s3files:eu-west-1:210987654321:file-system/fs-1'],
    ],
    [
      'FireLens to CloudWatch Logs',
      firelens('"Name":"cloudwatch_logs","region":"eu-west-1","log_group_name":"/app","auto_create_group":"true"'),
      [
        'logs:CreateLogStream, logs:DescribeLogStreams, logs:PutLogEvents on arn:aws:logs:eu-west-1:<ACCOUNT_ID>:log-group:/app:*',
        'logs:CreateLogGroup on arn:aws:logs:eu-west-1:<ACCOUNT_ID>:log-group:/app:*',
      ],
    ],
    [
      'FireLens to Firehose',
      firelens('"Name":"kinesis_firehose","region":"eu-west-1","delivery_stream":"logs"'),
      ['firehose:PutRecordBatch on arn:aws:firehose:eu-west-1:<ACCOUNT_ID>:deliverystream/logs'],
    ],
    [
      'FireLens to Kinesis',
      firelens('"Name":"kinesis_streams","region":"cn-north-1","stream":"logs"'),
      ['kinesis:PutRecords on arn:aws-cn:kinesis:cn-north-1:<ACCOUNT_ID>:stream/logs'],
    ],
    [
      'Fluentd to Firehose',
      firelens('"@type":"kinesis_firehose","region":"eu-west-1","delivery_stream_name":"logs"'),
      ['firehose:PutRecordBatch on arn:aws:firehose:eu-west-1:<ACCOUNT_ID>:deliverystream/logs'],
    ],
    [
      'a log group with a part that the router fills in',
      firelens('"Name":"cloudwatch","region":"eu-west-1","log_group_name":"/app/$(ecs_cluster)/web"'),
      [
        'logs:CreateLogStream, logs:DescribeLogStreams, logs:PutLogEvents on arn:aws:logs:eu-west-1:<ACCOUNT_ID>:log-group:/app/*/web:*',
      ],
    ],
    ['FireLens to S3', firelens('"Name":"s3","bucket":"logs"'), ['s3:PutObject on arn:aws:s3:::logs/*']],
    [
      'FireLens as another role',
      firelens('"Name":"s3","bucket":"logs","role_arn":"arn:aws:iam::1:role/logs"'),
      ['sts:AssumeRole on arn:aws:iam::1:role/logs'],
    ],
    ['FireLens to somebody else', firelens('"Name":"datadog","apikey":"x"'), []],
  ],
);

describe('ECS Exec', () => {
  test('only when asked', () => {
    const [channel] = needs(task('', '"image":"a:1"'), 'taskRole', true);
    assert.match(channel!, /^ssmmessages:CreateControlChannel, .*OpenDataChannel on \*$/);
  });
});

describe('on paper', () => {
  const text = task(
    '',
    '"image":"${IMAGE}","secrets":[{"name":"A","valueFrom":"a"},{"name":"B\\n}evil","valueFrom":"b"}]',
  );
  const permissions = impliedPermissions(parseDocument(text, { path: 'taskdef.json' }), { exec: true })!;
  const printed = printPermissions(permissions, 'taskdef.json');

  test('one comment line a reason, and nothing of the file breaks out of it', () => {
    assert.match(printed, /\n {6}\/\/ web: secret A\n {6}\/\/ web: secret B \}evil\n {6}\{\n/);
  });

  test('what cannot be known is said', () => {
    assert.match(printed, /\/\/ web: the registry of its image is filled in later/);
    assert.match(printed, /\/\/ Secrets, parameters and objects .* kms:Decrypt/);
    assert.match(printed, /\/\/ Without executionRoleArn, EC2 pulls/);
  });

  test('without its comments it is the plain JSON', () => {
    const { executionRole, taskRole } = permissionsJson(permissions) as Policies;
    assert.deepEqual(parse(printed), { executionRole, taskRole });
  });
});

test('no containers, no permissions', () => {
  assert.equal(
    impliedPermissions(parseDocument('{"family":"a","containerDefinitions":[]}'), { exec: true }),
    undefined,
  );
});

test('the partition of a Region', () => {
  const regions = ['eu-west-1', 'cn-northwest-1', 'us-gov-east-1', 'us-iso-east-1', 'us-isob-east-1', '<REGION>'];
  assert.deepEqual(regions.map(partitionOf), ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', undefined]);
});
