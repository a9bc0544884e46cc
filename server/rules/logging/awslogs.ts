import { isRegion } from '../../model/arn';
import { type CheckRule, defineRule } from '../define';
import { inContainer, inFargate } from '../example';
import { awsFacts } from '../facts';
import { removeMember, setValue } from '../fixes';
import { api, issue, source } from '../sources';
import { closest } from '../similar';
import { containerLabel, listed, sentence } from '../words';
import { isAbsent } from '../missing';
import { containerNode } from '../../schema/lookup';
import { atOptions, driverOptions, logsWith } from './options';

const logNode = containerNode.members.get('logConfiguration')!;

/** The awslogs driver: CloudWatch Logs. */

const log = (options: string): string =>
  `"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"a","awslogs-region":"eu-west-1"${options && `,${options}`}}}`;
const role = '"executionRoleArn":"ecsTaskExecutionRole"';

export const awslogsRequiredOptions = defineRule<CheckRule>({
  id: 'awslogs-required-options',
  group: 'logging',
  severity: 'error',
  summary: 'The awslogs driver needs a group and a Region',
  why: 'Without them nothing says where the logs go.',
  awsMessage: 'Log driver awslogs requires options: awslogs-region, awslogs-group',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [
    inContainer(log('')),
    inContainer('"logConfiguration":{"logDriver":"awslogs","options":"${OPTIONS}"}'),
    inContainer('"logConfiguration":{"logDriver":"awslogs","Options":{}}'),
  ],
  examples: [
    {
      bad: inContainer('"logConfiguration":{"logDriver":"awslogs",«"options"»:{"awslogs-group":"a"}}'),
      fixed: inContainer(
        '"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"a","awslogs-region":"<REGION>"}}',
      ),
    },
    {
      bad: inContainer('"logConfiguration":{"logDriver":«"awslogs"»}'),
      fixed: inContainer(
        '"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/app","awslogs-region":"<REGION>"}}',
      ),
    },
  ],
  *check(task) {
    for (const each of logsWith(task, 'awslogs')) {
      if (!each.options && !isAbsent(each.block, 'options', logNode)) continue; // misspelled
      const missing = driverOptions['awslogs']!.required.filter((name) => !each.option(name));
      if (missing.length === 0) continue;
      const family = task.root?.get('family')?.known ?? each.container.get('name')?.known ?? 'app';
      const values: Readonly<Record<string, string>> = {
        'awslogs-group': `/ecs/${family}`,
        'awslogs-region': awsFacts(task).region,
        'awslogs-stream-prefix': 'ecs',
      };
      yield {
        at: atOptions(each),
        message: `The awslogs driver of ${containerLabel(each.container)} needs ${listed(missing.map((name) => `"${name}"`))}`,
        fixes: [
          {
            title: `Add ${listed(missing.map((name) => `"${name}"`))}`,
            changes: () =>
              // Fargate would ask for a prefix next.
              [...missing, ...(task.isFargate && !each.options ? ['awslogs-stream-prefix'] : [])].map((name) => ({
                set: [...each.block.path, 'options', name],
                to: values[name],
              })),
          },
        ],
      };
    }
  },
});

export const awslogsStreamPrefix = defineRule<CheckRule>({
  id: 'awslogs-stream-prefix',
  group: 'logging',
  severity: 'error',
  summary: 'The awslogs driver needs a stream prefix here',
  why: 'Fargate names log streams prefix/container/task, and refuses to log without the prefix.',
  awsMessage: 'Fargate requires log configuration options to include awslogs-stream-prefix',
  source: api('LogConfiguration'),
  good: [inFargate(role, log('"awslogs-stream-prefix":"ecs"')), inContainer(log(''))],
  examples: [
    {
      bad: inFargate(role, log('').replace('"options"', '«"options"»')),
      fixed: inFargate(role, log('"awslogs-stream-prefix":"ecs"')),
    },
  ],
  *check(task) {
    const isManaged = task.launchTypes.has('MANAGED_INSTANCES');
    if (!task.isFargate && !isManaged) return;
    for (const each of logsWith(task, 'awslogs')) {
      if (!each.options || each.option('awslogs-stream-prefix')) continue;
      yield {
        at: each.options.key,
        ...(!task.isFargate && { severity: 'warning' as const }),
        message: `${task.isFargate ? 'Fargate needs' : 'Managed Instances ask for'} an "awslogs-stream-prefix" (${containerLabel(each.container)})`,
        fixes: [
          {
            title: 'Add "awslogs-stream-prefix": "ecs"',
            changes: () => [{ set: [...each.options!.path, 'awslogs-stream-prefix'], to: 'ecs' }],
          },
        ],
      };
    }
  },
});

