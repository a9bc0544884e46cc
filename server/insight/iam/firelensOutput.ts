import type { Field } from '../../document/field';
import { entryOf } from '../../model/entry';
import { type Home, arnAt, inRegion } from './home';
import type { Statement } from './policy';

/**
 * What the AWS output plugins of Fluent Bit and Fluentd call with the task's role. Source: their manuals and "Send logs to an
 * AWS service" in the ECS Developer Guide, 2026. Empty for outputs elsewhere.
 */
export function outputNeeds(options: Field, home: Home, label: string): Statement[] {
  const option = (name: string): string | undefined =>
    options.members().find((member) => member.name?.toLowerCase() === name.toLowerCase())?.text || undefined;
  const at = inRegion(home, option('region'));
  const role = option('role_arn');
  const output = (option('Name') ?? option('@type') ?? '').toLowerCase();
  const needs = entryOf(outputs, output)?.(option, at, label) ?? [];
  if (!role || needs.length === 0) return needs;
  return [{ actions: ['sts:AssumeRole'], resource: role, reason: `${label}: send its log as another role (role_arn)` }];
}

type Output = (option: (name: string) => string | undefined, at: Home, label: string) => Statement[];

const cloudWatch: Output = (option, at, label) => {
  const named = option('log_group_name') ?? '*';
  const group = arnAt(at, 'logs', `log-group:${named.replaceAll(/\$\([^()]*\)/g, '*')}:*`); // $(ecs_cluster) and the like
  const isOn = (name: string) => /^(true|on|yes)$/i.test(option(name) ?? '');
  const extra = [
    ...(isOn('auto_create_group') ? ['logs:CreateLogGroup'] : []),
    ...(option('log_retention_days') ? ['logs:PutRetentionPolicy'] : []),
  ];
  return [
    {
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resource: group,
      reason: `${label}: send its log to CloudWatch Logs (FireLens)`,
    },
    ...(extra.length > 0
      ? [{ actions: extra, resource: group, reason: `${label}: create its log group (FireLens)` }]
      : []),
  ];
};

const firehose: Output = (option, at, label) => [
  {
    actions: ['firehose:PutRecordBatch'],
    resource: arnAt(
      at,
      'firehose',
      `deliverystream/${option('delivery_stream') ?? option('delivery_stream_name') ?? '*'}`,
    ),
    reason: `${label}: send its log to Data Firehose (FireLens)`,
  },
];

const kinesis: Output = (option, at, label) => [
  {
    actions: ['kinesis:PutRecords'],
    resource: arnAt(at, 'kinesis', `stream/${option('stream') ?? option('stream_name') ?? '*'}`),
    reason: `${label}: send its log to Kinesis Data Streams (FireLens)`,
  },
];

const s3: Output = (option, { partition }, label) => [
  {
    actions: ['s3:PutObject'],
    resource: `arn:${partition}:s3:::${option('bucket') ?? '<BUCKET>'}/*`,
    reason: `${label}: send its log to S3 (FireLens)`,
  },
];

const openSearch: Output = (option, at, label) =>
  /^(true|on)$/i.test(option('AWS_Auth') ?? '')
    ? [
        {
          actions: ['es:ESHttpPost'],
          resource: arnAt(at, 'es', 'domain/<DOMAIN>/*'),
          reason: `${label}: send its log to OpenSearch (FireLens); the file names its host only`,
        },
      ]
    : [];

const outputs: Readonly<Record<string, Output>> = {
  cloudwatch: cloudWatch,
  cloudwatch_logs: cloudWatch,
  firehose,
  kinesis_firehose: firehose,
  kinesis,
  kinesis_streams: kinesis,
  s3,
  es: openSearch,
  opensearch: openSearch,
};
