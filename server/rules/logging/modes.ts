import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember, setValue } from '../fixes';
import { once } from '../once';
import { memoryOf } from '../sizing/sizes';
import { api, docker, source } from '../sources';
import { containerLabel, sentence } from '../words';
import { logsOf } from './options';

/** `mode` and `max-buffer-size`: what happens when the log sink is slow. */

const log = (options: string, container = ''): string =>
  inContainer(`"logConfiguration":{"logDriver":"json-file","options":{${options}}}${container}`);
const modes = docker(
  'Delivery mode of log messages',
  'engine/logging/configure/#configure-the-delivery-mode-of-log-messages-from-container-to-log-driver',
);

export const logModeValue = defineRule<CheckRule>({
  id: 'log-mode-value',
  group: 'logging',
  severity: 'error',
  summary: 'The mode of a log driver is "blocking" or "non-blocking"',
  why: 'Docker refuses to start the container with another.',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [log('"mode":"non-blocking"'), log('"mode":"${MODE}"')],
  examples: [
    { bad: log('"mode":«"nonblocking"»'), fixed: log('"mode":"non-blocking"') },
    { bad: log('"mode":«"async"»'), fixed: log('"mode":"non-blocking"') },
  ],
  *check(task) {
    for (const { name, option } of logsOf(task)) {
      const field = option('mode');
      const mode = field?.known;
      if (!field || mode === undefined || /^(non-)?blocking$/.test(mode) || name === 'awsfirelens') continue;
      yield {
        at: field.value,
        message: `The mode is "blocking" or "non-blocking", not "${mode}"`,
        fixes: [setValue(field.path, /^blocking$/i.test(mode) ? 'blocking' : 'non-blocking')],
      };
    }
  },
});

export const logModeBlocking = defineRule<CheckRule>({
  id: 'log-mode-blocking',
  group: 'logging',
  severity: 'info',
  summary: 'The program waits when its logs cannot be delivered',
  why: 'An outage of the log service then becomes one of the application. "non-blocking" drops entries instead.',
  source: source('Preventing log loss with non-blocking mode, AWS Containers Blog'),
  inContainerArray: true,
  good: [log('"mode":"non-blocking"')],
  examples: [{ bad: log('"mode":«"blocking"»'), fixed: log('"mode":"non-blocking","max-buffer-size":"25m"') }],
  *check(task) {
    for (const { container, option, options, name } of logsOf(task)) {
      const field = option('mode');
      if (field?.text !== 'blocking' || name === 'awsfirelens') continue;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} waits when its logs cannot be delivered`,
        fixes: [
          {
            title: 'Change to "non-blocking" with a buffer of 25 MB',
            changes: () => [
              { set: field.path, to: 'non-blocking' },
              { set: [...options!.path, 'max-buffer-size'], to: '25m' },
            ],
          },
        ],
      };
    }
  },
});

export const logModeImplicit = defineRule<CheckRule>({
  id: 'log-mode-implicit',
  group: 'logging',
  severity: 'hint',
  off: true,
  summary: 'Whether logs may be dropped is left to a setting of the account',
  why: 'Without "mode" the account setting defaultLogDriverMode decides, which is non-blocking since June 2025.',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [log('"mode":"blocking"')],
  examples: [
    {
      bad: inContainer('"logConfiguration":{"logDriver":"json-file",«"options"»:{"max-file":"2"}}'),
      fixed: log('"max-file":"2","mode":"non-blocking"'),
    },
  ],
  *check(task) {
    const concerned = logsOf(task).filter(
      ({ option, options, name }) => options && !option('mode') && name !== 'awsfirelens',
    );
    yield* once(
      concerned.map(({ container }) => container),
      {
        at: (container) => container.get('logConfiguration')!.get('options')!.key,
        message: (label) => `Whether logs of ${label} may be dropped is left to a setting of the account`,
        fix: {
          title: 'Write "mode": "non-blocking"',
          changes: (container) => [
            { set: [...container.path, 'logConfiguration', 'options', 'mode'], to: 'non-blocking' },
          ],
        },
      },
    );
  },
});

/** Bytes of a size as Docker reads it, or undefined. */
function bytesOf(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s?([kmgtp]?)i?b?$/i.exec(text) ?? [];
  const factor = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4, p: 1024 ** 5 }[unit.toLowerCase()];
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}

export const maxBufferSizeFormat = defineRule<CheckRule>({
  id: 'max-buffer-size-format',
  group: 'logging',
  severity: 'error',
  summary: 'The buffer size is a number with k, m or g',
  why: 'Docker refuses to start the container: "invalid size". ECS documents k, m and g; Docker reads MiB and the like too.',
  awsMessage: "invalid size: '25 megabytes'",
  source: modes,
  inContainerArray: true,
  good: [
    log('"max-buffer-size":"25m"'),
    log('"max-buffer-size":"1.5 GB"'),
    log('"max-buffer-size":"25MiB"'),
    log('"max-buffer-size":"${SIZE}"'),
  ],
  examples: [{ bad: log('"max-buffer-size":«"25 megabytes"»'), fixed: log('"max-buffer-size":"25m"') }],
  *check(task) {
    for (const { option, name } of logsOf(task)) {
      const field = option('max-buffer-size');
      const size = field?.known;
      if (!field || size === undefined || bytesOf(size) !== undefined || name === 'awsfirelens') continue;
      yield {
        at: field.value,
        message: `"${size}" is no size; write a number with k, m or g, such as "25m"`,
        fixes: [setValue(field.path, '25m')],
      };
    }
  },
});

export const maxBufferSizeIgnored = defineRule<CheckRule>({
  id: 'max-buffer-size-ignored',
  group: 'logging',
  severity: 'warning',
  summary: 'Blocking logs have no buffer to size',
  why: 'The buffer exists in non-blocking mode only.',
  source: modes,
  inContainerArray: true,
  good: [log('"mode":"non-blocking","max-buffer-size":"25m"')],
  examples: [{ bad: log('"mode":"blocking",«"max-buffer-size"»:"25m"'), fixed: log('"mode":"blocking"') }],
  *check(task) {
    for (const { option, name } of logsOf(task)) {
      const field = option('max-buffer-size');
      if (!field || option('mode')?.text !== 'blocking' || name === 'awsfirelens') continue;
      yield { at: field.key, tag: 'unnecessary', fixes: [removeMember(field, { safe: true })] };
    }
  },
});

export const logBufferHeadroom = defineRule<CheckRule>({
  id: 'log-buffer-headroom',
  group: 'logging',
  severity: 'warning',
  summary: 'The log buffer may take half of the memory',
  why: 'The buffer lives in memory next to the container, and fills up when the log service is slow.',
  source: source('Preventing log loss with non-blocking mode, AWS Containers Blog'),
  good: [log('"mode":"non-blocking","max-buffer-size":"25m"')],
  examples: [{ bad: log('"mode":"non-blocking","max-buffer-size":«"256m"»') }],
  *check(task) {
    for (const { container, option, name } of logsOf(task)) {
      const field = option('max-buffer-size');
      const bytes = bytesOf(field?.known ?? '');
      const memory = memoryOf(container) ?? task.memory;
      if (!field || bytes === undefined || memory === undefined || name === 'awsfirelens') continue;
      const buffer = bytes / 1024 ** 2;
      if (buffer < memory / 2) continue;
      yield {
        at: field.value,
        message: `The log buffer of ${containerLabel(container)} may take ${Math.round(buffer)} MiB of ${memory} MiB memory`,
      };
    }
  },
});
