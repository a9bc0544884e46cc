import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { completion } from '../../../server/features/completion/completion';
import { lint, parseDocument } from '../../../server/index';
import { open } from '../../support/editor';
import { accept } from '../../support/snippet';

/** Whatever is accepted and filled in, our own rules must find nothing wrong with it. */

/** What somebody fills in where a place is empty or holds a stand-in. */
const filled: readonly (readonly [RegExp, string])[] = [
  [/<IMAGE>/g, 'nginx:1.27'],
  [/<REGION>/g, 'eu-west-1'],
  [/<ACCOUNT_ID>/g, '123456789012'],
  [/<FILE_SYSTEM_ID>/g, 'fs-0123456789abcdef0'],
  [/<ACCESS_POINT_ID>/g, 'fsap-0123456789abcdef0'],
  [/<NAME>/g, 'app-AbCdEf'],
  [/<BUCKET>/g, 'bucket'],
  [/("image": ?)""/g, '$1"nginx:1.27"'],
  [/("fileSystemId": ?)""/g, '$1"fs-0123456789abcdef0"'],
  [/("accessPointId": ?)""/g, '$1"fsap-0123456789abcdef0"'],
  [/("valueFrom": ?)""/g, '$1"/app/password"'],
  [/("(?:containerPath|hostPath|sourcePath|workingDirectory)": ?)""/g, '$1"/data"'],
  [/("expression": ?)""/g, '$1"attribute:ecs.instance-type =~ t3.*"'],
  [/("ipAddress": ?)""/g, '$1"10.0.0.1"'],
  [/("namespace": ?)""/g, '$1"net.core.somaxconn"'],
  [/("sourceVolume": ?)""/g, '$1"scratch"'],
  [/("(?:containerName|sourceContainer)": ?)""/g, '$1"other"'],
  [/("fileSystemArn": ?)""/g, '$1"arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0"'],
  [/("(?:credentialsParameter)": ?)""/g, '$1"arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-AbCdEf"'],
  [/("value": ?)""(, "type": "s3")/g, '$1"arn:aws:s3:::bucket/app.env"$2'],
  [/"dnsServers": \[""\]/g, '"dnsServers": ["10.0.0.2"]'],
  [/"links": \[""\]/g, '"links": ["other"]'],
  [/"dockerSecurityOptions": \[""\]/g, '"dockerSecurityOptions": ["no-new-privileges"]'],
  [
    /"credentialSpecs": \[""\]/g,
    '"credentialSpecs": ["credentialspecdomainless:arn:aws:ssm:eu-west-1:123456789012:parameter/app"]',
  ],
  [/("ignoredExitCodes": ?)\[1\]/g, '$1[1]'],
  [/("containerPortRange": ?)""/g, '$1"8000-8010"'],
  [/""/g, '"x"'],
];

const fill = (text: string): string =>
  filled.reduce(
    (current, [from, to]) =>
      current.replaceAll(from, text.includes('WINDOWS') ? to.replace('"/data"', '"C:\\\\data"') : to),
    text,
  );

interface Target {
  readonly name: string;
  readonly task: string;
  readonly container: string;
}

const roles =
  '"taskRoleArn": "arn:aws:iam::123456789012:role/app", "executionRoleArn": "arn:aws:iam::123456789012:role/pull"';
const targets: readonly Target[] = [
  {
    name: 'Fargate',
    task: `${roles}, "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "1024", "memory": "4096"`,
    container: '',
  },
  {
    name: 'Windows on Fargate',
    task: `${roles}, "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "1024", "memory": "4096", "runtimePlatform": { "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE", "cpuArchitecture": "X86_64" }`,
    container: '',
  },
  ...['awsvpc', 'bridge', 'host', 'none'].map((mode) => ({
    name: `EC2, ${mode}`,
    task: `${roles}, "requiresCompatibilities": ["EC2"], "networkMode": "${mode}"`,
    container: ', "memory": 512',
  })),
  {
    name: 'ECS Anywhere',
    task: `${roles}, "requiresCompatibilities": ["EXTERNAL"], "networkMode": "bridge"`,
    container: ', "memory": 512',
  },
  {
    name: 'Managed Instances',
    task: `${roles}, "requiresCompatibilities": ["MANAGED_INSTANCES"], "networkMode": "awsvpc", "cpu": "1024", "memory": "4096"`,
    container: ', "memory": 512',
  },
];

