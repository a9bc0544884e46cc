import { cases } from './cases';
import { inContainer, managed, onFargate, role } from './frames';

const log = (driver: string, options: string): string =>
  `"logConfiguration":{"logDriver":"${driver}","options":{${options}}}`;
const awslogs = (options = ''): string =>
  log('awslogs', `"awslogs-group":"/a.b-c_d#e","awslogs-region":"us-iso-east-1"${options}`);

cases('CloudWatch', [
  [inContainer(awslogs())],
  [onFargate(awslogs(',"awslogs-stream-prefix":"a/b"'), role)],
  [onFargate(awslogs().replace('"options"', '«"options"»'), role), 'error awslogs-stream-prefix'],
  [onFargate('"logConfiguration":{"logDriver":«"awslogs"»}', role), 'error awslogs-required-options'],
  [onFargate('«"logConfiguration"»:{}'), 'error log-driver-missing'],
  [onFargate('«"logConfiguration"»:{"options":{"max-size":"10m"}}'), 'error log-driver-missing'],
  [inContainer(awslogs(',"mode":"non-blocking","max-buffer-size":"25MiB"'))],
  [inContainer(awslogs(',"mode":"non-blocking","max-buffer-size":«"25 megabytes"»')), 'error max-buffer-size-format'],
  [inContainer(awslogs(',«"tag"»:"a"')), 'error awslogs-unknown-option'],
  [
    inContainer(awslogs().replace('us-iso-east-1', 'eu-west-1a').replace('"eu-west-1a"', '«$&»')),
    'warning awslogs-region-format',
  ],
  [
    inContainer(awslogs(',"awslogs-datetime-format":"%Y-%m-%d","awslogs-stream-prefix":"${PREFIX}"')).replace(
      '"${PREFIX}"',
      '«$&»',
    ),
    'info unresolved-placeholder',
  ],
]);

cases('Other drivers', [
  [onFargate('"logConfiguration":{"logDriver":«"splunk"»}'), 'error log-required-options'],
  [inContainer('"logConfiguration":{"logDriver":«"gelf"»}'), 'error log-required-options'],
  [onFargate('"logConfiguration":{"logDriver":«"json-file"»}'), 'error log-driver-fargate'],
  [inContainer(log('json-file', ''), managed)],
  [inContainer('"logConfiguration":{"logDriver":«"syslog"»}', managed), 'error log-driver-managed-instances'],
  [inContainer('"logConfiguration":{"logDriver":«"none"»}'), 'error log-driver-unknown'],
]);
