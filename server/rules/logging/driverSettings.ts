import type { Change } from '../../document/change';
import type { TaskView } from '../../document/view';
import { executionRoleIfMissing } from '../iam/executionRole';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { offFargate } from '../scope';
import { docker } from '../sources';
import { containerLabel, listed } from '../words';
import { type Log, atOptions, driverOptions, logsOf, logsWith } from './options';
import { unknownOptions } from './unknownOptions';

/** Options of Docker's own drivers. */

const log = (driver: string, options: string, key = '"options"'): string =>
  inContainer(`"logConfiguration":{"logDriver":"${driver}",${key}:{${options}}}`);

export const logOptionUnknown = defineRule<CheckRule>({
  id: 'log-option-unknown',
  group: 'logging',
  severity: 'warning',
  summary: 'The log driver does not know this option',
  why: 'Docker refuses to start the container: "unknown log opt".',
  awsMessage: "unknown log opt 'max-sise' for json-file log driver",
  source: docker('Logging drivers', 'engine/logging/configure/'),
  inContainerArray: true,
  yieldsTo: ['firelens-buffer-limit-driver'],
  good: [
    log('json-file', '"max-size":"10m"'),
    log('fluentd', '"cache-disabled":"true"'),
    log('awsfirelens', '"anything":"a"'),
  ],
  examples: [
    { bad: log('json-file', '«"max-sise"»:"10m"'), fixed: log('json-file', '"max-size":"10m"') },
    { bad: log('journald', '«"syslog-address"»:"a"'), fixed: log('journald', '') },
  ],
  *check(task) {
    for (const each of logsOf(task))
      if (each.name !== 'awslogs')
        yield* unknownOptions(each, (option) => `The log driver ${each.name} knows no option "${option}"`);
  },
});

export const logRequiredOptions = defineRule<CheckRule>({
  id: 'log-required-options',
  absence: 'here',
  group: 'logging',
  severity: 'error',
  summary: 'The log driver lacks an option that it needs',
  why: 'Splunk needs an address and a token, GELF an address. Secrets among them may stand in "secretOptions".',
  awsMessage: 'Log driver splunk requires options: splunk-url, splunk-token',
  source: docker('Logging drivers', 'engine/logging/configure/'),
  inContainerArray: true,
  good: [
    log('gelf', '"gelf-address":"udp://a:1"'),
    inContainer(
      '"logConfiguration":{"logDriver":"splunk","options":{"splunk-url":"https://a"},"secretOptions":[{"name":"splunk-token","valueFrom":"t"}]}',
      '"executionRoleArn":"ecsTaskExecutionRole"',
    ),
  ],
  examples: [
    { bad: log('gelf', '', '«"options"»'), fixed: log('gelf', '"gelf-address":"udp://<GELF_HOST>:12201"') },
    {
      bad: inContainer('"logConfiguration":{"logDriver":«"splunk"»}'),
      fixed: inContainer(
        '"logConfiguration":{"logDriver":"splunk","options":{"splunk-url":"https://<SPLUNK_HOST>:8088"},"secretOptions":[{"name":"splunk-token","valueFrom":"<SPLUNK_TOKEN_SECRET_ARN>"}]}',
        '"executionRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/ecsTaskExecutionRole"',
      ),
    },
  ],
  *check(task) {
    for (const each of logsOf(task)) {
      const required = each.name === 'awslogs' ? [] : (driverOptions[each.name]?.required ?? []);
      const missing = required.filter((name) => !each.option(name) && !each.secret.has(name));
      if (missing.length === 0 || (each.options && each.options.type !== 'object')) continue;
      yield {
        at: atOptions(each),
        fixes: [
          {
            title: `Add ${listed(missing.map((name) => `"${name}"`))}`,
            changes: () => missing.flatMap((name) => addition(task, each, name)),
          },
        ],
        message: `The log driver ${each.name} of ${containerLabel(each.container)} needs ${listed(missing.map((name) => `"${name}"`))}`,
      };
    }
  },
});

const addresses: Readonly<Record<string, string>> = {
  'splunk-url': 'https://<SPLUNK_HOST>:8088',
  'gelf-address': 'udp://<GELF_HOST>:12201',
};

/** An address to be filled in; a token is read from a secret, with the role for it. */
const addition = (task: TaskView, { block }: Log, name: string): Change[] =>
  name === 'splunk-token'
    ? [
        { insert: [...block.path, 'secretOptions'], item: { name, valueFrom: '<SPLUNK_TOKEN_SECRET_ARN>' } },
        ...executionRoleIfMissing(task),
      ]
    : [{ set: [...block.path, 'options', name], to: addresses[name] }];

export const jsonFileUnbounded = defineRule<CheckRule>({
  id: 'json-file-unbounded',
  group: 'logging',
  severity: 'info',
  off: true,
  summary: 'The log file grows until the disk is full',
  why: 'json-file keeps everything unless "max-size" says otherwise.',
  source: docker('JSON file logging driver', 'engine/logging/drivers/json-file/'),
  good: [log('json-file', '"max-size":"10m"')],
  examples: [
    {
      bad: log('json-file', '"max-file":"2"', '«"options"»'),
      fixed: log('json-file', '"max-file":"2","max-size":"10m"'),
    },
    {
      bad: inContainer('"logConfiguration":{"logDriver":«"json-file"»}'),
      fixed: log('json-file', '"max-size":"10m","max-file":"3"'),
    },
  ],
  *check(task) {
    if (!offFargate(task)) return;
    for (const each of logsWith(task, 'json-file')) {
      if (each.option('max-size')) continue;
      const path = [...each.block.path, 'options'];
      yield {
        at: atOptions(each),
        message: `The log file of ${containerLabel(each.container)} grows until the disk is full`,
        fixes: [
          {
            title: 'Keep three files of 10 MB',
            changes: () => [
              { set: [...path, 'max-size'], to: '10m' },
              ...(each.option('max-file') ? [] : [{ set: [...path, 'max-file'], to: '3' }]),
            ],
          },
        ],
      };
    }
  },
});