const other = ({ container }: Target) => `{ "name": "other", "image": "busybox:1.36", "essential": true${container} }`;
const own = ({ container }: Target, more = '') => `{ "name": "web", "image": "nginx:1.27"${container}${more} }`;
const file = ({ task }: Target, containers: string, more = '') =>
  `{ "family": "web", ${task}, "containerDefinitions": [${containers}], "volumes": [{ "name": "scratch" }${more}] }`;

const places: readonly (readonly [string, (target: Target) => string])[] = [
  ['a member of the task', (target) => file(target, own(target)).replace('"volumes"', '|, "volumes"')],
  ['another container', (target) => file(target, `${own(target)}, |`)],
  ['a member of a container', (target) => file(target, `${other(target)}, ${own(target, ', |')}`)],
  ['another volume', (target) => file(target, own(target), ', |')],
  ['a member of a volume', (target) => file(target, own(target), ', { "name": "more", | }')],
  ...['portMappings', 'secrets', 'environment', 'dependsOn', 'ulimits', 'mountPoints', 'environmentFiles'].map(
    (member) =>
      [
        `an item of ${member}`,
        (target: Target) => file(target, `${other(target)}, ${own(target, `, "${member}": [|]`)}`),
      ] as const,
  ),
  ...['logConfiguration', 'healthCheck'].map(
    (member) => [`the value of ${member}`, (target: Target) => file(target, own(target, `, "${member}": |`))] as const,
  ),
  [
    'another container, where one logs with awsfirelens',
    (target) =>
      file(
        target,
        `${own(target, ', "logConfiguration": { "logDriver": "awsfirelens", "options": { "Name": "stdout" } }')}, |`,
      ),
  ],
  [
    'the logs of a container, where there is a router',
    (target) =>
      file(
        target,
        `{ "name": "router", "image": "fluent/fluent-bit:3", "essential": true, "firelensConfiguration": { "type": "fluentbit" }${target.container} }, ${own(target, ', |')}`,
      ),
  ],
  [
    'dependsOn, where one has a check and one ends',
    (target) =>
      file(
        target,
        `{ "name": "db", "image": "a:1", "healthCheck": { "command": ["CMD", "x"] }${target.container} }, { "name": "init", "image": "a:1", "essential": false${target.container} }, ${own(target, ', "dependsOn": [|]')}`,
      ),
  ],
];

/** What says more with it than with one member alone, and so is wrong until the rest is written. */
const unfinished: readonly (readonly [label: RegExp, rule: string])[] = [
  [/^firelensConfiguration$/, 'firelens-consumer-missing'],
  [/^configuredAtLaunch$/, 'configured-at-launch-unmounted'],
];

/** Lists that the target does not take at all. */
const refused: readonly (readonly [target: RegExp, member: string])[] = [
  [/Windows/, 'ulimits'],
  [/Windows/, 'environmentFiles'],
  [/none/, 'portMappings'],
];

for (const target of targets) {
  describe(target.name, () => {
    for (const [place, write] of places) {
      if (refused.some(([name, member]) => name.test(target.name) && place.endsWith(member))) continue;
      test(`${place}: nothing offered is wrong`, () => {
        const source = write(target);
        const opened = open(source);
        const before = new Set(errorsIn(opened.text));
        const items = completion(opened.source, opened.cursor, { snippets: true, insertReplace: true });
        for (const item of items.filter(({ label }) => !label.startsWith('[ '))) {
          for (const how of ['insert', 'replace'] as const) {
            const after = fill(accept(opened, item, how).replace(/\|(?!\|)/, ''));
            assert.doesNotThrow(() => JSON.parse(after), `${item.label}:\n${after}`);
            const faults = errorsIn(after).filter(
              (rule) => !before.has(rule) && !unfinished.some(([label, id]) => label.test(item.label) && id === rule),
            );
            assert.deepEqual(faults, [], `${item.label}: ${faults.join()}:\n${after}`);
          }
        }
      });
    }
  });
}

function errorsIn(text: string): string[] {
  const { uri } = TextDocument.create('file:///p/task-definition.json', 'json', 1, text);
  return lint(parseDocument(text, { path: uri }))
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);
}
