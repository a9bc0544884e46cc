import type { Field } from '../../document/field';
import type { ContainerField, TaskView } from '../../document/view';
import type { LogConfiguration } from '../../model/taskDefinition';
import { perTask } from '../perTask';

/** What each log driver takes. Source: LogConfiguration in the ECS API Reference, and Docker's pages on its drivers. */
export interface DriverOptions {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const buffering = ['mode', 'max-buffer-size'];
const describing = ['tag', 'labels', 'labels-regex', 'env', 'env-regex', ...buffering];

export const driverOptions: Readonly<Record<string, DriverOptions>> = {
  awslogs: {
    required: ['awslogs-group', 'awslogs-region'],
    optional: [
      'awslogs-stream-prefix',
      'awslogs-create-group',
      'awslogs-datetime-format',
      'awslogs-multiline-pattern',
      ...buffering,
    ],
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
      ...describing,
    ],
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
      'fluentd-read-timeout',
      'fluentd-write-timeout',
      ...describing,
    ],
  },
  gelf: {
    required: ['gelf-address'],
    optional: [
      'gelf-compression-type',
      'gelf-compression-level',
      'gelf-tcp-max-reconnect',
      'gelf-tcp-reconnect-delay',
      ...describing,
    ],
  },
  'json-file': { required: [], optional: ['max-size', 'max-file', 'compress', ...describing] },
  journald: { required: [], optional: describing },
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
      ...describing,
    ],
  },
};

export const drivers: readonly string[] = [...Object.keys(driverOptions), 'awsfirelens'];

/** How an engine keeps a copy of the logs that it sends away, for `docker logs`; it takes them beside any driver. */
export const cacheOptions: readonly string[] = ['cache-disabled', 'cache-max-size', 'cache-max-file', 'cache-compress'];

/** One container's log configuration, with its driver known. */
export interface Log {
  readonly container: ContainerField;
  readonly block: Field<LogConfiguration>;
  readonly driver: Field;
  readonly name: string;
  /** Undefined when it is absent; unreadable options are left out of the list altogether. */
  readonly options: Field | undefined;
  /** The options that are not `null`. */
  readonly entries: readonly Field[];
  /** An option's text by its name, when it is set to something that is not empty. */
  readonly option: (name: string) => Field | undefined;
  /** Names in `secretOptions`. */
  readonly secret: ReadonlySet<string>;
}

export const logsOf = perTask((task): readonly Log[] => {
  return task.containers.flatMap((container) => {
    const block = container.get('logConfiguration');
    const driver = block?.get('logDriver');
    const options = block?.get('options');
    if (!block || driver?.known === undefined || (options && options.type !== 'object')) return [];
    const secret = (block.get('secretOptions')?.items() ?? []).flatMap((item) => item.get('name')?.text ?? []);
    return [
      {
        container,
        block,
        driver,
        name: driver.known,
        options,
        entries: (options?.members() ?? []).filter((option) => option.type !== 'null'),
        option: (name: string) => {
          const field = options?.member(name);
          return field && field.type !== 'null' && field.text !== '' ? field : undefined;
        },
        secret: new Set(secret),
      },
    ];
  });
});

export const logsWith = (task: TaskView, name: string): Log[] => logsOf(task).filter((log) => log.name === name);

/** Where something about missing options is shown: at `options`, or at the driver when there are none. */
export const atOptions = ({ options, driver }: Log) => (options ? options.key : driver.value);
