import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { lint } from '../../../server/lint/engine';
import { marked } from '../../support/markers';
import { cases } from './cases';
import { inContainer, managed, onFargate, role, root } from './frames';

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

const routing = (user: string): string =>
  root(
    '',
    `{"name":«"web"»,"image":"app:1","memory":64,${log('awsfirelens', '"Name":"stdout"')}}`,
    `{"name":"router","image":"fluent/fluent-bit:3","memory":64,"firelensConfiguration":{"type":"fluentbit"}${user}}`,
  );

cases('A FireLens router may be root, as ECS makes it', [
  [routing(',"user":«"0"»'), 'hint user-not-set', 'info user-root'],
  [routing(',"user":"1000"'), 'hint user-not-set'],
  [routing(''), 'hint user-not-set'],
]);

test('and is not counted among the containers without a user', () => {
  const document = parseDocument(marked(routing('')).text, { path: 'task-definition.json' });
  const [found] = lint(document).filter(({ rule }) => rule === 'user-not-set');
  assert.deepEqual(found?.related, []);
});

cases('Other drivers', [
  [onFargate('"logConfiguration":{"logDriver":«"splunk"»}'), 'error log-required-options'],
  [inContainer('"logConfiguration":{"logDriver":«"gelf"»}'), 'error log-required-options'],
  [onFargate('"logConfiguration":{"logDriver":«"json-file"»}'), 'error log-driver-fargate'],
  [inContainer(log('json-file', ''), managed)],
  [inContainer('"logConfiguration":{"logDriver":«"syslog"»}', managed), 'error log-driver-managed-instances'],
  [inContainer('"logConfiguration":{"logDriver":«"none"»}'), 'error log-driver-unknown'],
]);
