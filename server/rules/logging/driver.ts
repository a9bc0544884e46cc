import type { TaskView } from '../../document/view';
import { type Fix, type ShapeRule, type Violation, defineRule } from '../define';
import { inContainer } from '../example';
import { describeUnknownWord } from '../json/enumValue';
import { fillIn, missingMember } from '../missing';
import { api } from '../sources';
import { addAwslogs, roleForLogs } from './logConfigurationMissing';

const log = (members: string): string => inContainer(`"logConfiguration":{${members}}`);

export const logDriverMissing = defineRule<ShapeRule>({
  id: 'log-driver-missing',
  group: 'logging',
  severity: 'error',
  summary: 'A log configuration names its driver',
  why: 'Options alone do not say where the logs go.',
  awsMessage: 'Missing required parameter in containerDefinitions[0].logConfiguration: "logDriver"',
  source: api('LogConfiguration'),
  good: [log('"logDriver":"json-file"'), log('"logDriver":"${DRIVER}"')],
  examples: [
    {
      bad: inContainer('«"logConfiguration"»:{"options":{"max-size":"10m"}}'),
      fixed: log('"options":{"max-size":"10m"},"logDriver":"json-file"'),
    },
    {
      bad: inContainer('«"logConfiguration"»:{}'),
      fixed: log(
        '"logDriver":"awslogs","options":{"awslogs-group":"/ecs/app","awslogs-region":"<REGION>","awslogs-stream-prefix":"ecs"}',
      ),
    },
  ],
  describe(violation, { task }) {
    const { field } = violation;
    const names =
      field
        .member('options')
        ?.members()
        .map(({ name }) => name ?? '') ?? [];
    const container = task?.containers.find((each) => each.get('logConfiguration')?.node === field.node);
    const driver = driverOf(names);
    const isWhole = names.length === 0 || (task?.isFargate && !onFargate.has(driver));
    return missingMember(violation, {
      message: 'The log configuration has no "logDriver"',
      fixes: [
        isWhole && task && container
          ? { title: 'Send it to CloudWatch Logs', changes: () => [addAwslogs(task, container), ...roleForLogs(task)] }
          : addDriver(violation, driver, task),
      ],
    });
  },
});

const onFargate: ReadonlySet<string> = new Set(['awslogs', 'splunk', 'awsfirelens']);

function addDriver(violation: Violation, driver: string, task: TaskView | undefined): Fix {
  const add = fillIn(violation, driver);
  return task && driver === 'awslogs' ? { ...add, changes: () => [...add.changes(), ...roleForLogs(task)] } : add;
}

/** The driver whose options these are; awslogs where they do not tell. */
function driverOf(options: readonly string[]): string {
  const has = (start: string) => options.some((name) => name.startsWith(start));
  if (has('splunk-')) return 'splunk';
  if (has('fluentd-')) return 'fluentd';
  if (has('gelf-')) return 'gelf';
  if (has('syslog-')) return 'syslog';
  if (options.includes('Name') || options.includes('@type')) return 'awsfirelens';
  return options.includes('max-size') || options.includes('max-file') ? 'json-file' : 'awslogs';
}

export const logDriverUnknown = defineRule<ShapeRule>({
  id: 'log-driver-unknown',
  group: 'logging',
  severity: 'error',
  summary: 'ECS knows eight log drivers',
  why: 'Names are compared letter by letter. Docker\'s "none" and "local" are not among them.',
  source: api('LogConfiguration'),
  yieldsTo: ['log-driver-fargate', 'log-driver-managed-instances'],
  good: [log('"logDriver":"json-file"'), log('"logDriver":"${DRIVER}"')],
  examples: [
    { bad: log('"logDriver":«"JSON-file"»'), fixed: log('"logDriver":"json-file"') },
    { bad: log('"logDriver":«"firelens"»'), fixed: log('"logDriver":"awsfirelens"') },
    { bad: log('"logDriver":«"none"»') },
  ],
  describe: ({ field, schema }) => ({
    ...describeUnknownWord(field, schema, { firelens: 'awsfirelens', cloudwatch: 'awslogs', json: 'json-file' }),
    severity: 'error',
  }),
});