export const awslogsUnknownOption = defineRule<CheckRule>({
  id: 'awslogs-unknown-option',
  group: 'logging',
  severity: 'error',
  summary: 'The awslogs driver does not take this option',
  why: 'ECS checks the options of awslogs by name and refuses all others.',
  awsMessage: 'Log driver awslogs disallows options: log_key',
  source: issue('aws-samples/amazon-ecs-firelens-examples', 83),
  inContainerArray: true,
  good: [inContainer(log('"mode":"non-blocking","max-buffer-size":"25m"'))],
  examples: [
    { bad: inContainer(log('«"awslogs-stream-prefx"»:"a"')), fixed: inContainer(log('"awslogs-stream-prefix":"a"')) },
    { bad: inContainer(log('«"tag"»:"a"')), fixed: inContainer(log('')) },
  ],
  *check(task) {
    const known = [...driverOptions['awslogs']!.required, ...driverOptions['awslogs']!.optional];
    for (const each of logsWith(task, 'awslogs')) {
      for (const option of each.entries) {
        const name = option.name ?? '';
        if (known.includes(name)) continue;
        const meant = closest(
          name,
          known.filter((other) => !each.option(other)),
        );
        yield {
          at: option.key,
          message: `The awslogs driver takes no option "${name}"`,
          fixes: [
            ...(meant ? [{ title: `Rename to "${meant}"`, changes: () => [{ rename: option.path, to: meant }] }] : []),
            removeMember(option),
          ],
        };
      }
    }
  },
});

export const awslogsMultilineConflict = defineRule<CheckRule>({
  id: 'awslogs-multiline-conflict',
  group: 'logging',
  severity: 'warning',
  summary: 'A new entry begins with a date or with a pattern, not both',
  why: 'The two options exclude each other.',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [inContainer(log('"awslogs-datetime-format":"%Y"'))],
  examples: [
    {
      bad: inContainer(log('"awslogs-datetime-format":"%Y",«"awslogs-multiline-pattern"»:"^a"')),
      fixed: inContainer(log('"awslogs-datetime-format":"%Y"')),
    },
  ],
  *check(task) {
    for (const { option } of logsWith(task, 'awslogs')) {
      const both = [option('awslogs-datetime-format'), option('awslogs-multiline-pattern')]
        .filter((field) => field !== undefined)
        .sort((a, b) => a.node.offset - b.node.offset);
      const [first, second] = both;
      if (!first || !second) continue;
      yield {
        at: second.key,
        related: [{ at: first.key, message: 'The other one' }],
        fixes: [removeMember(second), removeMember(first)],
      };
    }
  },
});

