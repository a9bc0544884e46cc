/**
 * Values of log options that take one of a few, by option.
 * Source: LogConfiguration in the ECS API Reference; logging drivers in the Docker Engine manual, 2026.
 */
export const logOptionValues: Readonly<Record<string, readonly string[]>> = {
  mode: ['non-blocking', 'blocking'],
  'awslogs-create-group': ['true'],
  compress: ['true', 'false'],
  'enable-ecs-log-metadata': ['true', 'false'],
  'config-file-type': ['file', 's3'],
  'splunk-format': ['inline', 'json', 'raw'],
  'splunk-gzip': ['true', 'false'],
  'splunk-verify-connection': ['true', 'false'],
  'splunk-insecureskipverify': ['true', 'false'],
  'fluentd-async': ['true', 'false'],
  'fluentd-request-ack': ['true', 'false'],
  'fluentd-sub-second-precision': ['true', 'false'],
  'gelf-compression-type': ['gzip', 'zlib', 'none'],
  'syslog-format': ['rfc5424', 'rfc5424micro', 'rfc3164'],
  'syslog-tls-skip-verify': ['true', 'false'],
};

/** Options whose value is better kept in Secrets Manager or Parameter Store, by driver. */
export const secretLogOptions: Readonly<Record<string, readonly string[]>> = { splunk: ['splunk-token'] };

/** Options of `awsfirelens` that ECS reads itself, and the name of the output plugin; all others go to the plugin. */
export const awsfirelensOptions = ['Name', 'include-pattern', 'exclude-pattern', 'log-driver-buffer-limit'];

/** Options of a `firelensConfiguration`. Source: FirelensConfiguration in the ECS API Reference. */
export const firelensOptions = ['enable-ecs-log-metadata', 'config-file-type', 'config-file-value'];
