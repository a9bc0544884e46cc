/**
 * Output plugins of Fluent Bit and the options that are written for each, most used first.
 * Source: the Fluent Bit manual, "Outputs", and the AWS plugins' readmes, 2026.
 */
export const outputs: Readonly<Record<string, readonly string[]>> = {
  cloudwatch_logs: ['region', 'log_group_name', 'log_stream_prefix', 'auto_create_group', 'log_key', 'retry_limit'],
  kinesis_firehose: ['region', 'delivery_stream', 'retry_limit'],
  kinesis_streams: ['region', 'stream', 'retry_limit'],
  s3: ['region', 'bucket', 'total_file_size', 'upload_timeout', 'use_put_object', 'retry_limit'],
  opensearch: ['Host', 'Port', 'Index', 'AWS_Auth', 'AWS_Region', 'tls', 'Suppress_Type_Name'],
  es: ['Host', 'Port', 'Index', 'AWS_Auth', 'AWS_Region', 'tls', 'Suppress_Type_Name'],
  datadog: ['Host', 'TLS', 'provider', 'dd_service', 'dd_source', 'dd_tags'],
  splunk: ['Host', 'Port', 'TLS'],
  http: ['Host', 'Port', 'URI', 'Format', 'tls'],
  forward: ['Host', 'Port'],
  stdout: ['Format'],
};
