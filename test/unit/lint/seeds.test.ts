import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { lint } from '../../../server/lint/engine';
import { rules } from '../../../server/rules/index';

/** One point each, in an otherwise valid definition (rules.md §5.1). */

const container = (members = '', name = 'web'): string =>
  `{"name":"${name}","image":"nginx:1.27"${members && `,${members}`}}`;

const task = (members: string, containers = container('"memory":64')): string =>
  `{"family":"app"${members && `,${members}`},"containerDefinitions":[${containers}]}`;

const fargate = (members: string, containers = container(), size = '"cpu":"256","memory":"512"'): string =>
  task(
    `"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc"${size && `,${size}`}${members && `,${members}`}`,
    containers,
  );

const ports = (...mappings: readonly string[]): string => `"memory":64,"portMappings":[${mappings.join(',')}]`;
const awslogs =
  '"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"a","awslogs-region":"eu-west-1","awslogs-stream-prefix":"a"}}';
const secret = (valueFrom: string): string => `"memory":64,"secrets":[{"name":"DB","valueFrom":"${valueFrom}"}]`;
const secretArn = 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:db-AbCdEf';
const role = '"executionRoleArn":"ecsTaskExecutionRole"';
const ecr = container('"memory":64').replace('nginx:1.27', '210987654321.dkr.ecr.eu-west-1.amazonaws.com/app:1');

/** Every finding that is no advice about hygiene: what the seed is about. */
const hygiene = new Set([
  'log-configuration-missing',
  'user-not-set',
  'readonly-root-filesystem',
  'health-check-missing',
  'fargate-runtime-platform-missing',
]);

const told = (text: string): string[] =>
  lint(parseDocument(text, { path: 'task-definition.json' }))
    .filter(({ rule }) => !hygiene.has(rule))
    .map(({ rule, severity, pointer }) => `${severity} ${rule} ${pointer}`)
    .sort();

const seeds: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  [
    '1 vCPU with 1 GB',
    fargate('', container(), '"cpu":"1024","memory":"1024"'),
    ['error fargate-cpu-memory-combination /memory'],
  ],
  ['sizes with units', fargate('', container(), '"cpu":"1 vCPU","memory":"2 GB"'), []],
  ['units for vCPU', fargate('', container(), '"cpu":"1","memory":"2"'), ['error fargate-cpu-value /cpu']],
  ['a number for cpu', fargate('', container(), '"cpu":1024,"memory":"2048"'), ['error task-size-not-string /cpu']],
  [
    '32 vCPU with 64 GB',
    fargate('', container(), '"cpu":"32768","memory":"65536"'),
    ['error fargate-cpu-memory-combination /memory', 'info fargate-cpu-new-size /cpu'],
  ],
  [
    'two ports in awsvpc',
    task('"networkMode":"awsvpc"', container(ports('{"containerPort":80,"hostPort":8080}'))),
    ['error awsvpc-host-port-mismatch /containerDefinitions/0/portMappings/0/hostPort'],
  ],
  [
    'one host port twice',
    task(
      '',
      [
        container(ports('{"containerPort":80,"hostPort":80}')),
        container(ports('{"containerPort":80,"hostPort":80}'), 'api'),
      ].join(','),
    ),
    ['error host-port-duplicate /containerDefinitions/1/portMappings/0/hostPort'],
  ],
  [
    'one container port twice in awsvpc',
    task(
      '"networkMode":"awsvpc"',
      [container(ports('{"containerPort":80}')), container(ports('{"containerPort":80}'), 'api')].join(','),
    ),
    ['error container-port-duplicate /containerDefinitions/1/portMappings/0/containerPort'],
  ],
  [
    'waiting for the end of an essential container',
    task(
      '',
      [
        container('"memory":64,"dependsOn":[{"containerName":"db","condition":"SUCCESS"}]'),
        container('"memory":64', 'db'),
      ].join(','),
    ),
    ['error depends-on-complete-on-essential /containerDefinitions/0/dependsOn/0/condition'],
  ],
  [
    'waiting for health without a check',
    task(
      '',
      [
        container('"memory":64,"dependsOn":[{"containerName":"db","condition":"HEALTHY"}]'),
        container('"memory":64', 'db'),
      ].join(','),
    ),
    ['error depends-on-healthy-without-health-check /containerDefinitions/0/dependsOn/0/condition'],
  ],
  [
    'no memory anywhere',
    task('"requiresCompatibilities":["EC2"]', container()),
    ['error container-memory-required /containerDefinitions/0/name'],
  ],
  ['memory of the task', task('"requiresCompatibilities":["EC2"],"memory":"512"', container()), []],
  [
    'secrets without a role',
    task('"requiresCompatibilities":["EC2"]', container(secret(secretArn))),
    ['error execution-role-missing-secrets /containerDefinitions/0/secrets'],
  ],
  ['awslogs on EC2', task('"requiresCompatibilities":["EC2"]', container(`"memory":64,${awslogs}`)), []],
  ['ECR on Fargate', fargate('', ecr), ['error execution-role-missing-ecr /containerDefinitions/0/image']],
  [
    'a secret with half of its selectors',
    task(role, container(secret(`${secretArn}:password`))),
    ['error secret-arn-segments /containerDefinitions/0/secrets/0/valueFrom'],
  ],
  [
    'a health check without a keyword',
    task('', container('"memory":64,"healthCheck":{"command":["curl -f localhost"]}')),
    ['warning health-check-first-word /containerDefinitions/0/healthCheck/command/0'],
  ],
  [
    'an access point with a folder and without TLS',
    task(
      '"volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-12345678","rootDirectory":"/data","authorizationConfig":{"accessPointId":"fsap-0123456789abcdef0"}}}]',
      container('"memory":64,"mountPoints":[{"sourceVolume":"v","containerPath":"/v"}]'),
    ),
    [
      'error efs-access-point-root-directory /volumes/0/efsVolumeConfiguration/rootDirectory',
      'error efs-access-point-without-tls /volumes/0/efsVolumeConfiguration/authorizationConfig/accessPointId',
    ],
  ],
  [
    'describe output',
    `{"taskDefinition":${task('"revision":3')},"tags":[]}`,
    ['error wrapped-describe-output /taskDefinition'],
  ],
  [
    'an image with a scheme',
    task('', container('"memory":64').replace('nginx:1.27', 'https://example.com/app:1')),
    ['error image-invalid-characters /containerDefinitions/0/image'],
  ],
  [
    'an image in upper case',
    task('', container('"memory":64').replace('nginx:1.27', 'Nginx:1.27')),
    ['error image-uppercase-repository /containerDefinitions/0/image'],
  ],
  [
    'awsvpc outside AWS',
    task('"requiresCompatibilities":["EXTERNAL"],"networkMode":"awsvpc"'),
    ['error external-network-mode /networkMode'],
  ],
  [
    'links on Windows',
    task(
      '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}',
      [
        container('"memory":512,"cpu":512,"user":"ContainerUser","links":["db"]'),
        container('"memory":512,"cpu":512,"user":"ContainerUser"', 'db'),
      ].join(','),
    ),
    ['error windows-unsupported-parameter /containerDefinitions/0/links'],
  ],
];

describe('seeds of the catalogue', () => {
  for (const [name, text, expected] of seeds) {
    test(name, () => {
      assert.deepEqual(told(text), expected);
    });
  }

  test('every rule they name exists', () => {
    const ids = new Set(rules.map(({ id }) => id));
    for (const [, , expected] of seeds) {
      for (const line of expected) assert.ok(ids.has(line.split(' ')[1]!), line);
    }
  });
});
