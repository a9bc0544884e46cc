/**
 * What each log option means, by its name.
 * Source: LogConfiguration and FirelensConfiguration in the ECS API Reference; the pages of the drivers in the Docker
 * Engine manual, 2026-11.
 */
export const logOptionProse: Readonly<Record<string, string>> = {
  mode: 'What happens when the driver cannot keep up: blocking lets the container wait, non-blocking drops messages once the buffer is full. ECS takes non-blocking when nothing is said.',
  'max-buffer-size': 'Size of the buffer in non-blocking mode, as 25m or 512k. When it is full, messages are dropped.',
  tag: "Template of the name that messages carry, in the engine's own syntax: {{.Name}}, {{.ID}}.",
  labels: 'Docker labels of the container that go with each message, by name, separated by commas.',
  'labels-regex': 'Pattern of the labels that go with each message.',
  env: 'Environment variables of the container that go with each message, separated by commas.',
  'env-regex': 'Pattern of the environment variables that go with each message.',

  'awslogs-group':
    'Log group of CloudWatch Logs that takes the output. It has to exist, unless awslogs-create-group is true.',
  'awslogs-region': 'Region of the log group.',
  'awslogs-stream-prefix':
    'Start of the name of each log stream, which becomes PREFIX/CONTAINER/TASK-ID. Fargate requires it.',
  'awslogs-create-group': 'Whether a missing log group is made; the role that writes then needs logs:CreateLogGroup.',
  'awslogs-datetime-format':
    'Format of the time at the start of a message, in strftime terms; lines without one belong to the message before.',
  'awslogs-multiline-pattern':
    'Regular expression for the first line of a message; lines that do not match belong to the message before.',

  'splunk-url': 'Address of the HTTP Event Collector, with its port.',
  'splunk-token': 'Token of the HTTP Event Collector. Better kept under secretOptions.',
  'splunk-source': 'Source of the events.',
  'splunk-sourcetype': 'Source type of the events.',
  'splunk-index': 'Index the events go to.',
  'splunk-capath': 'Path of the root certificate on the host.',
  'splunk-caname': 'Name that the certificate of the collector has to carry, when it is not the name of its host.',
  'splunk-insecureskipverify': 'Whether the certificate of the collector is taken without a check.',
  'splunk-format': 'How a message is sent: inline as text, json as parsed JSON, raw as it is.',
  'splunk-verify-connection': 'Whether the collector must answer before the container starts.',
  'splunk-gzip': 'Whether messages are compressed on the way.',
  'splunk-gzip-level': 'How hard they are compressed: -1 the usual, 0 not, 1 fast to 9 small.',

  'fluentd-address':
    'Where Fluentd listens: HOST:PORT, tcp:// or unix://. Port 24224 of the host when nothing is said.',
  'fluentd-async': 'Whether the container starts before Fluentd can be reached.',
  'fluentd-async-connect': 'The former name of fluentd-async.',
  'fluentd-async-reconnect-interval': 'How often a lost connection is made anew, as 1s or 500ms.',
  'fluentd-buffer-limit': 'Bytes, or messages on older engines, that are kept while Fluentd cannot be reached.',
  'fluentd-retry-wait': 'Pause before another try, as 1s or 500ms.',
  'fluentd-max-retries': 'How often to try again.',
  'fluentd-request-ack': 'Whether Fluentd confirms each message.',
  'fluentd-sub-second-precision': 'Whether times are sent in nanoseconds.',
  'fluentd-read-timeout': 'How long to wait for what Fluentd answers.',
  'fluentd-write-timeout': 'How long one write may take.',

  'gelf-address': 'Where Graylog listens: udp://HOST:PORT or tcp://HOST:PORT.',
  'gelf-compression-type': 'How UDP messages are compressed.',
  'gelf-compression-level': 'How hard UDP messages are compressed: -1 the usual, 0 not, 1 fast to 9 small.',
  'gelf-tcp-max-reconnect': 'How often a lost TCP connection is tried again.',
  'gelf-tcp-reconnect-delay': 'Seconds between two of these tries.',

  'max-size': 'Size at which a new file is begun, as 10m. Without it one file grows for ever.',
  'max-file': 'How many files are kept; the oldest goes first.',
  compress: 'Whether files that are finished are compressed.',

  'syslog-address': 'Where syslog listens: udp://, tcp://, tcp+tls:// or unix://.',
  'syslog-facility': 'Facility of the messages, by name or number.',
  'syslog-format': 'Format of the messages.',
  'syslog-tls-ca-cert': 'Path of the certificate of the authority, on the host.',
  'syslog-tls-cert': 'Path of the client certificate, on the host.',
  'syslog-tls-key': 'Path of its key, on the host.',
  'syslog-tls-skip-verify': 'Whether the certificate of the server is taken without a check.',

  Name: 'Output plugin of Fluent Bit that the router sends these logs to.',
  '@type': 'Output plugin of Fluentd that the router sends these logs to.',
  'include-pattern': 'Regular expression: only messages that match are sent on.',
  'exclude-pattern': 'Regular expression: messages that match are dropped.',
  'log-driver-buffer-limit': 'How many messages wait in memory for the router, per container.',

  'enable-ecs-log-metadata':
    'Whether the router adds the cluster, the task and its definition to each message. It does so unless this says false.',
  'config-file-type':
    "Where the router's additional configuration lies: file, inside its image, or s3. Fargate takes file only.",
  'config-file-value': 'Path of that file in the image, or ARN of the S3 object.',
};
