import { isRegion } from '../../model/arn';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { source } from '../sources';
import { log } from './awslogsExample';
import { logsWith } from './options';

/** The names that CloudWatch Logs takes: of a log group, of a stream, of a Region. */

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
