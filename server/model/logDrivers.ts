/** The options of one log driver. */
export interface LogDriverOptions {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Options whose value is better kept in Secrets Manager or Parameter Store. */
  readonly secret?: readonly string[];
}

const everyDriver = ['mode', 'max-buffer-size'];
const dockerDriver = ['tag', 'labels', 'labels-regex', 'env', 'env-regex', ...everyDriver];

/**
 * Options by log driver, each a string. `awsfirelens` passes on whatever it does not know to the output plugin.
 * Source: LogConfiguration in the ECS API Reference; logging drivers in the Docker Engine manual, 2026.
 */
export const logDriverOptions: Readonly<Record<string, LogDriverOptions>> = {
  awslogs: {
    required: ['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix'],
    optional: ['awslogs-create-group', 'awslogs-datetime-format', 'awslogs-multiline-pattern', ...everyDriver],
  },
  awsfirelens: {
    required: [],
    optional: ['Name', 'include-pattern', 'exclude-pattern', 'log-driver-buffer-limit'],
  },
  splunk: {
    required: ['splunk-url', 'splunk-token'],
    optional: [
      'splunk-source',
      'splunk-sourcetype',
      'splunk-index',
      'splunk-capath',
      'splunk-caname',
      'splunk-insecureskipverify',
      'splunk-format',
      'splunk-verify-connection',
      'splunk-gzip',
      'splunk-gzip-level',
      ...dockerDriver,
    ],
    secret: ['splunk-token'],
  },
  fluentd: {
    required: [],
    optional: [
      'fluentd-address',
      'fluentd-async',
      'fluentd-async-connect',
      'fluentd-async-reconnect-interval',
      'fluentd-buffer-limit',
      'fluentd-retry-wait',
      'fluentd-max-retries',
      'fluentd-request-ack',
      'fluentd-sub-second-precision',
      'fluentd-write-timeout',
      ...dockerDriver,
    ],
  },
  gelf: {
    required: ['gelf-address'],
    optional: [
      'gelf-compression-type',
      'gelf-compression-level',
      'gelf-tcp-max-reconnect',
      'gelf-tcp-reconnect-delay',
      ...dockerDriver,
    ],
  },
  'json-file': { required: [], optional: ['max-size', 'max-file', 'compress', ...dockerDriver] },
  journald: { required: [], optional: dockerDriver },
  syslog: {
    required: [],
    optional: [
      'syslog-address',
      'syslog-facility',
      'syslog-format',
      'syslog-tls-ca-cert',
      'syslog-tls-cert',
      'syslog-tls-key',
      'syslog-tls-skip-verify',
      ...dockerDriver,
    ],
  },
};

/** Values of options that take one of a few, by option. */
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

/** Options of a `firelensConfiguration`. Source: FirelensConfiguration in the ECS API Reference. */
export const firelensOptions = ['enable-ecs-log-metadata', 'config-file-type', 'config-file-value'];