export const awslogsGroupName = defineRule<CheckRule>({
  id: 'awslogs-group-name',
  group: 'logging',
  severity: 'error',
  summary: 'This is no name of a log group',
  why: 'A name has up to 512 letters, digits and . - _ / #.',
  source: source(
    'CreateLogGroup in the CloudWatch Logs API Reference',
    'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html',
  ),
  inContainerArray: true,
  good: [
    inContainer(log('')),
    inContainer(log('').replace('"a"', '"/ecs/${APP}"')),
    inContainer(log('').replace('"a"', '"<your group>"')),
  ],
  examples: [{ bad: inContainer(log('').replace('"a"', '«"my group"»')) }],
  *check(task) {
    for (const { option } of logsWith(task, 'awslogs')) {
      const field = option('awslogs-group');
      const name = field?.known;
      if (!field || name === undefined || /^[.\-_/#A-Za-z0-9]{1,512}$/.test(name) || /<[^<>]*>|\$\w/.test(name))
        continue;
      yield { at: field.value, message: `"${name}" is no name of a log group` };
    }
  },
});

export const awslogsStreamPrefixCharacters = defineRule<CheckRule>({
  id: 'awslogs-stream-prefix-characters',
  group: 'logging',
  severity: 'error',
  summary: 'This cannot begin the name of a log stream',
  why: 'Stream names have up to 512 characters and no ":" or "*".',
  source: source(
    'CreateLogStream in the CloudWatch Logs API Reference',
    'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html',
  ),
  inContainerArray: true,
  good: [inContainer(log('"awslogs-stream-prefix":"ecs"')), inContainer(log('"awslogs-stream-prefix":"${A}:"'))],
  examples: [{ bad: inContainer(log('"awslogs-stream-prefix":«"a:b"»')) }],
  *check(task) {
    for (const { option } of logsWith(task, 'awslogs')) {
      const field = option('awslogs-stream-prefix');
      const prefix = field?.known;
      if (!field || prefix === undefined || (!/[:*]/.test(prefix) && prefix.length <= 512)) continue;
      yield {
        at: field.value,
        message:
          prefix.length > 512
            ? `The stream prefix has ${prefix.length} characters; 512 are possible`
            : `The stream prefix "${prefix}" holds ":" or "*"`,
      };
    }
  },
});

export const awslogsRegionFormat = defineRule<CheckRule>({
  id: 'awslogs-region-format',
  group: 'logging',
  severity: 'warning',
  summary: 'This is no name of a Region',
  why: 'Regions are called like eu-west-1. An availability zone (eu-west-1a) is none.',
  source: source('AWS Regions', 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html'),
  inContainerArray: true,
  good: [
    inContainer(log('')),
    inContainer(log('').replace('eu-west-1', 'us-gov-east-1')),
    inContainer(log('').replace('eu-west-1', 'REGION')),
  ],
  examples: [
    {
      bad: inContainer(log('').replace('"eu-west-1"', '«"eu-west-1a"»')),
      fixed: inContainer(log('')),
    },
    { bad: inContainer(log('').replace('"eu-west-1"', '«"Ireland"»')) },
  ],
  *check(task) {
    for (const { option } of logsWith(task, 'awslogs')) {
      const field = option('awslogs-region');
      const region = field?.known;
      if (!field || region === undefined || isRegion(region) || /region|^x+|<|\$\w/i.test(region)) continue;
      const ofZone = region.replace(/[a-z]$/, '');
      yield {
        at: field.value,
        message: `"${region}" is no Region`,
        fixes: isRegion(ofZone) ? [setValue(field.path, ofZone)] : [],
      };
    }
  },
});

export const awslogsCreateGroupValue = defineRule<CheckRule>({
  id: 'awslogs-create-group-value',
  group: 'logging',
  severity: 'error',
  summary: '"awslogs-create-group" is "true" or "false"',
  why: 'Docker refuses to start a container with another word. It also reads "True" and "1", which ECS does not document.',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [inContainer(log('"awslogs-create-group":"true"')), inContainer(log('"awslogs-create-group":"${CREATE}"'))],
  examples: [
    { bad: inContainer(log('"awslogs-create-group":«"yes"»')) },
    {
      bad: inContainer(log('"awslogs-create-group":«"True"»')),
      fixed: inContainer(log('"awslogs-create-group":"true"')),
    },
  ],
  *check(task) {
    for (const { container, option } of logsWith(task, 'awslogs')) {
      const field = option('awslogs-create-group');
      const value = field?.known;
      if (!field || value === undefined || value === 'true' || value === 'false') continue;
      const meant = /^(1|t|true)$/i.test(value) ? 'true' : /^(0|f|false)$/i.test(value) ? 'false' : undefined;
      yield {
        at: field.value,
        ...(meant && { severity: 'info' as const }),
        message: `${sentence(containerLabel(container))}: "awslogs-create-group" is "true" or "false", not "${value}"`,
        fixes: meant ? [setValue(field.path, meant, { safe: true })] : [],
      };
    }
  },
});

export const awslogsCreateGroupPermission = defineRule<CheckRule>({
  id: 'awslogs-create-group-permission',
  group: 'logging',
  severity: 'info',
  summary: 'Creating the log group needs a permission of its own',
  why: 'logs:CreateLogGroup is not part of AmazonECSTaskExecutionRolePolicy; without it the task stops before it starts.',
  awsMessage: 'AccessDeniedException: not authorized to perform: logs:CreateLogGroup',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [inContainer(log('"awslogs-create-group":"false"'))],
  examples: [{ bad: inContainer(log('"awslogs-create-group":«"true"»')) }],
  *check(task) {
    const fields = logsWith(task, 'awslogs')
      .map(({ option }) => option('awslogs-create-group'))
      .filter((field) => field?.text === 'true');
    const [first, ...others] = fields;
    if (!first) return;
    yield { at: first.value, related: others.map((field) => ({ at: field!.value, message: 'Here too' })) };
  },
});
