import type { Change } from '../../document/change';
import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import { type CheckRule, type Fix, defineRule } from '../define';
import { plainTextValue } from '../environment/credentials';
import { inContainer } from '../example';
import { executionRoleIfMissing } from '../iam/executionRole';
import { api, guide } from '../sources';
import { containerLabel } from '../words';
import { type Log, logsOf, logsWith } from './options';

/** Log options that belong into `secretOptions`. */

const splunk = (options: string, more = ''): string =>
  `"logConfiguration":{"logDriver":"splunk","options":{"splunk-url":"https://a"${options}}${more}}`;
const role = '"executionRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/ecsTaskExecutionRole"';

const moveToSecret = (task: TaskView, { block }: Log, option: Field): Fix => ({
  title: `Read "${option.name!}" from a secret`,
  changes: (): Change[] => [
    { remove: option.path },
    {
      insert: [...block.path, 'secretOptions'],
      item: {
        name: option.name,
        valueFrom: `<${option.name!.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_SECRET_ARN>`,
      },
    },
    ...executionRoleIfMissing(task),
  ],
});

export const splunkTokenPlaintext = defineRule<CheckRule>({
  id: 'splunk-token-plaintext',
  group: 'logging',
  severity: 'warning',
  summary: 'The Splunk token stands in plain text',
  why: 'Anyone who may describe the task definition reads it. "secretOptions" takes it from a secret.',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [inContainer(splunk(',"splunk-token":"${TOKEN}"'))],
  examples: [
    {
      bad: inContainer(splunk(',"splunk-token":«"a1b2c3d4"»')),
      fixed: inContainer(
        splunk('', ',"secretOptions":[{"name":"splunk-token","valueFrom":"<SPLUNK_TOKEN_SECRET_ARN>"}]'),
        role,
      ),
    },
  ],
  *check(task) {
    for (const each of logsWith(task, 'splunk')) {
      const field = each.option('splunk-token');
      if (field?.known === undefined) continue;
      yield { at: field.value, fixes: [moveToSecret(task, each, field)] };
    }
  },
});

export const logOptionPlaintextSecret = defineRule<CheckRule>({
  id: 'log-option-plaintext-secret',
  group: 'logging',
  severity: 'warning',
  summary: 'A credential for the log service stands in plain text',
  why: 'Anyone who may describe the task definition reads it. "secretOptions" takes it from a secret.',
  source: guide('using_firelens', 'Send logs with FireLens'),
  inContainerArray: true,
  good: [
    inContainer('"logConfiguration":{"logDriver":"json-file","options":{"apikey":"${KEY}"}}'),
    inContainer('"logConfiguration":{"logDriver":"json-file","options":{"token-enabled":"true"}}'),
  ],
  examples: [
    {
      bad: inContainer('"logConfiguration":{"logDriver":"json-file","options":{"apikey":«"a1b2c3d4e5"»}}'),
      fixed: inContainer(
        '"logConfiguration":{"logDriver":"json-file","options":{},"secretOptions":[{"name":"apikey","valueFrom":"<APIKEY_SECRET_ARN>"}]}',
        role,
      ),
    },
  ],
  *check(task) {
    for (const each of logsOf(task)) {
      for (const option of each.entries) {
        const name = option.name ?? '';
        if (name === 'splunk-token' || !/api_?key|token|passw|secret/i.test(name) || option.text === undefined)
          continue;
        if (plainTextValue(option.text) !== 'likely') continue;
        yield {
          at: option.value,
          message: `The log option "${name}" of ${containerLabel(each.container)} looks like a credential in plain text`,
          fixes: [moveToSecret(task, each, option)],
        };
      }
    }
  },
});

export const logSecretOptionDuplicate = defineRule<CheckRule>({
  id: 'log-secret-option-duplicate',
  group: 'logging',
  severity: 'warning',
  summary: 'A log option is given twice',
  why: 'It stands in both "options" and "secretOptions", or twice in the latter; which one counts is not said.',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [inContainer(splunk('', ',"secretOptions":[{"name":"splunk-token","valueFrom":"t"}]'), role)],
  examples: [
    {
      bad: inContainer(
        splunk(
          ',"splunk-index":"a"',
          ',"secretOptions":[{"name":"splunk-token","valueFrom":"t"},{"name":«"splunk-index"»,"valueFrom":"t"}]',
        ),
        role,
      ),
      fixed: inContainer(
        splunk(',"splunk-index":"a"', ',"secretOptions":[{"name":"splunk-token","valueFrom":"t"}]'),
        role,
      ),
    },
  ],
  *check(task) {
    for (const { block, option } of logsOf(task)) {
      const seen = new Set<string>();
      for (const item of block.get('secretOptions')?.items() ?? []) {
        const field = item.get('name');
        if (field?.known === undefined) continue;
        const plain = option(field.known);
        const isRepeated = plain !== undefined || seen.has(field.known);
        seen.add(field.known);
        if (!isRepeated) continue;
        yield {
          at: field.value,
          message: `The log option "${field.known}" is given twice`,
          related: plain ? [{ at: plain.key, message: 'In plain text here' }] : [],
          fixes: [{ title: 'Delete this secret option', changes: () => [{ remove: item.path }] }],
        };
      }
    }
  },
});
